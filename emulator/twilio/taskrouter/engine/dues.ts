import type { Cancel, Clock } from '../../../core/clock';

/** A moment at which something falls due; those of one moment come in the order of `serial`. */
export interface Due {
  readonly atMs: number;
  readonly serial: number;
}

export interface PendingDue extends Due {
  /** False once it has come or was stopped. */
  readonly isPending: boolean;
  readonly stop: Cancel;
}

export const NOTHING_DUE: PendingDue = { atMs: 0, serial: 0, isPending: false, stop: () => undefined };

/** What TaskRouter waits for, as moments that can be written down and taken up again. */
export class Dues {
  /** How many moments were set. */
  counter = 0;

  constructor(private readonly clock: Clock) {}

  after(delayMs: number, run: () => void): PendingDue {
    return this.resume({ atMs: this.clock.now() + delayMs, serial: ++this.counter }, run);
  }

  /** Waits for a moment that was set before, at once when it has passed. Those of one moment are resumed in their order. */
  resume({ atMs, serial }: Due, run: () => void): PendingDue {
    const cancel = this.clock.after(atMs - this.clock.now(), () => {
      due.isPending = false;
      run();
    });
    const due = {
      ...{ atMs, serial },
      isPending: true,
      stop() {
        due.isPending = false;
        cancel();
      },
    };
    return due;
  }
}
