import type { VoiceCore } from '../core';
import type { AudioLedger } from '../ledger/audio-ledger';
import type { Call } from './call';
import { PersonLine } from './person-line';

/** Rings the far end of a leg. */
export type Ringer = (call: Call, timeoutSeconds: number) => void;

/** Dials a leg's number: its phone rings, or nobody has that number; nobody answering ends the call at the time-out. */
export function createRinger(
  core: Pick<VoiceCore, 'ctx' | 'options' | 'farEnds' | 'switchboard'>,
  ledger: AudioLedger,
): Ringer {
  const { ctx, options } = core;
  return (call, timeoutSeconds) => {
    call.initiate();
    const cancelRinging = ctx.clock.after(options.ringingAfterMs, () => {
      const farEnd = core.farEnds.find(call.to);
      if (!farEnd) return call.end('failed', 'nobody has this number');
      call.ring();
      farEnd.ring(new PersonLine(call, ctx.clock, core.switchboard, ledger));
    });
    const cancelTimeout = ctx.clock.after(timeoutSeconds * 1000 + options.ringTimeoutExtraMs, () => {
      if (call.status === 'ringing' || call.status === 'queued') call.end('no-answer', 'nobody answered');
    });
    call.onEnd(() => {
      cancelRinging();
      cancelTimeout();
    });
  };
}
