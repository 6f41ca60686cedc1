import type { Cancel, Clock } from './clock';

/** A clock that knows whether anything still waits for it. */
export class CountingClock implements Clock {
  private waiting = 0;
  private age = 0;

  constructor(private readonly clock: Clock) {}

  get isIdle(): boolean {
    return this.waiting === 0;
  }

  /** The clock below has forgotten all that waited for it. */
  restart(): void {
    this.waiting = 0;
    this.age += 1;
  }

  now(): number {
    return this.clock.now();
  }

  after(delayMs: number, run: () => void, order?: string): Cancel {
    let waits = true;
    const { age } = this;
    const ends = (): void => {
      if (waits && age === this.age) this.waiting -= 1;
      waits = false;
    };
    this.waiting += 1;
    const cancel = this.clock.after(
      delayMs,
      () => {
        ends();
        run();
      },
      order,
    );
    return () => {
      ends();
      cancel();
    };
  }
}
