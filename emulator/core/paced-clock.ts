import type { Cancel, Clock } from './clock';
import type { VirtualClock } from './virtual-clock';

interface Arrival {
  readonly atMs: number;
  readonly admit: () => void;
}

interface StandStill {
  readonly isReached: () => boolean;
  readonly untilMs: number;
  readonly begin: (isReached: boolean) => Promise<void>;
}

/**
 * Real time: virtual time that keeps step with the machine's clock. What falls due runs once the machine is there, at the
 * moment at which it was due, and what comes from outside waits until what is being done is done. So real time has the same
 * steps as virtual time, and what has happened can happen again (`course`).
 */
export class PacedClock implements Clock {
  private readonly arrivals: Arrival[] = [];
  private readonly standStills: StandStill[] = [];
  private behind = 0;
  /** Ends the sleep until the next timer; undefined while something is being done. */
  private wake: (() => void) | undefined;
  private isStopped = false;

  /**
   * For code that is no part of a step, such as Functions: it does not stand still, so that a deadline there is as long as it
   * says however much is still to be done here.
   */
  readonly outside: Clock = {
    now: () => Math.max(this.virtual.now(), this.there()),
    after: (delayMs, run, order) => {
      const lagMs = this.outside.now() - this.now();
      return this.after(lagMs + delayMs, run, order);
    },
  };

  constructor(
    private readonly virtual: VirtualClock,
    private readonly machine: Clock,
  ) {}

  /** Time goes on from here, until `stop`. */
  start(): void {
    this.goOnFromHere();
    void this.run();
  }

  /** How far this time is behind the machine's, in milliseconds. */
  get behindMs(): number {
    return this.behind;
  }

  /** Stands still while something is being done. */
  now(): number {
    if (this.wake) this.virtual.moveTo(this.limited(this.there()));
    return this.virtual.now();
  }

  after(delayMs: number, run: () => void, order?: string): Cancel {
    this.now();
    const cancel = this.virtual.after(delayMs, run, order);
    this.wake?.();
    return cancel;
  }

  /** Whether something that has come from outside waits for its turn. */
  get isAwaited(): boolean {
    return this.arrivals.length > 0;
  }

  /** Resolves when what comes from outside may happen, at the moment of the machine's clock at which it came. */
  arrival(): Promise<void> {
    return new Promise((admit) => {
      this.arrivals.push({ atMs: this.there(), admit });
      this.wake?.();
    });
  }

  /**
   * Runs `act` as soon as `isReached` holds between two steps, or `limitMs` from now whether it does or not, and says which
   * (true when it holds). Nothing else runs and time stands still until `act` has ended.
   */
  standStill<T>(
    isReached: () => boolean,
    limitMs: number,
    act: (isReached: boolean) => Promise<T>,
  ): Promise<T> {
    return new Promise((resolve) => {
      const begin = async (reached: boolean): Promise<void> => {
        const acting = act(reached);
        resolve(acting);
        await acting.catch(() => undefined);
      };
      this.standStills.push({ isReached, untilMs: this.machine.now() + limitMs, begin });
      this.wake?.();
    });
  }

  /** It is this time now (the machine's, unless told); whatever waited for time is forgotten. */
  restart(atMs = this.machine.now()): void {
    this.virtual.restart(atMs);
    this.goOnFromHere();
  }

  /** Keeps step with the machine from the moment at which the virtual clock is. */
  goOnFromHere(): void {
    this.behind = this.machine.now() - this.virtual.now();
  }

  stop(): void {
    this.isStopped = true;
    this.wake?.();
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      await this.virtual.settle();
      if (await this.stoodStill()) continue;
      const [arrival] = this.arrivals;
      const due = this.virtual.nextAtMs;
      if (due <= Math.min(this.there(), arrival?.atMs ?? Infinity)) this.virtual.step();
      else if (arrival) this.admit(arrival);
      else await this.sleep(due);
    }
  }

  private admit({ atMs, admit }: Arrival): void {
    this.arrivals.shift();
    this.virtual.moveTo(this.limited(Math.min(atMs, this.there())));
    admit();
  }

  private async stoodStill(): Promise<boolean> {
    const now = this.machine.now();
    const at = this.standStills.findIndex(({ isReached, untilMs }) => untilMs <= now || isReached());
    const [one] = at < 0 ? [] : this.standStills.splice(at, 1);
    await one?.begin(one.isReached());
    return one !== undefined;
  }

  private async sleep(due: number): Promise<void> {
    const limits = this.standStills.map(({ untilMs }) => untilMs - this.machine.now());
    const forMs = Math.min(due - this.there(), ...limits, LONGEST_SLEEP_MS);
    await new Promise<void>((resolve) => {
      const cancel = this.machine.after(forMs, () => this.wake?.());
      this.wake = () => {
        // The moment up to which it has slept counts for whoever asks next.
        this.now();
        this.wake = undefined;
        cancel();
        resolve();
      };
    });
  }

  /** The time at which it would be if nothing took any. */
  private there(): number {
    return this.machine.now() - this.behind;
  }

  /** Never back, and never past what is due. */
  private limited(atMs: number): number {
    return Math.max(this.virtual.now(), Math.min(atMs, this.virtual.nextAtMs));
  }
}

/** The longest that a timer of the machine can be set for is about 24 days. */
const LONGEST_SLEEP_MS = 24 * 3600_000;
