import type { Card } from './state';

/** A wait that can be cut short. */
export function pausable(): { pause(ms: number): Promise<void>; again(): void } {
  let stop: () => void = () => undefined;
  return {
    pause: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        stop = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    again: () => stop(),
  };
}

const SOON_MS = 1_000;
const OFTEN_MS = 2_000;
const SELDOM_MS = 30_000;
/** Two who are not together after this many looks do not meet in a conference of ours. */
const MOST_SOON = 30;

/**
 * How soon to look again how a call stands. What changes is told in time by TaskRouter's SDK and, where the context is
 * followed, by Sync's; what is not (the conference) is looked for while it can change, and seldom otherwise.
 */
export function periodMs({ phase, stands, passing }: Card, looked: number, isFollowed: boolean): number {
  if (phase === 'ringing') return isFollowed ? SELDOM_MS : looked < 3 ? SOON_MS / 2 : OFTEN_MS;
  if (passing?.how === 'joins') return SOON_MS;
  if (!stands.isTalking && looked < MOST_SOON) return SOON_MS;
  return passing?.how === 'asking' ? OFTEN_MS : SELDOM_MS;
}
