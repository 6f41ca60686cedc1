/** The simulation's time: what is due runs in order, one thing at a time, and after each the promises are checked. */
export class Timeline {
  nowMs = 1_700_000_000_000;
  readonly startMs = this.nowMs;
  readonly history: string[] = [];
  private due: { atMs: number; order: number; run: () => void }[] = [];
  private order = 0;

  after(delayMs: number, run: () => void): void {
    const entry = { atMs: this.nowMs + delayMs, order: this.order, run };
    this.order += 1;
    const index = this.due.findIndex((other) => other.atMs > entry.atMs);
    if (index < 0) this.due.push(entry);
    else this.due.splice(index, 0, entry);
  }

  note(what: string): void {
    this.history.push(`${String(this.nowMs - this.startMs).padStart(7)} ms  ${what}`);
  }

  /** Runs everything that is due within `durationMs`; `check` after each. */
  async run(durationMs: number, check: () => void): Promise<void> {
    const untilMs = this.nowMs + durationMs;
    for (;;) {
      const next = this.due[0];
      if (!next || next.atMs > untilMs) break;
      this.due.shift();
      this.nowMs = next.atMs;
      next.run();
      await quiet();
      check();
    }
    this.nowMs = untilMs;
  }
}

/** Resolves when all that can go on by itself has gone on. */
function quiet(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
