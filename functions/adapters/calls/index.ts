import { earOf, isSupervisorLabel, settingsOf } from '../../domain/supervision';
import type { Answer } from '../../ports/answer';
import type { Calls, CallStatus, Member, MemberChange } from '../../ports/calls';
import type { RouteRef, VoiceAnswer } from '../../ports/voice-answer';
import type { TwilioRest } from '../twilio-rest';

const HOST = 'api.twilio.com';
const CALL_EVENTS = ['initiated', 'ringing', 'answered', 'completed'];
const STATUSES: readonly string[] = [
  'queued',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'failed',
  'no-answer',
  'canceled',
] satisfies CallStatus[];

/** Twilio's calls. Source: https://www.twilio.com/docs/voice/api/call-resource */
export function createCalls(
  rest: TwilioRest,
  render: (answer: VoiceAnswer) => string,
  urlOf: (ref: RouteRef) => string,
): Calls {
  const account = `/2010-04-01/Accounts/${rest.account.sid}`;
  const conferences = `${account}/Conferences`;
  const path = (callSid: string): string => `${account}/Calls/${encodeURIComponent(callSid)}.json`;
  /** The SID of the conference of this name that is in progress; undefined when there is none. */
  const inProgress = async (name: string): Promise<Answer<string | undefined>> => {
    const query = new URLSearchParams({ FriendlyName: name, Status: 'in-progress', PageSize: '1' });
    const found = await rest.send({
      method: 'GET',
      host: HOST,
      path: `${conferences}.json?${query.toString()}`,
    });
    if (found.kind !== 'ok') return found;
    const { sid } = rowsIn(found.value.body, 'conferences')[0] ?? {};
    return { kind: 'ok', value: typeof sid === 'string' ? sid : undefined };
  };
  return {
    async fetch(callSid) {
      const answer = await rest.send({ method: 'GET', host: HOST, path: path(callSid) });
      if (answer.kind === 'refused' && answer.status === 404) return { kind: 'gone' };
      if (answer.kind !== 'ok') return answer;
      const { status, to } = (answer.value.body ?? {}) as { status?: unknown; to?: unknown };
      return typeof status === 'string' && STATUSES.includes(status)
        ? { kind: 'ok', value: { status: status as CallStatus, to: typeof to === 'string' ? to : '' } }
        : { kind: 'refused', status: 422, code: undefined };
    },

    async redirect(callSid, voiceAnswer) {
      const form = { Twiml: render(voiceAnswer) };
      const answer = await rest.send({ method: 'POST', host: HOST, path: path(callSid), form });
      return answer.kind === 'ok' ? { kind: 'ok', value: undefined } : answer;
    },

    async members(conference) {
      const sid = await inProgress(conference);
      if (sid.kind !== 'ok') return sid;
      if (sid.value === undefined) return { kind: 'ok', value: [] };
      const inside = await rest.send({
        method: 'GET',
        host: HOST,
        path: `${conferences}/${sid.value}/Participants.json`,
      });
      if (inside.kind === 'refused' && inside.status === 404) return { kind: 'ok', value: [] };
      if (inside.kind !== 'ok') return inside;
      return { kind: 'ok', value: rowsIn(inside.value.body, 'participants').flatMap(memberOf) };
    },

    async changeMember(conference, callSid, change) {
      const sid = await inProgress(conference);
      if (sid.kind !== 'ok') return sid;
      if (sid.value === undefined) return { kind: 'refused', status: 404, code: undefined };
      const answer = await rest.send({
        method: 'POST',
        host: HOST,
        path: `${conferences}/${sid.value}/Participants/${encodeURIComponent(callSid)}.json`,
        form: formOf(change, urlOf),
      });
      return answer.kind === 'ok' ? { kind: 'ok', value: undefined } : answer;
    },

    async dial({ to, from, answer, statusCallback, timeoutSeconds }) {
      const form = {
        ...{ To: to, From: from, Timeout: String(timeoutSeconds) },
        ...('route' in answer ? { Url: urlOf(answer) } : { Twiml: render(answer) }),
        ...(statusCallback && { StatusCallback: urlOf(statusCallback), StatusCallbackEvent: CALL_EVENTS }),
      };
      const dialled = await rest.send({ method: 'POST', host: HOST, path: `${account}/Calls.json`, form });
      return dialled.kind === 'ok' ? { kind: 'ok', value: undefined } : dialled;
    },

    async end(callSid) {
      const form = { Status: 'completed' };
      const answer = await rest.send({ method: 'POST', host: HOST, path: path(callSid), form });
      return answer.kind === 'ok' ? { kind: 'ok', value: undefined } : answer;
    },
  };
}

/** What a page lists under `name`. */
function rowsIn(body: unknown, name: string): Record<string, unknown>[] {
  const rows = (body as Record<string, unknown> | undefined)?.[name];
  if (!Array.isArray(rows)) return [];
  return rows.filter((row): row is Record<string, unknown> => typeof row === 'object' && row !== null);
}

function memberOf({ call_sid: callSid, hold, label, muted, coaching }: Record<string, unknown>): Member[] {
  if (typeof callSid !== 'string') return [];
  const member = { callSid, isHeld: hold === true };
  if (typeof label !== 'string' || !isSupervisorLabel(label)) return [member];
  const ear = earOf({ isMuted: muted === true, isCoaching: coaching === true });
  return [{ ...member, supervisor: { label, ear } }];
}

/** Source: https://www.twilio.com/docs/voice/api/conference-participant-resource#update-a-participant-resource */
function formOf(change: MemberChange, urlOf: (ref: RouteRef) => string): Record<string, string> {
  if ('endsConference' in change) return { EndConferenceOnExit: String(change.endsConference) };
  if ('ear' in change) {
    const { isMuted, isCoaching } = settingsOf(change.ear);
    return {
      ...{ Muted: String(isMuted), Coaching: String(isCoaching) },
      ...(isCoaching ? { CallSidToCoach: change.agentCall } : {}),
    };
  }
  if (change.hold === false) return { Hold: 'false' };
  return { Hold: 'true', HoldUrl: urlOf(change.hold), HoldMethod: 'POST' };
}
