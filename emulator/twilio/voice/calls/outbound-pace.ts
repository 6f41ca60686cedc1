import type { Clock } from '../../../core/clock';

/** Lets so many calls a second out; the others wait their turn, none is refused. */
export class OutboundPace {
  private nextFreeMs = 0;

  constructor(
    private readonly clock: Clock,
    private readonly callsPerSecond: number | undefined,
  ) {}

  add(dial: () => void): void {
    const now = this.clock.now();
    const startMs = Math.max(now, this.nextFreeMs);
    if (this.callsPerSecond !== undefined) this.nextFreeMs = startMs + 1000 / this.callsPerSecond;
    this.clock.after(startMs - now, dial);
  }
}
