import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import twilio from 'twilio';
import { SyncClient } from 'twilio-sync';
import { Worker } from 'twilio-taskrouter';
import { serve } from '../../scripts/emulator';
import { readOptions, type Options } from '../../scripts/emulator/options';
import { next, releaseTimers } from '../support/real-time';
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
  '/ask':
    '<Gather input="dtmf speech" speechTimeout="2" action="/over" partialResultCallback="/partial"><Say>How can we help you?</Say></Gather>',
  '/connect': '<Say>One moment.</Say><Dial><Number>+15550100201</Number></Dial>',
  '/agent': '<Dial action="/over"><Queue url="/whisper">line</Queue></Dial>',
  '/room':
    '<Dial action="/over"><Conference waitUrl="/wait" statusCallback="/conference" statusCallbackEvent="start end join leave mute hold" record="record-from-start">room</Conference></Dial>',
  '/hold': '<Say>You are on hold.</Say><Play loop="0">/music.mp3</Play>',
};

let receiver: WebhookReceiver;
/** Whom a customer's server names when Vapi asks it who speaks. */
let assistant: object | undefined;
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
    if (path === '/who') return { contentType: 'application/json', body: JSON.stringify({ assistant }) };
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

/** A step after which a snapshot is taken, and what goes on then. */
type Moment = readonly [goesOn: string, step: Step];

