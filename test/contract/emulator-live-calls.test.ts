import WebSocket from 'ws';
import { twilioClient } from '../support/twilio-client';
import { startReceiver, type WebhookReceiver } from '../support/webhook-receiver';
import { AGENT, CALLER, NUMBER, wholeEmulator, type WholeEmulator } from '../support/whole-emulator';

const SUPERVISOR = '+15550100301';
const VAPI_KEY = 'vapi-private-key';

/** A customer's server: what each path answers, always the same. */
const ANSWERS: Readonly<Record<string, string>> = {
  '/voice':
    '<Gather numDigits="2" timeout="4" action="/pressed"><Say>Welcome. Please press two keys.</Say><Pause length="2"/></Gather>',
  '/pressed': '<Say>Please wait.</Say><Enqueue waitUrl="/wait" action="/left">line</Enqueue>',
  '/wait': '<Say>You are in line.</Say><Play>/music.mp3</Play>',
  '/left': '<Say>What is your message?</Say><Record timeout="2" maxLength="20" action="/recorded"/>',
  '/recorded':
    '<Dial timeout="10" action="/over" record="record-from-answer"><Number url="/whisper" statusCallbackEvent="initiated ringing answered completed" statusCallback="/leg">+15550100301</Number></Dial>',
  '/whisper': '<Say>A caller with a message.</Say>',
  '/over': '<Say>Goodbye.</Say>',
  '/agent': '<Dial action="/over"><Queue url="/whisper">line</Queue></Dial>',
  '/room':
    '<Dial action="/over"><Conference waitUrl="/wait" statusCallback="/conference" statusCallbackEvent="start end join leave mute hold" record="record-from-start">room</Conference></Dial>',
  '/hold': '<Say>You are on hold.</Say><Play loop="0">/music.mp3</Play>',
};

let receiver: WebhookReceiver;
let first: Started;
let second: Started;

type Started = Awaited<ReturnType<typeof started>>;

