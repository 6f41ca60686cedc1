import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { once } from 'node:events';
import { promisify } from 'node:util';
import twilio from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient';
import { WebSocket } from 'ws';
import { FORMAT } from '../../emulator/control/snapshot-file';
import { WORK_HEADER } from '../../emulator/core/course/course';
import { writeEmulatorPackage } from '../../scripts/pack-emulator';
import { departsFromOpenApi } from '../support/openapi-watch';
import { strictPage } from '../support/strict-page';
import { RedirectedClient, twilioClient } from '../support/twilio-client';
import { AGENT, CALLER, NUMBER, wholeEmulator, type WholeEmulator } from '../support/whole-emulator';

// The media of a recording is documented in prose alone.
departsFromOpenApi(/no such operation .*\/Recordings\/RE[0-9a-f]+\)$/);

/** A request for which time waits, as for a Function's. */
class WaitedFor extends RedirectedClient {
  constructor(
    url: string,
    private readonly work: string,
  ) {
    super(url);
  }

  override request<T>(options: RequestClient.RequestOptions<T>) {
    return super.request<T>({ ...options, headers: { ...options.headers, [WORK_HEADER]: this.work } });
  }
}

let whole: WholeEmulator;

beforeEach(async () => {
  whole = await wholeEmulator();
});
afterEach(() => whole.close());

const ask: WholeEmulator['ask'] = (...request) => whole.ask(...request);

describe('the clock', () => {
  it('moves virtual time on, by so much or until something happened', async () => {
    const { body: before } = await ask('GET', '/clock');
    expect(before).toMatchObject({ time: 'virtual', now: '2026-01-05T09:00:00.000Z' });
    const { body: after } = await ask('POST', '/clock/advance', { ms: 1500 });
    expect(after.nowMs - before.nowMs).toBe(1500);
    await ask('POST', `/people/${CALLER}/calls`, { to: NUMBER });
    const { body: reached } = await ask('POST', '/clock/run-until', { kind: 'call.answered' });
    expect(reached).toMatchObject({ isReached: true, entry: { kind: 'call.answered' } });
    const { body: never } = await ask('POST', '/clock/run-until', { kind: 'no.such.thing', limitMs: 700 });
    expect(never).toMatchObject({ isReached: false, entry: null, nowMs: reached.nowMs + 700 });
  });

  it('cannot be moved where it is real', async () => {
    const real = await wholeEmulator({ time: 'real', isPointed: false });
    const answer = await real.ask('POST', '/clock/advance', { ms: 10 });
    expect(answer).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining('--time virtual') },
    });
    await real.close();
  });
});

describe('a wrong request', () => {
  it.each([
    ['/clock/advance', {}, ['ms']],
    ['/clock/advance', { ms: -1 }, ['ms']],
    ['/clock/advance', { ms: 1, seconds: 2 }, ['seconds']],
    ['/faults', { target: 'api', pattern: '(', status: 500 }, ['pattern']],
    ['/faults', { target: 'api', pattern: 'x' }, ['status']],
    ['/faults', { target: 'webhook', pattern: 'x', status: 500 }, ['status']],
    ['/settings', { sync: { staleReadsMs: 'long' }, roundTripMs: -4 }, ['roundTripMs', 'sync.staleReadsMs']],
    ['/settings', { clockSkewMs: { 'nowhere.twil.io': 5 } }, ['clockSkewMs.nowhere.twil.io']],
    ['/people/nobody/calls', { to: NUMBER }, ['number']],
    [`/people/${CALLER}/calls`, { to: '0815' }, ['to']],
    [`/people/${CALLER}/calls`, { to: NUMBER, script: [{ say: 'a', press: '1' }] }, ['script.0']],
    ['/scenario', { steps: [{ atMs: 0 }] }, ['steps.0']],
    ['/snapshot', { format: 'other' }, ['format']],
    ['/snapshot', { format: FORMAT }, expect.arrayContaining(['seed', 'sync'])],
  ])('to %s with %j names the fields that are wrong', async (path, body, fields) => {
    const { status, body: answer } = await ask('POST', path, body);
    expect(status).toBe(400);
    expect(answer.problems.map(({ field }: { field: string }) => field)).toEqual(fields);
    for (const { field, wants } of answer.problems) {
      expect(answer.message).toContain(`${field}: `);
      expect(wants.length).toBeGreaterThan(3);
    }
  });

  it('is told what JSON is, which routes there are, and which numbers', async () => {
    expect(await ask('POST', '/faults', '{"target":')).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/wants JSON/) },
    });
    expect(await ask('GET', '/nothing')).toMatchObject({
      status: 404,
      body: { message: expect.stringContaining('GET /_emulator') },
    });
    const elsewhere = await ask('POST', `/people/${CALLER}/calls`, { to: '+15550100001' });
    expect(elsewhere).toMatchObject({ status: 400, body: { message: expect.stringContaining(NUMBER) } });
  });

  it('of another site is refused', async () => {
    const url = `${whole.emulator.url}/_emulator/faults`;
    const answer = await fetch(url, { method: 'DELETE', headers: { origin: 'https://other.example' } });
    expect(answer.status).toBe(403);
  });
});