async function take(step: Step | Moment, on: Started): Promise<void> {
  if (typeof step === 'number') await on.ask('POST', '/clock/advance', { ms: step });
  else if (typeof step === 'function') await step(on);
  else await take(step[1], on);
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

/** Takes the steps, with a snapshot at each moment; then takes the rest from each snapshot in another emulator. */
async function goesOnFromEach(steps: readonly (Step | Moment)[]): Promise<string> {
  const kept: { goesOn: string; snapshot: unknown; rest: readonly (Step | Moment)[] }[] = [];
  for (const [at, step] of steps.entries()) {
    await take(step, first);
    if (!Array.isArray(step)) continue;
    const snapshot = await first.ask('GET', '/snapshot');
    kept.push({ goesOn: step[0], snapshot, rest: steps.slice(at + 1) });
  }
  const told = story(first);
  // What is live is replaced as well.
  await second.ask('POST', '/snapshot', kept[Math.floor((kept.length - 1) / 2)]?.snapshot);
  for (const { goesOn, snapshot, rest } of kept) {
    await second.ask('POST', '/snapshot', snapshot);
    for (const step of rest) {
      await take(step, second);
      if (Array.isArray(step)) await becomeIdle(second);
    }
    expect([goesOn, story(second)]).toEqual([goesOn, told]);
  }
  await second.ask('GET', '/snapshot');
  return told.join('\n');
}

const rings = (number: string, whenRings: object) => (on: Started) =>
  on.ask('PUT', `/people/${number}`, whenRings);
const dials =
  (...script: object[]) =>
  (on: Started) =>
    on.ask('POST', `/people/${CALLER}/calls`, { to: NUMBER, script });
const ann = (...then: object[]) => rings(AGENT, { does: 'script', script: [{ answer: 'human' }, ...then] });

const acts = (number: string, action: object) => (on: Started) =>
  on.ask('POST', `/people/${number}/actions`, action);

it('TwiML goes on from wherever it was', async () => {
  const told = await goesOnFromEach([
    ann({ hear: 'Hello' }, { say: 'Hello, this is Ann.' }, { waitMs: 1500 }, { hangUp: true }),
    rings(SUPERVISOR, { does: 'takes', ringMs: 900 }),
    dials(
      ...[{ hear: 'two keys' }, { press: '1' }, { waitMs: 1500 }, { press: '2' }, { hear: 'with a message' }],
      ...[{ waitMs: 300 }, { say: 'Hello?' }, { hear: 'What is' }, { waitMs: 500 }],
      ...[{ say: 'Please call me back.' }, { waitMs: 9000 }, { hangUp: true }],
    ),
    ['the caller hears ringing', 0],
    ['the greeting', 1000],
    ['one key has been pressed', 1500],
    ['music in the queue', 4000],
    ({ client }) => client.calls.create({ to: AGENT, from: NUMBER, url: `${receiver.url}/agent` }),
    ['the agent’s phone is dialled', 200],
    ['the caller hears who comes', 1000],
    ['the agent speaks', 2000],
    ['a message is recorded', 5000],
    ['the phone of somebody else rings', 3500],
    ['a whisper', 1500],
    60_000,
  ]);
  for (const kind of ['gather.digits', 'queue.bridged', 'recording.started', 'dial.bridged'])
    expect(told).toContain(kind);
});

it('a call between numbers of the account goes on: keys that are sent, and words that are understood', async () => {
  const told = await goesOnFromEach([
    async ({ client }) => {
      const [number] = await client.incomingPhoneNumbers.list();
      await client.incomingPhoneNumbers(number?.sid ?? '').update({ voiceUrl: `${receiver.url}/ask` });
    },
    ({ client }) =>
      client.calls.create({
        ...{ to: NUMBER, from: NUMBER, sendDigits: 'WwW' },
        twiml: '<Response><Say>When does my parcel come, please?</Say><Pause length="9"/></Response>',
      }),
    ['before the keys are out', 2000],
    ['half a sentence is said', 2000],
    ['the pause after it', 2000],
    30_000,
  ]);
  for (const kind of ['gather.speech', '/partial', 'When does my parcel come, please?'])
    expect(told).toContain(kind);
});

it('a conference goes on', async () => {
  const change = (number: string, changes: Record<string, unknown>) => async (on: Started) => {
    const calls = await on.client.calls.list();
    const sid = calls.find(({ from, to }) => from === number || to === number)?.sid ?? '';
    const [conference] = await on.client.conferences.list({ status: 'in-progress' });
    const room = on.client.conferences(conference?.sid ?? '');
    return room.participants(sid).update(changes);
  };
  const told = await goesOnFromEach([
    async ({ client }) => {
      const [number] = await client.incomingPhoneNumbers.list();
      await client.incomingPhoneNumbers(number?.sid ?? '').update({ voiceUrl: `${receiver.url}/room` });
    },
    ann({ hear: 'Hello' }, { say: 'Hello, how can I help?' }, { waitMs: 20_000 }, { say: 'Bye.' }),
    dials({ hear: 'music' }, { hear: 'human' }, { waitMs: 30_000 }, { hangUp: true }),
    ['the caller waits alone', 2500],
    ({ client }) =>
      client.conferences('room').participants.create({ from: NUMBER, to: AGENT, endConferenceOnExit: true }),
    ['an agent is called into it', 200],
    500,
    acts(CALLER, { say: 'Hello?' }),
    ['both are in it, one speaks', 600],
    1000,
    change(CALLER, { hold: true, holdUrl: `${receiver.url}/hold` }),
    ['the caller is on hold', 2000],
    change(CALLER, { hold: false }),
    change(AGENT, { muted: true, announceUrl: `${receiver.url}/whisper` }),
    ['the agent is muted and hears an announcement', 700],
    ['nobody speaks', 20_000],
    20_000,
    acts(AGENT, { hangUp: true }),
    100,
  ]);
  for (const kind of ['conference.start', 'conference.hold', 'recording.ended', 'conference.end'])
    expect(told).toContain(kind);
});

it('a call with an AI goes on', async () => {
  const tool = {
    type: 'function',
    function: {
      name: 'escalate',
      parameters: { type: 'object', properties: { reason: { type: 'string' } } },
    },
  };
  const provide = async ({ vapi, emulator: { account } }: Started): Promise<void> => {
    assistant = {
      firstMessage: 'Hello, how can I help you today?',
      server: { url: `${receiver.url}/events` },
      model: {
        ...{ provider: 'openai', model: 'gpt-4o' },
        tools: [{ ...tool, server: { url: `${receiver.url}/tool` } }],
      },
    };
    const own = { twilioAccountSid: account.sid, twilioAuthToken: account.authToken };
    await vapi('/phone-number', {
      provider: 'twilio',
      number: NUMBER,
      ...own,
      server: { url: `${receiver.url}/who` },
    });
  };
  const transfer = async ({ emulator }: Started): Promise<void> => {
    const [leg] = emulator.vapi.control.legs();
    const destination = { type: 'number', number: AGENT, message: 'One moment.' };
    await fetch(leg?.controlUrl ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'transfer', destination }),
    });
  };
  const told = await goesOnFromEach([
    provide,
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
    ['the number’s TwiML is asked for', 5],
    ['the number’s server is asked who speaks', 60],
    ['the AI greets', 1000],
    ['the caller speaks', 3000],
    ['the AI thinks', 1400],
    ['the AI speaks', 1200],
    ['a tool is called', 6000],
    3000,
    transfer,
    ['the AI says that it transfers', 1700],
    ['the agent’s phone is dialled', 600],
    1000,
    acts(CALLER, { say: 'Thanks.' }),
    ['the two talk', 700],
    30_000,
  ]);
  for (const kind of [
    'ai.tool-call',
    'ai.forwarding',
    'dial.bridged',
    'end-of-call-report',
    'assistant-request',
  ])
    expect(told).toContain(kind);
});

