import type { Form } from '../../../core/form';
import { placeCall } from '../calls/place-call';
import type { Conference } from '../conference/conference';
import type { ParticipantFacts } from '../conference/participant';
import type { VoiceCore } from '../core';
import { callbackOf, machineDetectionOf, recordingOf, required, secondsOf } from './call-form';
import { joinSettingsOf, joiningTwiml } from './participant-form';

/** Calls somebody into the conference of this SID or name, as `POST /Participants` asks for; throws TwilioError. */
export function invite(
  core: VoiceCore,
  sidOrName: string,
  form: Form,
): { conference: Conference; facts: ParticipantFacts } {
  const existing = core.conferences.find(sidOrName);
  const settings = joinSettingsOf(form);
  const call = placeCall(core, {
    to: required(form, 'To', 21201),
    from: required(form, 'From', 21213),
    program: { twiml: joiningTwiml(existing?.friendlyName ?? sidOrName, settings, form) },
    statusCallback: callbackOf(form, 'StatusCallback', ['completed']),
    timeoutSeconds: secondsOf(form, 'Timeout', 600),
    timeLimitSeconds: secondsOf(form, 'TimeLimit', 86_400),
    machineDetection: machineDetectionOf(form, 'AmdStatusCallback'),
    recording: recordingOf(form, 'Record'),
  });
  const { createdAtMs: joinedAtMs, updatedAtMs } = call;
  const facts: ParticipantFacts = { call, joinedAtMs, updatedAtMs, hold: false, ...settings };
  const conference = existing ?? core.conferences.named(sidOrName);
  conference.invite(facts);
  return { conference, facts };
}
