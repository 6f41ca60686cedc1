import type { Cancel, Clock } from './clock';

/** The machine's own clock, for an emulator that serves other programs. */
export const realClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** A clock of which nothing runs any more once it is stopped: a timer that is still set would keep the process alive. */
export function stoppable(clock: Clock): Clock & { stop(): void } {
  const running = new Set<Cancel>();
  let isStopped = false;
  return {
    now: () => clock.now(),
    after(delayMs, run, order) {
      if (isStopped) return () => undefined;
      const stop = clock.after(
        delayMs,
        () => {
          running.delete(cancel);
          run();
        },
        order,
      );
      const cancel = (): void => {
        running.delete(cancel);
        stop();
      };
      running.add(cancel);
      return cancel;
    },
    stop() {
      isStopped = true;
      for (const cancel of running) cancel();
    },
  };
}

/** Until all promises that are settled have been heard of; no turn of the event loop passes meanwhile. */
export const settledPromises = (): Promise<void> => new Promise((heard) => process.nextTick(heard));

/** One turn of the event loop. */
export const realTurn = (): Promise<void> => new Promise((turn) => setImmediate(turn));
