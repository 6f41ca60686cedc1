import type { Line } from '../../../core/ports';
import type { VoiceCore } from '../core';
import { httpMethod } from '../core';
import type { AudioLedger } from '../ledger/audio-ledger';
import { PersonLine } from './person-line';

/**
 * A person calls a number of the account, or, with a Voice SDK, an application (`app:AP…`): it rings in the caller's ear
 * until the TwiML answers.
 */
export function receiveCall(core: VoiceCore, ledger: AudioLedger, from: string, to: string): Line {
  const number = core.numbers.find(to);
  if (!number) throw new Error(`the account owns no number ${to}`);
  const isApplication = to.startsWith('app:');
  const call = core.calls.open({
    from,
    to: isApplication ? '' : to,
    direction: 'inbound',
    ...(isApplication ? { applicationSid: number.sid } : { phoneNumberSid: number.sid }),
    statusCallback: number.statusCallback
      ? {
          url: number.statusCallback,
          method: httpMethod(number.statusCallbackMethod),
          events: ['completed'],
        }
      : undefined,
    fallback: number.voiceFallbackUrl
      ? { url: number.voiceFallbackUrl, method: httpMethod(number.voiceFallbackMethod) }
      : undefined,
  });
  const line = new PersonLine(call, core.ctx.clock, core.switchboard, ledger);
  call.initiate();
  call.ring();
  core.ctx.clock.after(0, () => {
    if (!call.isLive) return;
    const ringing = core.switchboard.play(call.sid, 'ring');
    call.onState(() => ringing.stop());
    if (number.voiceUrl) {
      core.start(call, { url: number.voiceUrl, method: httpMethod(number.voiceMethod) });
    } else call.end('failed', `the ${isApplication ? 'application' : 'number'} has no VoiceUrl`);
  });
  return line;
}
