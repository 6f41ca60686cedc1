/**
 * Something that runs right now: a webhook being answered, a request on its way. While any of it runs, the emulator's time
 * stands still. Work that only waits for that time is paused; pauses nest.
 */
export interface Work {
  readonly id: string;
  pause(): void;
  resume(): void;
  /** Ends the work, paused or not. Ending twice is harmless. */
  end(): void;
}

/** Counts the work in flight, so that the clock knows when nothing but time can move the world on. */
export class Activity {
  private readonly open = new Map<string, Unit>();
  private running = 0;
  /** How many units were named here. */
  counter = 0;
  private waiters: (() => void)[] = [];

  constructor(private readonly options: { readonly waitsForOthers: boolean } = { waitsForOthers: true }) {}

  begin(id = `work-${++this.counter}`): Work {
    const unit = new Unit(id, this);
    this.open.set(id, unit);
    this.running += 1;
    return unit;
  }

  /** Work of others: of whoever is asked to answer a webhook, of a Function. Real time does not wait for it. */
  beginOutside(id?: string): Work {
    const unit = this.begin(id);
    if (!this.options.waitsForOthers) unit.pause();
    return unit;
  }

  /** The work with this id, when it lives in this process and has not ended. */
  find(id: string): Work | undefined {
    return this.open.get(id);
  }

  get isQuiet(): boolean {
    return this.running === 0;
  }

  /** Nothing has begun that has not ended, paused or not. */
  get isIdle(): boolean {
    return this.open.size === 0;
  }

  /** Resolves when nothing runs (at once when nothing does). */
  whenQuiet(): Promise<void> {
    if (this.isQuiet) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  /** Ends whatever is open: what it belongs to is no more. */
  clear(): void {
    for (const unit of [...this.open.values()]) unit.end();
  }

  /** What keeps time from moving, for an error message. */
  describe(): string[] {
    return [...this.open.values()].filter((unit) => unit.isRunning).map((unit) => unit.id);
  }

  /** @internal */
  changed(by: number): void {
    this.running += by;
    if (this.running > 0) return;
    const waiters = this.waiters;
    this.waiters = [];
    for (const resolve of waiters) resolve();
  }

  /** @internal */
  forget(id: string): void {
    this.open.delete(id);
  }
}

class Unit implements Work {
  private pauses = 0;
  private ended = false;

  constructor(
    readonly id: string,
    private readonly activity: Activity,
  ) {}

  get isRunning(): boolean {
    return !this.ended && this.pauses === 0;
  }

  pause(): void {
    if (this.ended) return;
    this.pauses += 1;
    if (this.pauses === 1) this.activity.changed(-1);
  }

  resume(): void {
    if (this.ended || this.pauses === 0) return;
    this.pauses -= 1;
    if (this.pauses === 0) this.activity.changed(1);
  }

  end(): void {
    if (this.ended) return;
    const wasRunning = this.pauses === 0;
    this.ended = true;
    this.activity.forget(this.id);
    if (wasRunning) this.activity.changed(-1);
  }
}
