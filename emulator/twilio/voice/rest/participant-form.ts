import type { Form } from '../../../core/form';
import { TwilioError } from '../../../core/twilio-error';
import type { ParticipantChanges } from '../conference/conference';
import { callbackOf, recordingCallbackOf, requestOf } from './call-form';

const CONFERENCE_EVENTS = [
  ...['start', 'end', 'join', 'leave', 'mute', 'hold', 'modify', 'speaker', 'announcement'],
];

/** What a new participant is asked to be. */
export interface AskedSettings {
  readonly label: string | undefined;
  readonly muted: boolean;
  readonly startConferenceOnEnter: boolean;
  readonly endConferenceOnExit: boolean;
  readonly coaching: boolean;
  readonly callSidToCoach: string | undefined;
}

export function joinSettingsOf(form: Form): AskedSettings {
  const callSidToCoach = form.get('CallSidToCoach');
  const coaching = form.boolean('Coaching') ?? callSidToCoach !== undefined;
  if (coaching && !callSidToCoach) {
    throw TwilioError.badRequest('CallSidToCoach is required when Coaching is true');
  }
  const label = form.get('Label');
  if (label !== undefined && (label.length > 128 || /\/|^CA[0-9a-f]{32}$/.test(label)))
    throw TwilioError.badRequest("Label wants at most 128 characters, no '/' and no CallSid", 16024);
  const most = form.integer('MaxParticipants');
  if (most !== undefined && !(most >= 2 && most <= 250))
    throw TwilioError.badRequest(`MaxParticipants wants 2 to 250, not ${most}`);
  return {
    label,
    muted: form.boolean('Muted') ?? false,
    startConferenceOnEnter: form.boolean('StartConferenceOnEnter') ?? true,
    endConferenceOnExit: form.boolean('EndConferenceOnExit') ?? false,
    coaching,
    callSidToCoach: coaching ? callSidToCoach : undefined,
  };
}

/** What an update of a participant asks for. */
export function changesOf(form: Form): ParticipantChanges {
  const callSidToCoach = form.get('CallSidToCoach');
  return {
    muted: form.boolean('Muted'),
    hold: form.boolean('Hold'),
    holdAudio: requestOf(form, 'HoldUrl', 'HoldMethod', 'GET'),
    coaching: form.boolean('Coaching') ?? (callSidToCoach === undefined ? undefined : true),
    callSidToCoach,
    endConferenceOnExit: form.boolean('EndConferenceOnExit'),
    beepOnExit: form.boolean('BeepOnExit'),
  };
}

/** The TwiML that puts a called participant into the conference. */
export function joiningTwiml(friendlyName: string, settings: AskedSettings, form: Form): string {
  const callback = callbackOf(form, 'ConferenceStatusCallback', CONFERENCE_EVENTS, ['start', 'end']);
  const recording = recordingCallbackOf(form, 'ConferenceRecordingStatusCallback');
  const attributes: Record<string, string | undefined> = {
    participantLabel: settings.label,
    muted: String(settings.muted),
    startConferenceOnEnter: String(settings.startConferenceOnEnter),
    endConferenceOnExit: String(settings.endConferenceOnExit),
    coach: settings.callSidToCoach,
    beep: form.get('Beep'),
    record: form.get('ConferenceRecord'),
    recordingStatusCallback: recording?.url,
    recordingStatusCallbackMethod: recording?.method,
    recordingStatusCallbackEvent: recording?.events.join(' '),
    waitUrl: form.get('WaitUrl'),
    waitMethod: form.get('WaitMethod'),
    maxParticipants: form.get('MaxParticipants'),
    statusCallback: callback?.url,
    statusCallbackMethod: callback?.method,
    statusCallbackEvent: callback?.events.join(' '),
  };
  const written = Object.entries(attributes)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, value]) => ` ${name}="${escape(value)}"`)
    .join('');
  return `<Response><Dial><Conference${written}>${escape(friendlyName)}</Conference></Dial></Response>`;
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