/** The package's command in a process of its own, once it says that it is there. */
async function commanded(...args: string[]): Promise<{ url: string; end(): Promise<unknown> }> {
  const child = spawn(process.execPath, ['bin/emulator.js', ...args], {
    env: { ...process.env, NO_COLOR: '1' },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let output = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (output.includes('Ctrl-C ends it')) resolve();
    });
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.once('exit', () => reject(new Error(output)));
  });
  const end = () => (child.kill('SIGKILL'), ended);
  return { url: /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? '', end };
}

/** The controls of an emulator of which nothing but its address is known; answers as text. */
const controlsOf = (url: string) => async (method: string, route: string, body?: object) => {
  const sent = body ? { body: JSON.stringify(body) } : {};
  const answer = await fetch(`${url}/_emulator${route}`, { method, ...sent });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.text();
};

/** Lets a minute pass: what has happened by then, what was heard, and what is there. */
async function minuteLater(url: string): Promise<unknown[]> {
  const ask = controlsOf(url);
  await ask('POST', '/clock/advance', { ms: 60_000 });
  const text = (await ask('GET', '/snapshot')).replaceAll(url, 'here');
  const { journal, voice, sync, taskRouter } = JSON.parse(text);
  return [
    ...journal
      // The command itself looks what is deployed.
      .filter(({ host }: { host?: string }) => host !== 'serverless.twilio.com')
      // The emulator's address is in what Vapi signs.
      .map((one: unknown) => JSON.stringify(one).replace(/"x-signature":"\w+"/, '')),
    { voice, sync, taskRouter },
  ];
}

it('the whole product goes on in a fresh process: an agent’s phone rings, and then the two talk', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'live-'));
  const file = path.join(folder, 'state.json');
  const quiet = jest.spyOn(console, 'log').mockImplementation();
  const args = ['--time', 'virtual', '--port', '0'];
  const whole = await serve(readOptions(args) as Options);
  let told: unknown[];
  try {
    const ask = controlsOf(whole.url);
    await ask('POST', `/people/${CALLER}/calls`, {
      to: NUMBER,
      script: [
        ...[{ hear: 'help' }, { say: 'I was charged twice. I want to speak to a human, please.' }],
        ...[{ hear: 'human' }, { waitMs: 500 }, { say: 'Thanks, that is all.' }, { hangUp: true }],
      ],
    });
    await ask('POST', '/clock/run-until', { kind: 'reservation.created' });
    await ask('POST', '/clock/advance', { ms: 1000 });
    const snapshot = await ask('GET', '/snapshot');
    const statuses = whole.voice.calls.all().map(({ to, status }) => `${to} ${status}`);
    expect(statuses).toEqual([`${NUMBER} in-progress`, `${AGENT} ringing`]);
    // What was made before the call is no part of how it came about.
    expect(JSON.parse(snapshot).course.beginning.journalLength).toBeGreaterThan(0);
    writeFileSync(file, snapshot);
    told = await minuteLater(whole.url);
  } finally {
    await whole.close();
    quiet.mockRestore();
  }
  const fresh = await commanded(...args, '--restore', file);
  try {
    expect(await minuteLater(fresh.url)).toEqual(told);
    expect(told.join('\n')).toContain('"conference.start"');
  } finally {
    await fresh.end();
    rmSync(folder, { recursive: true });
  }
}, 60_000);

