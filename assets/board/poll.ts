/** When to ask again. */
const EVERY_MS = 5_000;
const HIDDEN_MS = 30_000;
const LONGEST_MS = 60_000;
/** Older than this, what is shown is no longer the truth. */
const STALE_MS = 15_000;

/** Milliseconds to the next request. `failures`: in a row. `chance`: 0 to 1, so that not all boards come back at once. */
export function waitBefore(failures: number, isHidden: boolean, chance: number): number {
  if (failures === 0) return isHidden ? HIDDEN_MS : EVERY_MS;
  return Math.min(LONGEST_MS, EVERY_MS * 2 ** (failures - 1)) * (0.75 + chance / 2);
}

export function isStale(lastMs: number, nowMs: number): boolean {
  return nowMs - lastMs > STALE_MS;
}

/** Asks again and again until it is stopped; at once when the page is seen again or the network is back. */
export class Poll {
  private timer = 0;
  private failures = 0;
  private isAsking = false;
  private readonly now = (): void => this.soon(0);

  /** `attempt`: whether it came to something. */
  constructor(private readonly attempt: () => Promise<boolean>) {
    document.addEventListener('visibilitychange', this.now);
    window.addEventListener('online', this.now);
    this.soon(EVERY_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
    document.removeEventListener('visibilitychange', this.now);
    window.removeEventListener('online', this.now);
    this.timer = -1;
  }

  private soon(ms: number): void {
    if (this.isAsking || this.timer === -1) return;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), ms);
  }

  private async ask(): Promise<void> {
    this.isAsking = true;
    // An answer that cannot be shown is none: what is shown goes stale, and says so.
    const isOk = await this.attempt().catch(() => false);
    this.isAsking = false;
    this.failures = isOk ? 0 : this.failures + 1;
    this.soon(waitBefore(this.failures, document.hidden, Math.random()));
  }
}
