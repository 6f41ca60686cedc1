import { createHmac } from 'node:crypto';
import type { Scenario } from '../scenario';
import type { Stage } from '../stage';

export const forged: Scenario = {
  name: 'forged',
  title: 'Wrong, missing, old or replayed signatures: 401 or 403, and nothing is changed.',
  onDuty: ['ana'],
  ends: [],
  async play(stage) {
    const phone = await stage.callsAbout('Hello, it is about my invoice.');
    await phone.hears('ai');
    const writesBefore = writes(stage);
    for (const attempt of attempts(stage)) {
      const status = await attempt.send();
      stage.must(status === 401 || status === 403, `${attempt.name}: answered ${status}, must be 401 or 403`);
    }
    stage.must(writes(stage) === writesBefore, 'a forged request caused a write');
    stage.must(stage.tasks().length === 0, 'a forged request made a task');
    phone.hangUp();
  },
};

interface Attempt {
  readonly name: string;
  send(): Promise<number>;
}

const OLD_MS = 6 * 60_000;

/** Every way in that an outsider could try, each with what is wrong about it. */
function attempts(stage: Stage): Attempt[] {
  const { world } = stage;
  const { controlUrl, eventsUrl } = world.outputs;
  const now = world.clock.now();
  const escalate = JSON.stringify({
    message: {
      type: 'tool-calls',
      toolCallList: [{ id: 'call_forged', function: { name: 'escalate', arguments: { reason: 'forged' } } }],
      call: { id: stage.aiCallId, phoneCallProviderId: stage.callSid, phoneCallProvider: 'twilio' },
    },
  });
  const other = escalate.replace('forged', 'altered');
  const signature = (secret: string, atMs: number, body: string): string =>
    createHmac('sha256', secret).update(`${atMs}.${body}`).digest('hex');
  const vapi = (name: string, headers: Record<string, string>, body = escalate): Attempt => ({
    name: `vapi/events, ${name}`,
    send: () =>
      post(stage, eventsUrl, '/vapi/events', { 'content-type': 'application/json', ...headers }, body),
  });
  const form = new URLSearchParams({
    CallSid: stage.callSid,
    CallStatus: 'completed',
    Digits: '1',
  }).toString();
  const twilio = (path: string, name: string, headers: Record<string, string>): Attempt => ({
    name: `${path}, ${name}`,
    send: () =>
      post(
        stage,
        controlUrl,
        path,
        { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        form,
      ),
  });
  const { hmac } = world.secrets;
  return [
    vapi('no signature', {}),
    vapi('wrong secret header', { 'x-vapi-secret': 'not-the-secret-0123456789' }),
    vapi('signed with another key', {
      'x-timestamp': String(now),
      'x-signature': signature('x'.repeat(26), now, escalate),
    }),
    vapi(
      'signature of another body',
      { 'x-timestamp': String(now), 'x-signature': signature(hmac, now, escalate) },
      other,
    ),
    vapi('signed six minutes ago', {
      'x-timestamp': String(now - OLD_MS),
      'x-signature': signature(hmac, now - OLD_MS, escalate),
    }),
    vapi('an old signature under a new timestamp', {
      'x-timestamp': String(now),
      'x-signature': signature(hmac, now - OLD_MS, escalate),
    }),
    vapi('a signature without its timestamp', { 'x-signature': signature(hmac, now, escalate) }),
    ...[
      '/voice/inbound',
      '/voice/status',
      '/taskrouter/assignment',
      '/taskrouter/events',
      '/agent/accept',
    ].flatMap((path) => [
      twilio(path, 'no signature', {}),
      twilio(path, 'a signature of something else', { 'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' }),
    ]),
    {
      name: '/agent/context, no token',
      send: () => post(stage, controlUrl, `/agent/context?call=${stage.callSid}`, {}),
    },
    {
      name: '/sweep, wrong secret',
      send: () => post(stage, controlUrl, '/sweep', { authorization: 'Bearer wrong' }),
    },
  ];
}

async function post(
  stage: Stage,
  origin: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): Promise<number> {
  const served = stage.world.emulator.runtime.resolve(origin);
  const { status } = await stage.world.request(`${served}${path}`, { method: 'POST', headers, body });
  return status;
}

function writes(stage: Stage): number {
  return stage
    .entries('api.answered')
    .filter(({ method, host }) => method !== 'GET' && host !== 'api.vapi.ai').length;
}
