import type { Form } from '../../../core/form';
import { TwilioError } from '../../../core/twilio-error';
import { placeCall } from '../calls/place-call';
import type { Conference } from '../conference/conference';
import type { ParticipantFacts } from '../conference/participant';
import type { VoiceCore } from '../core';
import {
  noteWithoutEffect,
  progressCallbackOf,
  recordingOf,
  refuseOwnCarrier,
  required,
  secondsOf,
} from './call-form';
import { machineDetectionOf } from './machine-detection-form';
import { joinSettingsOf, joiningTwiml } from './participant-form';

/** Parameters of a new participant that are taken and change nothing. */
const WITHOUT_EFFECT = [
  ...['CallerDisplayName', 'CallerId', 'CallReason', 'CallToken', 'ClientNotificationUrl'],
  ...['ConferenceTrim', 'EarlyMedia', 'JitterBufferSize', 'Region', 'Trim'],
  ...['SipAuthUsername', 'SipAuthPassword'],
];

/** Calls somebody into the conference of this SID or name, as `POST /Participants` asks for; throws TwilioError. */
export function invite(
  core: VoiceCore,
  sidOrName: string,
  form: Form,
): { conference: Conference; facts: ParticipantFacts } {
  const existing = core.conferences.find(sidOrName);
  const settings = joinSettingsOf(form);
  refuseOwnCarrier(form);
  if (settings.label !== undefined && existing?.everybody.some(({ label }) => label === settings.label))
    throw TwilioError.badRequest(`Label ${settings.label} is in use by another participant`, 16026);
  const call = placeCall(core, {
    to: required(form, 'To', 21201),
    from: required(form, 'From', 21213),
    mayBeApplication: true,
    program: { twiml: joiningTwiml(existing?.friendlyName ?? sidOrName, settings, form) },
    statusCallback: progressCallbackOf(form),
    timeoutSeconds: secondsOf(form, 'Timeout', 600, 5),
    timeLimitSeconds: secondsOf(form, 'TimeLimit', 86_400),
    machineDetection: machineDetectionOf(form, 'AmdStatusCallback'),
    recording: recordingOf(form, 'Record'),
  });
  noteWithoutEffect(call, form, WITHOUT_EFFECT);
  const { createdAtMs: joinedAtMs, updatedAtMs } = call;
  const facts: ParticipantFacts = { call, joinedAtMs, updatedAtMs, hold: false, ...settings };
  const conference = existing ?? core.conferences.named(sidOrName);
  conference.invite(facts);
  return { conference, facts };
}
