import { rfc2822 } from '../../../core/clock';
import type { Call } from '../calls/call';
import type { Conference } from '../conference/conference';
import type { ParticipantFacts } from '../conference/participant';

const API_VERSION = '2010-04-01';

const date = (ms: number | undefined): string | null => (ms === undefined ? null : rfc2822(ms));
const account = (accountSid: string): string => `/${API_VERSION}/Accounts/${accountSid}`;

/** North American numbers as Twilio prints them: `(305) 141-6799`; others as they are. */
function formatted(address: string): string {
  const [, area, exchange, line] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(address) ?? [];
  return area ? `(${area}) ${exchange}-${line}` : address;
}

/** https://www.twilio.com/docs/voice/api/call-resource */
export function callView(call: Call, accountSid: string): Record<string, unknown> {
  const path = `${account(accountSid)}/Calls/${call.sid}`;
  const subresources = [
    ['notifications', 'Notifications'],
    ['recordings', 'Recordings'],
    ['payments', 'Payments'],
    ['events', 'Events'],
    ['siprec', 'Siprec'],
    ['streams', 'Streams'],
    ['transcriptions', 'Transcriptions'],
    ['user_defined_message_subscriptions', 'UserDefinedMessageSubscriptions'],
    ['user_defined_messages', 'UserDefinedMessages'],
  ] as const;
  return {
    account_sid: accountSid,
    answered_by: call.answeredBy ?? null,
    api_version: API_VERSION,
    caller_name: null,
    date_created: date(call.createdAtMs),
    date_updated: date(call.updatedAtMs),
    direction: call.direction,
    duration: call.endedAtMs === undefined ? null : String(call.durationSeconds),
    end_time: date(call.endedAtMs),
    forwarded_from: null,
    from: call.from,
    from_formatted: formatted(call.from),
    group_sid: null,
    parent_call_sid: call.parentCallSid ?? null,
    phone_number_sid: call.phoneNumberSid ?? null,
    price: null,
    price_unit: 'USD',
    queue_time: '0',
    sid: call.sid,
    start_time: date(call.answeredAtMs ?? call.endedAtMs),
    status: call.status,
    subresource_uris: Object.fromEntries(
      subresources.map(([key, name]): [string, string] => [key, `${path}/${name}.json`]),
    ),
    to: call.to,
    to_formatted: formatted(call.to),
    trunk_sid: null,
    uri: `${path}.json`,
  };
}

/** https://www.twilio.com/docs/voice/api/conference-resource */
export function conferenceView(conference: Conference, accountSid: string): Record<string, unknown> {
  const path = `${account(accountSid)}/Conferences/${conference.sid}`;
  return {
    account_sid: accountSid,
    api_version: API_VERSION,
    call_sid_ending_conference: conference.callSidEndingConference ?? null,
    date_created: date(conference.createdAtMs),
    date_updated: date(conference.updatedAtMs),
    friendly_name: conference.friendlyName,
    reason_conference_ended: conference.endReason ?? null,
    region: 'us1',
    sid: conference.sid,
    status: conference.status,
    subresource_uris: {
      participants: `${path}/Participants.json`,
      recordings: `${path}/Recordings.json`,
    },
    uri: `${path}.json`,
  };
}

/** https://www.twilio.com/docs/voice/api/conference-participant-resource */
export function participantView(
  participant: ParticipantFacts,
  conference: Conference,
  accountSid: string,
): Record<string, unknown> {
  const callSid = participant.call.sid;
  return {
    account_sid: accountSid,
    call_sid: callSid,
    call_sid_to_coach: participant.callSidToCoach ?? null,
    coaching: participant.coaching,
    conference_sid: conference.sid,
    date_created: date(participant.joinedAtMs),
    date_updated: date(participant.updatedAtMs),
    end_conference_on_exit: participant.endConferenceOnExit,
    hold: participant.hold,
    label: participant.label ?? null,
    muted: participant.muted,
    queue_time: participant.call.direction === 'inbound' ? null : '0',
    start_conference_on_enter: participant.startConferenceOnEnter,
    status: participantStatus(participant, conference),
    uri: `${account(accountSid)}/Conferences/${conference.sid}/Participants/${callSid}.json`,
  };
}

function participantStatus({ call }: ParticipantFacts, conference: Conference): string {
  if (conference.participants.some((one) => one.call === call)) return 'connected';
  return call.status === 'in-progress' ? 'connecting' : call.status;
}
