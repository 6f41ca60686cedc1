import type { Line } from '../../../core/ports';
import type { VoiceCore } from '../core';
import type { AudioLedger } from '../ledger/audio-ledger';
import { callbacksOf, voiceRequestOf } from './answering';
import type { Call } from './call';
import { PersonLine } from './person-line';
import { LONGEST_SECONDS, limitTime } from './place-call';

/** A person calls a number of the account, or, with a Voice SDK, an application (`app:AP…`). */
export function receiveCall(core: VoiceCore, ledger: AudioLedger, from: string, to: string): Line {
  return new PersonLine(inboundCall(core, from, to), core.ctx.clock, core.switchboard, ledger);
}

/** A call comes in at a number of the account or at an application: it rings in the caller's ear until the TwiML answers. */
export function inboundCall(core: VoiceCore, from: string, to: string): Call {
  const number = core.numbers.find(to);
  if (!number) throw new Error(`the account owns no number ${to}`);
  const isApplication = to.startsWith('app:');
  const call = core.calls.open({
    from,
    to: isApplication ? '' : to,
    direction: 'inbound',
    ...(isApplication ? { applicationSid: number.sid } : { phoneNumberSid: number.sid }),
    ...callbacksOf(number),
  });
  call.onState((state) => {
    if (state === 'in-progress') limitTime(core, call, LONGEST_SECONDS);
  });
  call.initiate();
  call.ring();
  core.ctx.clock.after(0, () => {
    if (!call.isLive) return;
    const ringing = core.switchboard.play(call.sid, 'ring');
    call.onState(() => ringing.stop());
    if (number.voiceUrl) core.start(call, voiceRequestOf(number));
    else call.end('failed', `the ${isApplication ? 'application' : 'number'} has no VoiceUrl`);
  });
  return call;
}
