import type { Clock } from '../../../core/clock';
import type { Call } from '../calls/call';
import type { Stage } from '../twiml/stage';

/** Takes a caller out of the waiting: performs on his leg until it is over, then his `<Enqueue>` goes on. */
export type Connection = (stage: Stage) => Promise<QueueResult>;

/** What `<Enqueue>` tells its action. Source: https://www.twilio.com/docs/voice/twiml/enqueue (action). */
export type QueueResult =
  | 'bridged'
  | 'bridging-in-process'
  | 'error'
  | 'hangup'
  | 'leave'
  | 'redirected'
  | 'redirected-from-bridged'
  | 'queue-full';

/** A caller who waits in a queue. */
export interface Member {
  readonly call: Call;
  readonly enqueuedAtMs: number;
  /** The task that stands for the caller, where a workflow looks for somebody. */
  readonly taskSid: string | undefined;
  /** Ends the waiting; the caller must have been taken out of the queue. */
  readonly connect: (connection: Connection) => void;
}

/** Callers who wait for somebody, the first to come first. */
export class CallQueue {
  updatedAtMs: number;
  private readonly waiting: Member[] = [];
  private readonly lookouts = new Set<() => void>();

  constructor(
    readonly sid: string,
    public friendlyName: string,
    public maxSize: number,
    private readonly clock: Clock,
    readonly createdAtMs = clock.now(),
  ) {
    this.updatedAtMs = createdAtMs;
  }

  get members(): readonly Member[] {
    return this.waiting;
  }

  get isFull(): boolean {
    return this.waiting.length >= this.maxSize;
  }

  /** Whole seconds that those who wait have waited so far, on average. */
  get averageWaitSeconds(): number {
    if (this.waiting.length === 0) return 0;
    const total = this.waiting.reduce((sum, member) => sum + this.waitedSeconds(member), 0);
    return Math.round(total / this.waiting.length);
  }

  waitedSeconds({ enqueuedAtMs }: Member): number {
    return Math.round((this.clock.now() - enqueuedAtMs) / 1000);
  }

  /** 1 for the first in line, 0 for who does not wait here. */
  positionOf(member: Member): number {
    return this.waiting.indexOf(member) + 1;
  }

  join(member: Member): void {
    this.waiting.push(member);
    for (const tell of [...this.lookouts]) tell();
  }

  /** Takes a caller out. Harmless when he is out already. */
  leave(member: Member): void {
    const index = this.waiting.indexOf(member);
    if (index >= 0) this.waiting.splice(index, 1);
  }

  /** Hears of everybody who joins, until the function it returns is called. */
  onJoin(listener: () => void): () => void {
    this.lookouts.add(listener);
    return () => this.lookouts.delete(listener);
  }
}
