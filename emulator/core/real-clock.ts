import type { Clock } from './clock';

/** The machine's own clock, for an emulator that serves other programs. */
export const realClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** One turn of the event loop. */
export const realTurn = (): Promise<void> => new Promise((turn) => setImmediate(turn));
