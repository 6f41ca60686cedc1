import type { Activity } from './activity';
import type { Cancel, Clock } from './clock';
import { TimerHeap, type Timer } from './timer-heap';

/** Lets the event loop turn, so that promises and sockets already on their way are seen before time moves. */
export type Turn = () => Promise<void>;

/**
 * A clock that stands still while anything runs and then jumps to the next timer. Real HTTP works on it because every
 * request in flight is counted as work (see `Activity`).
 */
export class VirtualClock implements Clock {
  private readonly timers = new TimerHeap();
  private serial = 0;
  private driving = false;

  constructor(
    private current: number,
    private readonly activity: Activity,
    private readonly turn: Turn,
  ) {}

  now(): number {
    return this.current;
  }

  /** When the next timer is due; infinity when nothing waits. */
  get nextAtMs(): number {
    return this.timers.next?.at ?? Infinity;
  }

  after(delayMs: number, run: () => void, order = ''): Cancel {
    const timer: Timer = { at: this.current + Math.max(0, delayMs), order, serial: ++this.serial, run };
    this.timers.add(timer);
    return () => this.timers.remove(timer);
  }

  /** Moves time on by `ms`, running everything that falls due on the way. */
  async advance(ms: number): Promise<void> {
    await this.runUntil(() => false, ms);
  }

  /** Goes on at `atMs`, forward or back; whatever waited for time is forgotten. */
  restart(atMs: number): void {
    if (this.driving) throw new Error('the virtual clock is already being driven');
    this.timers.clear();
    this.current = atMs;
  }

  /** It is this time now, without anything having run. */
  moveTo(atMs: number): void {
    this.current = atMs;
  }

  /** Nothing runs and nothing is about to: only time can move the world on. */
  async settle(): Promise<void> {
    do {
      await this.activity.whenQuiet();
      await this.turn();
    } while (!this.activity.isQuiet);
  }

  /**
   * Moves time on until `done` holds or `limitMs` have passed, and says which: true when `done` held. Without a next
   * timer time jumps to the limit.
   */
  async runUntil(done: () => boolean, limitMs: number): Promise<boolean> {
    if (this.driving) throw new Error('the virtual clock is already being driven');
    this.driving = true;
    const limit = this.current + limitMs;
    try {
      for (;;) {
        await this.settle();
        if (done()) return true;
        if (this.nextAtMs > limit) {
          this.current = limit;
          return done();
        }
        this.step();
      }
    } finally {
      this.driving = false;
    }
  }

  /** Jumps to the next timer and runs it. */
  step(): void {
    const { next } = this.timers;
    if (!next) return;
    this.timers.remove(next);
    this.current = next.at;
    next.run();
  }
}