it.each(['/', '/playground'])(
  'serves %s with a policy, and with no script or style in the document',
  async (page) => {
    const response = await fetch(whole.emulator.url + page);
    expect(strictPage(response.headers, await response.text())).toEqual([]);
    expect(response.headers.get('content-security-policy')).toContain("connect-src 'self';");
  },
);

it('documents every route with a body that it accepts', async () => {
  const { body } = await ask('GET', '');
  const documented = body.routes.map(
    ({ method, path }: { method: string; path: string }) => `${method} ${path}`,
  );
  expect(documented).toEqual(
    expect.arrayContaining(['POST /_emulator/faults', 'GET /_emulator/journal/stream']),
  );
  for (const { method, path, example } of body.routes) {
    if (example === undefined || path.endsWith('/snapshot')) continue;
    const person = await ask(method, path.replace('/_emulator', '').replace(':number', CALLER), example);
    expect([path, person.status, person.body?.message ?? '']).toEqual([
      path,
      expect.any(Number),
      expect.not.stringContaining('wants'),
    ]);
    expect([200, 201, 202, 409]).toContain(person.status);
  }
});

describe('faults', () => {
  it('are added, seen, counted and taken away one by one', async () => {
    const { body: fault } = await ask('POST', '/faults', {
      target: 'api',
      pattern: '^taskrouter\\.twilio\\.com/v1/Workspaces$',
      status: 503,
      times: 1,
    });
    const client = twilioClient(whole.emulator.url, whole.emulator.account);
    await expect(client.taskrouter.v1.workspaces.list()).rejects.toMatchObject({ status: 503 });
    expect(await client.taskrouter.v1.workspaces.list()).toEqual([]);
    expect((await ask('GET', '/faults')).body.faults).toMatchObject([{ id: fault.id, times: 1, seen: 2 }]);
    expect((await ask('DELETE', `/faults/${fault.id}`)).status).toBe(204);
    expect((await ask('DELETE', `/faults/${fault.id}`)).status).toBe(404);
    expect((await ask('GET', '/faults')).body.faults).toEqual([]);
  });

  it('by a scenario come at their time', async () => {
    const steps = [
      { atMs: 0, settings: { roundTripMs: 60 } },
      { atMs: 5000, fault: { target: 'webhook', pattern: 'voice', drop: true } },
      { atMs: 8000, clearFaults: true },
      { atMs: 8000, cutSockets: true },
    ];
    const host = whole.emulator.url.replace('http:', 'ws:');
    const socket = new WebSocket(`${host}/tsock.us1.twilio.com/v3/wsconnect`);
    await once(socket, 'open');
    const cut = once(socket, 'close');
    expect((await ask('POST', '/scenario', { steps })).status).toBe(202);
    const seen: number[] = [];
    for (const ms of [4999, 1, 3000]) {
      await ask('POST', '/clock/advance', { ms });
      seen.push((await ask('GET', '/faults')).body.faults.length);
    }
    expect(seen).toEqual([0, 1, 0]);
    await cut;
    expect((await ask('GET', '/settings')).body.roundTripMs).toBe(60);
  });
});