async function started(isPointed: boolean, time: 'virtual' | 'real' = 'virtual') {
  const whole: WholeEmulator = await wholeEmulator({ receiver, isPointed, time });
  const client = twilioClient(whole.emulator.url, whole.emulator.account);
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await whole.ask(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const vapi = async (path: string, body: unknown): Promise<{ id: string }> => {
    const headers = { authorization: `Bearer ${VAPI_KEY}`, 'content-type': 'application/json' };
    const url = `${whole.emulator.url}/api.vapi.ai${path}`;
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    if (answer.status !== 201) throw new Error(await answer.text());
    return (await answer.json()) as { id: string };
  };
  return { whole, emulator: whole.emulator, close: whole.close, client, ask, vapi };
}

beforeEach(async () => {
  receiver = await startReceiver(({ path }) => {
    const verbs = ANSWERS[new URL(path, 'http://any').pathname];
    return verbs ? { contentType: 'text/xml', body: `<Response>${verbs}</Response>` } : { status: 204 };
  });
  [first, second] = await Promise.all([started(true), started(false)]);
});

afterEach(async () => {
  await Promise.all([first.close(), second.close()]);
  await receiver.close();
});

/** Something that is done from outside, or milliseconds that pass. */
type Step = number | ((on: Started) => Promise<unknown>);

async function take(step: Step, on: Started): Promise<void> {
  if (typeof step === 'number') await on.ask('POST', '/clock/advance', { ms: step });
  else await step(on);
}

/** Time moves on as it does for a snapshot. */
async function becomeIdle({ emulator: { virtual, activity, clock, voice } }: Started): Promise<void> {
  const isLive = (): boolean => voice.calls.all().some((call) => call.isLive);
  await virtual?.runUntil(() => activity.isIdle && (clock.isIdle || isLive()), 60_000);
}

/** What has happened, and what was heard, byte for byte. */
function story({ emulator: { journal, voice, url } }: Started): string[] {
  return [...journal.entries, voice.ledger.record()].map((one) =>
    JSON.stringify(one).replaceAll(url, 'here').replaceAll(encodeURIComponent(url), 'here'),
  );
}

/** Takes the steps, with a snapshot after each; then takes the rest of them from each snapshot in another emulator. */
async function goesOnFromEach(steps: readonly Step[]): Promise<string> {
  const kept: unknown[] = [];
  for (const step of steps) {
    await take(step, first);
    kept.push(await first.ask('GET', '/snapshot'));
  }
  const told = story(first);
  for (const [at, snapshot] of kept.entries()) {
    await second.ask('POST', '/snapshot', snapshot);
    for (const step of steps.slice(at + 1)) {
      await take(step, second);
      await becomeIdle(second);
    }
    expect([at, story(second)]).toEqual([at, told]);
  }
  return told.join('\n');
}

const rings = (number: string, whenRings: object) => (on: Started) =>
  on.ask('PUT', `/people/${number}`, whenRings);
const dials =
  (...script: object[]) =>
  (on: Started) =>
    on.ask('POST', `/people/${CALLER}/calls`, { to: NUMBER, script });
const ann = (...then: object[]) => rings(AGENT, { does: 'script', script: [{ answer: 'human' }, ...then] });

it('TwiML goes on from wherever it was: keys, the line with its music, a whisper, a recording', async () => {
  const told = await goesOnFromEach([
    ann({ hear: 'Hello' }, { say: 'Hello, this is Ann.' }, { waitMs: 1500 }, { hangUp: true }),
    rings(SUPERVISOR, { does: 'takes', ringMs: 900 }),
    dials(
      ...[{ hear: 'two keys' }, { press: '1' }, { waitMs: 1500 }, { press: '2' }, { hear: 'with a message' }],
      ...[{ waitMs: 300 }, { say: 'Hello?' }, { hear: 'What is' }, { waitMs: 500 }],
      ...[{ say: 'Please call me back.' }, { waitMs: 9000 }, { hangUp: true }],
    ),
    100,
    ...[1500, 1000, 2000, 2000],
    ({ client }) => client.calls.create({ to: AGENT, from: NUMBER, url: `${receiver.url}/agent` }),
    ...[250, 900, 1500, 1500, 3000, 2000, 2000],
    ...[2500, 1000, 1500, 60_000],
  ]);
  for (const kind of ['gather.digits', 'queue.bridged', 'recording.started', 'dial.bridged', 'ringing'])
    expect(told).toContain(kind);
});

it('a conference goes on: waiting, talking, on hold, muted, an announcement, a recording', async () => {
  const change = (number: string, changes: Record<string, unknown>) => async (on: Started) => {
    const calls = await on.client.calls.list();
    const sid = calls.find(({ from, to }) => from === number || to === number)?.sid ?? '';
    const [conference] = await on.client.conferences.list({ status: 'in-progress' });
    return on.client
      .conferences(conference?.sid ?? '')
      .participants(sid)
      .update(changes);
  };
  const told = await goesOnFromEach([
    async ({ client }) => {
      const [number] = await client.incomingPhoneNumbers.list();
      await client.incomingPhoneNumbers(number?.sid ?? '').update({ voiceUrl: `${receiver.url}/room` });
    },
    ann(
      { hear: 'Hello' },
      { say: 'Hello, this is Ann, how can I help?' },
      { waitMs: 20_000 },
      { say: 'Bye.' },
    ),
    dials({ hear: 'music' }, { hear: 'human' }, { waitMs: 30_000 }, { hangUp: true }),
    2500,
    ({ client }) =>
      client.conferences('room').participants.create({ from: NUMBER, to: AGENT, endConferenceOnExit: true }),
    ...[200, 500],
    ({ ask }) => ask('POST', `/people/${CALLER}/actions`, [{ say: 'Hello?' }]),
    ...[1200, 1000],
    change(CALLER, { hold: true, holdUrl: `${receiver.url}/hold` }),
    ...[1000, 4000],
    change(CALLER, { hold: false }),
    change(AGENT, { muted: true, announceUrl: `${receiver.url}/whisper` }),
    ...[700, 30_000],
    ({ ask }) => ask('POST', `/people/${AGENT}/actions`, [{ hangUp: true }]),
    100,
  ]);
  for (const kind of ['conference.start', 'conference.hold', 'recording.ended', 'conference.end'])
    expect(told).toContain(kind);
});

it('a call with an AI goes on: greeting, words half said, thinking, a tool, a transfer under way', async () => {
  const serverless = (on: Started) =>
    on.vapi('/assistant', {
      firstMessage: 'Hello, how can I help you today?',
      server: { url: `${receiver.url}/events` },
      model: {
        provider: 'openai',
        model: 'gpt-4o',
        tools: [
          {
            type: 'function',
            function: {
              name: 'escalate',
              parameters: { type: 'object', properties: { reason: { type: 'string' } } },
            },
            server: { url: `${receiver.url}/tool` },
          },
        ],
      },
    });
  const told = await goesOnFromEach([
    async (on) => {
      const { id } = await serverless(on);
      await on.vapi('/phone-number', {
        provider: 'twilio',
        number: NUMBER,
        twilioAccountSid: on.emulator.account.sid,
        twilioAuthToken: on.emulator.account.authToken,
        assistantId: id,
      });
    },
    ann({ hear: 'Thanks' }, { say: 'Hello, this is Ann.' }, { hangUp: true }),
    dials(
      ...[{ hear: 'help' }, { say: 'I have a question about invoice 4711.' }, { hear: 'ai' }],
      ...[
        { say: 'I want to speak to a human, please.' },
        { hear: 'Ann' },
        { waitMs: 2000 },
        { hangUp: true },
      ],
    ),
    ...[10, 200, 700, 1500, 1500, 1500, 850, 1200],
    ...[1500, 2000, 1500],
    async ({ emulator }) => {
      const [leg] = emulator.vapi.control.legs();
      const body = {
        type: 'transfer',
        destination: { type: 'number', number: AGENT, message: 'One moment.' },
      };
      await fetch(leg?.controlUrl ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    },
    ...[300, 1200, 500],
    ({ ask }) => ask('POST', `/people/${CALLER}/actions`, [{ say: 'Thanks.' }]),
    ...[500, 2000, 20_000],
  ]);
  for (const kind of ['ai.tool-call', 'ai.forwarding', 'dial.bridged', 'end-of-call-report'])
    expect(told).toContain(kind);
});

describe('what cannot be kept is refused with the reason', () => {
  const refusal = async ({ whole }: Started) => {
    const { status, body } = await whole.ask('GET', '/snapshot');
    return `${status} ${body.message}`;
  };

  it('a person whom a program moves, until there is a moment without a call', async () => {
    const { people, voice, virtual } = first.emulator;
    const phone = people.person(CALLER).dial(voice, NUMBER);
    await virtual?.advance(500);
    expect(await refusal(first)).toMatch(
      new RegExp(`^409 .*\\${CALLER} is moved by the program.*${phone.callSid}`),
    );
    phone.hangUp();
    await virtual?.advance(10_000);
    await dials({ waitMs: 5000 })(first);
    await virtual?.advance(500);
    expect((await first.ask('GET', '/snapshot')).course.inputs).not.toEqual([]);
  });

  it('while a web socket is open', async () => {
    const socket = new WebSocket(
      `${first.emulator.url.replace('http', 'ws')}/tsock.us1.twilio.com/v3/wsconnect`,
    );
    await new Promise((resolve) => socket.once('open', resolve));
    await dials({ waitMs: 5000 })(first);
    await first.emulator.virtual?.advance(500);
    expect(await refusal(first)).toMatch(/^409 .*web socket is open at tsock/);
    socket.terminate();
  });

  it('in real time', async () => {
    const real = await started(true, 'real');
    await dials({ waitMs: 5000 })(real);
    expect(await refusal(real)).toMatch(/^409 .*--time virtual/);
    await real.close();
  });

  it('a state that something else than requests and controls has changed; the one before the calls is there then', async () => {
    await dials({ waitMs: 5000 })(first);
    first.emulator.latency.roundTripMs = 30;
    await first.ask('POST', '/clock/advance', { ms: 500 });
    const snapshot = await first.ask('GET', '/snapshot');
    const { status, body } = await second.whole.ask('POST', '/snapshot', snapshot);
    expect([status, body.message]).toEqual([
      409,
      expect.stringMatching(/another course .*entry \d+ of the journal was/),
    ]);
    expect(await second.client.calls.list()).toEqual([]);
  });
});
