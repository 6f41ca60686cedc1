import type { Calls, CallStatus } from '../../ports/calls';
import type { VoiceAnswer } from '../../ports/voice-answer';
import type { TwilioRest } from '../twilio-rest';

const HOST = 'api.twilio.com';
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
export function createCalls(rest: TwilioRest, render: (answer: VoiceAnswer) => string): Calls {
  const path = (callSid: string): string =>
    `/2010-04-01/Accounts/${rest.account.sid}/Calls/${encodeURIComponent(callSid)}.json`;
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

    async participants(conference) {
      const list = `/2010-04-01/Accounts/${rest.account.sid}/Conferences`;
      const query = new URLSearchParams({ FriendlyName: conference, Status: 'in-progress', PageSize: '1' });
      const found = await rest.send({ method: 'GET', host: HOST, path: `${list}.json?${query.toString()}` });
      if (found.kind !== 'ok') return found;
      const [sid] = textsIn(found.value.body, 'conferences', 'sid');
      if (sid === undefined) return { kind: 'ok', value: [] };
      const inside = await rest.send({ method: 'GET', host: HOST, path: `${list}/${sid}/Participants.json` });
      if (inside.kind === 'refused' && inside.status === 404) return { kind: 'ok', value: [] };
      if (inside.kind !== 'ok') return inside;
      return { kind: 'ok', value: textsIn(inside.value.body, 'participants', 'call_sid') };
    },

    async end(callSid) {
      const form = { Status: 'completed' };
      const answer = await rest.send({ method: 'POST', host: HOST, path: path(callSid), form });
      return answer.kind === 'ok' ? { kind: 'ok', value: undefined } : answer;
    },
  };
}

/** The texts under `key` of what a page lists under `name`. */
function textsIn(body: unknown, name: string, key: string): string[] {
  const rows = (body as Record<string, unknown> | undefined)?.[name];
  if (!Array.isArray(rows)) return [];
  return rows
    .map((row: Record<string, unknown> | null) => row?.[key])
    .filter((text): text is string => typeof text === 'string');
}
