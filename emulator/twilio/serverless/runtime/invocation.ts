import { AsyncLocalStorage } from 'node:async_hooks';
import type { Activity, Work } from '../../../core/activity';
import type { Cancel, Clock } from '../../../core/clock';
import type { Ids } from '../../../core/ids';
import type { HandlerGlobals } from './handler-globals';
import type { InvocationOutput } from './output';

export interface InvocationOptions {
  readonly clock: Clock;
  readonly activity: Activity;
  readonly ids: Ids;
  /** The request's own work, which whoever sent it ends; or one made for a request from outside. */
  readonly work: Work;
  readonly endsWork: boolean;
  readonly output: InvocationOutput;
  readonly globals: HandlerGlobals;
}

const current = new AsyncLocalStorage<Invocation>();

/** The invocation that the running code belongs to. */
export function currentInvocation(): Invocation | undefined {
  return current.getStore();
}

/**
 * One request to one Function. While it only waits, for a timer or for an upstream, its work is paused, so that virtual
 * time moves exactly when every invocation waits. When it is over nothing of it goes on: its timers never fire, and it
 * reaches no upstream any more, as in the cloud, where the process is frozen.
 */
export class Invocation {
  private readonly pending = new Set<Cancel>();
  private upstreams = 0;
  private isOver = false;

  constructor(readonly options: InvocationOptions) {}

  run<T>(body: () => T): T {
    return current.run(this, body);
  }

  after(delayMs: number, run: () => void): Cancel {
    if (this.isOver) return () => undefined;
    const { clock, work } = this.options;
    const cancel = this.waiting(() => cancelTimer());
    const cancelTimer = clock.after(
      delayMs,
      () => {
        cancel();
        this.run(run);
      },
      work.id,
    );
    return cancel;
  }

  /** A request to an upstream. Its work is found by the header, so that the upstream's own waits pause it. */
  upstreamStarted(): { headers: Record<string, string>; end(): void } {
    if (this.isOver) throw new Error('the invocation is over');
    const { activity, work } = this.options;
    this.upstreams += 1;
    const upstream = activity.beginOutside(`${work.id}.${String(this.upstreams).padStart(3, '0')}`);
    return { headers: { 'x-emulator-work': upstream.id }, end: this.waiting(() => upstream.end()) };
  }

  /** Ends the invocation: it has answered, or its time is up. */
  finish(): void {
    if (this.isOver) return;
    this.isOver = true;
    for (const stop of this.pending) stop();
    if (this.options.endsWork) this.options.work.end();
  }

  /** Pauses the work until the answer is called, which also runs `stopped`. Calling it again is harmless. */
  private waiting(stopped: () => void): Cancel {
    const { work } = this.options;
    const stop = (): void => {
      if (!this.pending.delete(stop)) return;
      work.resume();
      stopped();
    };
    this.pending.add(stop);
    work.pause();
    return stop;
  }
}
