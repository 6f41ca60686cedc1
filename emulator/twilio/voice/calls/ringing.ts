import type { VoiceCore } from '../core';
import type { AudioLedger } from '../ledger/audio-ledger';
import type { Call } from './call';
import { ringOwnNumber } from './own-number';
import { PersonLine } from './person-line';

/**
 * Dials a leg's number: it is one of the account's, or its phone rings, or nobody has that number; nobody answering ends
 * the call at the time-out.
 */
export function dialOut(core: VoiceCore, ledger: AudioLedger, call: Call, timeoutSeconds: number): void {
  const { ctx, options } = core;
  call.initiate();
  const cancelRinging = ctx.clock.after(options.ringingAfterMs, () => {
    if (core.numbers.find(call.to)) return ringOwnNumber(core, call);
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
}
