import type { Clock } from '../../../core/clock';

/** Lets so many calls a second out; the others wait their turn, none is refused. */
export class OutboundPace {
  /** When the next call may leave. */
  freeMs = 0;

  constructor(
    private readonly clock: Clock,
    private readonly callsPerSecond: number | undefined,
  ) {}

  add(dial: () => void): void {
    const now = this.clock.now();
    const startMs = Math.max(now, this.freeMs);
    if (this.callsPerSecond !== undefined) this.freeMs = startMs + 1000 / this.callsPerSecond;
    this.clock.after(startMs - now, dial);
  }
}
