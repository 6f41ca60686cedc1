import type { Cancel, Clock } from '../../../core/clock';
import type { Sound, Switchboard } from './switchboard';

/** One tone with the silence after it. */
const TONE_MS = 200;
const PAUSES: Readonly<Record<string, number>> = { w: 500, W: 1000 };

/** What a string of keys consists of: `w` waits half a second, `W` a second. */
export const KEYS = /^[0-9A-D*#wW]*$/i;

interface Exchange {
  readonly switchboard: Switchboard;
  readonly ctx: { readonly clock: Clock };
}

/** Plays keys to a leg, one after another; `done` runs after the last, unless the function that it returns ends it before. */
export function playKeys(
  { switchboard, ctx }: Exchange,
  callSid: string,
  keys: string,
  done: () => void,
  from?: string,
): () => void {
  let sound: Sound | undefined;
  let cancel: Cancel = () => undefined;
  const next = (position: number): void => {
    sound?.stop();
    const key = keys[position];
    if (key === undefined) return done();
    const pauseMs = PAUSES[key];
    sound = pauseMs === undefined ? switchboard.play(callSid, 'keys', key, from) : undefined;
    cancel = ctx.clock.after(pauseMs ?? TONE_MS, () => next(position + 1));
  };
  next(0);
  return () => {
    cancel();
    sound?.stop();
  };
}

/** The person on a leg presses a key: those who are connected with him at this moment hear it. */
export function soundKey(exchange: Exchange, callSid: string, key: string): void {
  for (const listener of exchange.switchboard.listeners(callSid))
    playKeys(exchange, listener, key, () => undefined, callSid);
}
