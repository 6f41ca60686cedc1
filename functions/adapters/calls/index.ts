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

    async end(callSid) {
      const form = { Status: 'completed' };
      const answer = await rest.send({ method: 'POST', host: HOST, path: path(callSid), form });
      return answer.kind === 'ok' ? { kind: 'ok', value: undefined } : answer;
    },
  };
}
