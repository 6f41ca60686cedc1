import { rfc2822 } from '../../../core/clock';
import type { EmulatorContext } from '../../../core/context';
import type { StatusCallback } from '../calls/status-callback';
import { WEBHOOK_TIMEOUT_MS } from '../calls/status-callback';
import type { ParticipantFacts } from './participant';

export interface ConferenceIdentity {
  readonly sid: string;
  readonly friendlyName: string;
}

/** `StatusCallbackEvent` by the word that asks for it in `statusCallbackEvent`. */
const ASKED_AS: Readonly<Record<string, string>> = {
  'conference-start': 'start',
  'conference-end': 'end',
  'participant-join': 'join',
  'participant-leave': 'leave',
  'participant-mute': 'mute',
  'participant-unmute': 'mute',
  'participant-hold': 'hold',
  'participant-unhold': 'hold',
  'participant-modify': 'modify',
  'announcement-end': 'announcement',
  'announcement-fail': 'announcement',
};

/** The parameters of an event that tell of a participant. */
export function participantParameters(participant: ParticipantFacts): Record<string, string> {
  return {
    CallSid: participant.call.sid,
    Muted: String(participant.muted),
    Hold: String(participant.hold),
    Coaching: String(participant.coaching),
    ...(participant.callSidToCoach ? { CallSidToCoach: participant.callSidToCoach } : {}),
    EndConferenceOnExit: String(participant.endConferenceOnExit),
    StartConferenceOnEnter: String(participant.startConferenceOnEnter),
    ...(participant.label === undefined ? {} : { ParticipantLabel: participant.label }),
  };
}

/**
 * Tells a conference's events to its status callback. Every event takes a number, so that a receiver can order them.
 * Source: https://www.twilio.com/docs/voice/twiml/conference#statuscallback.
 */
export class ConferenceCallbacks {
  target: StatusCallback | undefined;
  private sequence = 0;

  constructor(
    private readonly ctx: EmulatorContext,
    private readonly conference: ConferenceIdentity,
  ) {}

  report(event: string, parameters: Readonly<Record<string, string>>): void {
    const { ctx, conference, target } = this;
    if (!target?.events.includes(ASKED_AS[event] ?? event)) return;
    this.sequence += 1;
    ctx.webhooks.notify({
      kind: 'voice.conference',
      url: target.url,
      method: target.method,
      twilioSigned: true,
      timeoutMs: WEBHOOK_TIMEOUT_MS,
      form: {
        ConferenceSid: conference.sid,
        FriendlyName: conference.friendlyName,
        AccountSid: ctx.account.sid,
        SequenceNumber: String(this.sequence),
        Timestamp: rfc2822(ctx.clock.now()),
        StatusCallbackEvent: event,
        ...parameters,
      },
    });
  }
}