it('refuses more requests at once than asked for, without an effect', async () => {
  const { url, account, activity, virtual } = whole.emulator;
  await ask('POST', '/settings', { concurrentRequests: 2 });
  const asked = ['1st', '2nd', '3rd'].map((friendlyName) => {
    const work = activity.begin(friendlyName);
    const httpClient = new WaitedFor(url, work.id);
    const { services } = twilio(account.sid, account.authToken, { httpClient }).sync.v1;
    return services.createWithHttpInfo({ friendlyName }).finally(() => work.end());
  });
  const answers = Promise.allSettled(asked);
  await virtual?.advance(20);
  const header = (count: string) => ({ 'twilio-concurrent-requests': count });
  expect(await answers).toMatchObject([
    { status: 'fulfilled', value: { headers: header('1') } },
    { status: 'fulfilled', value: { headers: header('2') } },
    { status: 'rejected', reason: { status: 429, code: 20429 } },
  ]);
  const services = await twilioClient(url, account).sync.v1.services.list();
  expect(services.map(({ friendlyName }) => friendlyName)).toEqual(['Default Service', '1st', '2nd']);
});

it('lets the clock of one domain of Functions run ahead', async () => {
  const { runtime, clock } = whole.emulator;
  const { services } = twilioClient(whole.emulator.url, whole.emulator.account).serverless.v1;
  const { sid } = await services.create({ uniqueName: 'skewed', friendlyName: 'skewed' });
  const { domainName } = await services(sid).environments.create({ uniqueName: 'local' });
  const content = Buffer.from(
    "exports.handler = (_, __, done) => done(null, String(globalThis[Symbol.for('voice-handoff.host')].now()));",
  );
  await runtime.deploy({
    ...{ domainName, serviceSid: 'ZS1', environmentSid: 'ZE1', includeCredentials: false, variables: {} },
    files: [
      { kind: 'function', path: '/now', visibility: 'public', content, contentType: 'text/javascript' },
    ],
  });
  const seen = async () =>
    Number(await (await fetch(`${runtime.resolve(`https://${domainName}`)}/now`)).text());
  expect(await seen()).toBe(clock.now());
  await ask('POST', '/settings', { clockSkewMs: { [domainName]: 2000 } });
  expect(await seen()).toBe(clock.now() + 2000);
});

describe('Sync on request', () => {
  it('shows readers the version before a write, and collects too early', async () => {
    const client = twilioClient(whole.emulator.url, whole.emulator.account);
    const service = await client.sync.v1.services.create({});
    const documents = client.sync.v1.services(service.sid).documents;
    await ask('POST', '/settings', { sync: { staleReadsMs: 400, collectedLateMs: -1000 } });
    const written = await documents.create({ uniqueName: 'one', data: { n: 0 }, ttl: 5 });
    await expect(documents('one').fetch()).rejects.toMatchObject({ status: 404 });
    await ask('POST', '/clock/advance', { ms: 400 });
    expect((await documents('one').fetch()).data).toEqual({ n: 0 });
    const updated = await documents('one').update({ data: { n: 1 }, ifMatch: written.revision });
    expect([updated.revision, updated.data]).toEqual(['1', { n: 1 }]);
    const stale = await documents('one').fetch();
    expect([stale.revision, stale.data, (await documents.list()).map(({ data }) => data)]).toEqual([
      '0',
      { n: 0 },
      [{ n: 0 }],
    ]);
    await ask('POST', '/clock/advance', { ms: 3599 });
    expect((await documents('one').fetch()).revision).toBe('1');
    await ask('POST', '/clock/advance', { ms: 1 });
    await expect(documents('one').fetch()).rejects.toMatchObject({ status: 404 });
  });
});

describe('people', () => {
  it('play a call that the controls show whole', async () => {
    await ask('PUT', `/people/${AGENT}`, {
      does: 'script',
      script: [{ answer: 'human' }, { say: 'Hello, how can I help?' }, { hear: 'human' }, { hangUp: true }],
    });
    const { body: dialled } = await ask('POST', `/people/${CALLER}/calls`, {
      to: NUMBER,
      script: [{ hear: 'press a key' }],
    });
    expect((await ask('POST', `/people/${CALLER}/actions`, { say: 'too early' })).status).toBe(409);
    await ask('POST', '/clock/advance', { ms: 5000 });
    await ask('POST', `/people/${CALLER}/actions`, [
      { press: '1' },
      { hear: 'help' },
      { say: 'I have a question.' },
    ]);
    await ask('POST', '/clock/run-until', { kind: 'call.ended', callSid: dialled.callSid });
    await ask('POST', '/clock/advance', { ms: 1000 });

    expect((await ask('GET', `/calls/${dialled.callSid}`)).body).toMatchObject({
      ...{ status: 'completed', isLive: false, problems: [], endedBecause: expect.any(String) },
    });
    const { body: ledger } = await ask('GET', `/ledger/${dialled.callSid}`);
    expect(ledger.legs.map(({ person }: { person: string }) => person)).toEqual([CALLER, AGENT]);
    expect(ledger.figures.bridges).toHaveLength(1);
    expect(ledger.lanes[0]).toMatchObject({ fromMs: ledger.legs[0].fromMs });
    const heard = ledger.legs[0].hears.map(({ source, text }: { source: string; text?: string }) => [
      source,
      text,
    ]);
    expect(heard).toEqual(
      expect.arrayContaining([
        ['announcement', 'Press a key, please.'],
        ['human', 'Hello, how can I help?'],
      ]),
    );

    const { body: sent } = await ask('GET', `/webhooks?kind=voice.&callSid=${dialled.callSid}`);
    expect(sent.webhooks.map(({ signature }: { signature: string }) => signature)).toEqual(
      sent.webhooks.map(() => 'valid'),
    );
    const { body: webhook } = await ask('GET', `/webhooks/${sent.webhooks[0].id}`);
    expect(webhook).toMatchObject({ status: 200, answer: expect.stringContaining('<Gather') });
    expect(webhook.signatureBase).toContain(
      `${whole.receiver.url}/voiceAccountSid${whole.emulator.account.sid}`,
    );
    expect((await ask('GET', '/calls')).body.calls.map(({ status }: { status: string }) => status)).toEqual([
      'completed',
      'completed',
    ]);
    expect((await ask('POST', `/people/${CALLER}/actions`, { press: '1' })).status).toBe(409);
  });

  it('with a Voice SDK call an application, which is told so', async () => {
    const client = twilioClient(whole.emulator.url, whole.emulator.account);
    const voiceUrl = `${whole.receiver.url}/voice`;
    const statusCallback = `${whole.receiver.url}/status`;
    const { sid } = await client.applications.create({ friendlyName: 'phone', voiceUrl, statusCallback });
    const unknown = await ask('POST', '/people/client:ann/calls', { to: `app:AP${'0'.repeat(32)}` });
    expect(unknown).toMatchObject({ status: 400, body: { message: expect.stringContaining('to: got') } });
    const { body: dialled } = await ask('POST', '/people/client:ann/calls', {
      to: `app:${sid}`,
      script: [{ hear: 'press a key' }, { hangUp: true }],
    });
    await ask('POST', '/clock/advance', { ms: 10_000 });
    const { body: sent } = await ask('GET', `/webhooks?kind=voice.&callSid=${dialled.callSid}`);
    const [first, last] = await Promise.all(
      [sent.webhooks[0], sent.webhooks.at(-1)].map(async ({ id }) => {
        const { body } = await ask('GET', `/webhooks/${id}`);
        return Object.fromEntries(new URLSearchParams(body.request.body));
      }),
    );
    const call = { From: 'client:ann', To: '', ApplicationSid: sid, Direction: 'inbound' };
    expect(first).toMatchObject({ ...call, CallStatus: 'ringing' });
    expect(last).toMatchObject({ ...call, CallStatus: 'completed' });
  });

  it('that are waited for in vain are in the journal', async () => {
    await ask('POST', `/people/${CALLER}/calls`, {
      to: NUMBER,
      script: [{ hear: 'never said', withinMs: 1000 }],
    });
    await ask('POST', '/clock/advance', { ms: 5000 });
    const { body } = await ask('GET', '/journal?kind=person.failed');
    expect(body.entries).toMatchObject([{ number: CALLER, message: expect.stringContaining('never said') }]);
  });
});

it('shows who waits in a queue, what is recorded and where it is, and the streams of Sync', async () => {
  const { emulator } = whole;
  const client = twilioClient(emulator.url, emulator.account);
  await ask('PUT', `/people/${CALLER}`, { does: 'script', script: [{ answer: 'human' }] });
  const { sid } = await client.calls.create({
    to: CALLER,
    from: NUMBER,
    twiml: '<Response><Enqueue>billing</Enqueue></Response>',
  });
  await ask('POST', '/clock/run-until', { kind: 'queue.entered' });
  const enqueuedAtMs = emulator.clock.now();
  const [queue] = (await ask('GET', '/queues')).body.queues;
  expect(queue).toMatchObject({
    friendlyName: 'billing',
    members: [{ callSid: sid, person: CALLER, enqueuedAtMs, taskSid: null }],
  });
  const recording = await client.calls(sid).recordings.create({});
  await ask('POST', '/clock/advance', { ms: 5000 });
  const shown = { sid: recording.sid, callSid: sid, source: 'StartCallRecordingAPI', durationSeconds: 5 };
  const recordings = async () => (await ask('GET', '/recordings')).body.recordings;
  expect(await recordings()).toMatchObject([{ ...shown, status: 'in-progress', mediaUrl: null }]);
  await client.calls(sid).recordings(recording.sid).update({ status: 'stopped' });
  const [{ status, mediaUrl }] = await recordings();
  const { sid: user, authToken } = emulator.account;
  const media = await fetch(mediaUrl, {
    headers: { authorization: `Basic ${Buffer.from(`${user}:${authToken}`).toString('base64')}` },
  });
  expect([status, media.headers.get('content-type')]).toEqual(['completed', 'audio/x-wav']);

  const service = await client.sync.v1.services.create({});
  const stream = await client.sync.v1.services(service.sid).syncStreams.create({ uniqueName: 'beats' });
  const { services } = (await ask('GET', '/sync')).body;
  const own = services.find((one: { sid: string }) => one.sid === service.sid);
  expect(own.streams).toMatchObject([{ sid: stream.sid, uniqueName: 'beats', expiresAtMs: null }]);
});

it('streams the journal, from where the reader left off', async () => {
  await ask('POST', `/people/${CALLER}/calls`, { to: NUMBER });
  const { body } = await ask('GET', '/journal?kind=call.');
  const first = body.entries[0].seq;
  const response = await fetch(`${whole.emulator.url}/_emulator/journal/stream?kind=call.`, {
    headers: { 'last-event-id': String(first) },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  await ask('POST', '/clock/run-until', { kind: 'call.answered' });
  let text = '';
  while (!text.includes('call.answered')) text += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  const kinds = [...text.matchAll(/"kind":"([^"]*)"/g)].map(([, kind]) => kind);
  expect(kinds).toEqual(['call.ringing', 'call.answered']);
  expect(text).not.toContain(`id: ${first}\n`);
});

it('is reached by an unchanged program through its redirect', async () => {
  const { url, account } = whole.emulator;
  const program = `require('twilio')('${account.sid}', '${account.authToken}').incomingPhoneNumbers.list()
    .then((all) => console.log(all.map(({ phoneNumber }) => phoneNumber).join()));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--require', path.resolve(__dirname, '../../bin/redirect.js'), '-e', program],
    { env: { ...process.env, EMULATOR_PORT: new URL(url).port } },
  );
  expect(stdout.trim()).toBe(NUMBER);
});

it('is a package for other projects, by require and by import, with its pages and a command', async () => {
  const folder = await mkdtemp(path.resolve(__dirname, '../../.cache/package-'));
  const run = async (...args: string[]) => promisify(execFile)(process.execPath, args, { cwd: folder });
  try {
    await writeEmulatorPackage(folder);
    const program = `import twilio from 'twilio';
      import { createEmulator, EmulatorHttpClient } from './index.js';
      const { url, account: { sid, authToken }, virtual, close } = await createEmulator();
      const client = twilio(sid, authToken, { httpClient: new EmulatorHttpClient(url) });
      const [{ phoneNumber }] = await client.incomingPhoneNumbers.list();
      const page = await (await fetch(url + '/_emulator/page.js')).text();
      await virtual.advance(1000);
      await close();
      console.log([phoneNumber, new Date(virtual.now()).toISOString(), page.includes('No calls yet')].join());`;
    const { stdout } = await run('--input-type=module', '-e', program);
    expect(stdout.trim()).toBe(`${NUMBER},2026-01-01T00:00:01.000Z,true`);
    const refused = run('cli.js', '--time', 'soon').catch(({ stderr }: { stderr: string }) => stderr.trim());
    expect(await refused).toBe('--time: got soon, wants real or virtual');
    const { dependencies } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    expect(Object.keys(dependencies)).toEqual(
      expect.arrayContaining(['@twilio/runtime-handler', 'hono', 'zod']),
    );
    expect(Object.keys(dependencies)).not.toEqual(expect.arrayContaining(['esbuild']));
  } finally {
    await rm(folder, { recursive: true });
  }
});