/** A worker's page: connections of the official SDKs for browsers, of somebody who can go offline by leaving. */
async function aPage({ emulator, client }: Started, workspaceSid: string, workerSid: string) {
  const { AccessToken } = twilio.jwt;
  const key = await client.newKeys.create({ friendlyName: 'page' });
  const { sid: serviceSid } = await client.sync.v1.services.create({ friendlyName: 'pages' });
  const granted = new AccessToken(emulator.account.sid, key.sid, key.secret, { identity: 'ann', ttl: 600 });
  granted.addGrant(new AccessToken.TaskRouterGrant({ role: 'worker', workspaceSid, workerSid }));
  granted.addGrant(new AccessToken.SyncGrant({ serviceSid }));
  const token = granted.toJwt();
  const ebServer = `${emulator.url}/event-bridge.twilio.com/v1/wschannels`;
  const worker = new Worker(token, {
    ...{ ebServer, wsServer: ebServer.replace('http:', 'ws:'), logLevel: 'silent' },
    setWorkerOfflineIfDisconnected: true,
  });
  const sync = new SyncClient(token, {
    Twilsock: { uri: `${emulator.url.replace('http:', 'ws:')}/tsock.us1.twilio.com/v3/wsconnect` },
    cdsUri: `${emulator.url}/cds.us1.twilio.com`,
    logLevel: 'silent',
  } as ConstructorParameters<typeof SyncClient>[1]);
  await next((ready) => worker.on('ready', ready));
  return { worker, sync, serviceSid };
}

it('in real time, with pages open: they go on where they were, and so does time', async () => {
  releaseTimers();
  const warned = jest.spyOn(console, 'warn').mockImplementation();
  const [one, other] = await Promise.all([started(true, 'real'), started(false, 'real')]);
  const happens = async (on: Started, kind: string): Promise<void> => {
    while (!on.emulator.journal.entries.some((entry) => entry.kind === kind))
      await new Promise((resolve) => on.emulator.clock.after(10, () => resolve(undefined)));
  };
  const { sid: workspaceSid } = await one.client.taskrouter.v1.workspaces.create({ friendlyName: 'w' });
  const workspace = one.client.taskrouter.v1.workspaces(workspaceSid);
  const { sid: workerSid } = await workspace.workers.create({ friendlyName: 'ann' });
  const { worker, sync, serviceSid } = await aPage(one, workspaceSid, workerSid);
  try {
    const counters = await sync.map('counters');
    const [number] = await one.client.incomingPhoneNumbers.list();
    await one.client.incomingPhoneNumbers(number?.sid ?? '').update({ voiceUrl: `${receiver.url}/connect` });
    await ann({ waitMs: 60_000 })(one);
    await dials({ waitMs: 60_000 })(one);
    // What the page does during the call is part of what led to the moment.
    await Promise.all([counters.set('words', { n: 1 }), worker.setAttributes({ is: 'here' })]);
    await happens(one, 'dial.bridged');
    await counters.mutate('words', () => ({ n: 2 }));
    const snapshot = await one.ask('GET', '/snapshot');
    const inputs = snapshot.course.inputs as { kind: string }[];
    expect(inputs.filter(({ kind }) => kind === 'socket').length).toBeGreaterThan(2);
    // Its page goes: the worker is offline here, and there he is not.
    const left = next((listener) => worker.on('disconnected', listener));
    worker.disconnect();
    await left;

    await other.ask('POST', '/snapshot', snapshot);
    const { nowMs, behindMs } = await other.ask('GET', '/clock');
    expect(nowMs - snapshot.takenAtMs).toBeLessThan(behindMs);
    const item = await other.client.sync.v1
      .services(serviceSid)
      .syncMaps('counters')
      .syncMapItems('words')
      .fetch();
    const there = await other.client.taskrouter.v1.workspaces(workspaceSid).workers(workerSid).fetch();
    expect([item.data, there.attributes]).toEqual([{ n: 2 }, '{"is":"here"}']);
    const live = await other.client.calls.list({ status: 'in-progress' });
    expect(live.map(({ to }) => to).sort()).toEqual([NUMBER, AGENT].sort());
    await acts(CALLER, { hangUp: true })(other);
    await happens(other, 'call.ended');
    expect(await other.client.calls.list({ status: 'in-progress' })).toEqual([]);
  } finally {
    worker.disconnect();
    await sync.shutdown();
    await Promise.all([one.close(), other.close()]);
    warned.mockRestore();
  }
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
