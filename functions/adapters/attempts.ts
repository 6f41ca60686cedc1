/** Counts attempts by name over the last minute, in this container. */
export class Attempts {
  private readonly times = new Map<string, number[]>();

  constructor(private readonly mostAMinute: number) {}

  /** Notes one more; false when there were enough already. */
  allows(name: string, nowMs: number): boolean {
    const recent = (this.times.get(name) ?? []).filter((atMs) => nowMs - atMs < MINUTE_MS);
    const isAllowed = recent.length < this.mostAMinute;
    if (isAllowed) recent.push(nowMs);
    this.times.delete(name);
    this.times.set(name, recent);
    if (this.times.size > MOST_NAMES) this.times.delete([...this.times.keys()][0] ?? '');
    return isAllowed;
  }
}

const MINUTE_MS = 60_000;
const MOST_NAMES = 1_000;
