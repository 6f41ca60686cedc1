import path from 'node:path';
import twilio from 'twilio';
import { Hono } from 'hono';
import { Activity } from '../../../core/activity';
import { Faults } from '../../../core/faults';
import { seededIds } from '../../../core/ids';
import { Journal } from '../../../core/journal';
import type { DeployedFile } from '../../../core/ports';
import { startServer, type RunningServer } from '../../../core/server';
import { VirtualClock } from '../../../core/virtual-clock';
import { Webhooks, type WebhookAnswer, type WebhookRequest } from '../../../core/webhooks';
import { createFunctionsRuntime, type RunningFunctions } from '.';

const ACCOUNT_SID = `AC${'a'.repeat(32)}`;
const AUTH_TOKEN = 'b'.repeat(32);
const START = Date.UTC(2026, 0, 1);
const DOMAIN = 'control-1234-dev.twil.io';
const ORIGIN = `https://${DOMAIN}`;

const activity = new Activity();
const clock = new VirtualClock(START, activity, () => new Promise((r) => setImmediate(r)));
const faults = new Faults();
const journal = new Journal(clock);
const ids = seededIds('runtime');
let runtime: RunningFunctions;
let upstream: RunningServer;

const webhooks = new Webhooks({
  ...{ clock, outsideClock: clock, activity, journal, faults, ids },
  authToken: AUTH_TOKEN,
  roundTripMs: () => 0,
  resolve: (origin) => runtime.resolve(origin),
  patience: (run) => {
    const timer = setTimeout(run, 3000);
    return () => clearTimeout(timer);
  },
});

/** Source shared by the little Functions: sleeping and asking an upstream through the host, as an adapter would. */
const PRELUDE = `
const http = require('http');
const host = globalThis[Symbol.for('voice-handoff.host')];
const sleep = (ms) => new Promise((resolve) => host.after(ms, resolve));
const ask = (url, deadlineMs) => new Promise((resolve) => {
  const upstream = host.upstreamStarted();
  const finish = (text) => { cancel(); upstream.end(); resolve(text); };
  const request = http.get(url, { agent: false, headers: upstream.headers }, (response) => {
    let text = '';
    response.on('data', (chunk) => (text += chunk));
    response.on('end', () => finish(text));
  });
  request.on('error', () => undefined);
  const cancel = host.after(deadlineMs, () => { finish('deadline'); request.destroy(); });
});
`;

function aFunction(
  urlPath: string,
  body: string,
  visibility: DeployedFile['visibility'] = 'public',
): DeployedFile {
  const content = Buffer.from(`${PRELUDE}\nexports.handler = async (context, event, callback) => {${body}};`);
  return { kind: 'function', path: urlPath, visibility, content, contentType: 'application/javascript' };
}

function deploy(
  files: DeployedFile[],
  variables: Record<string, string> = {},
  domainName = DOMAIN,
): Promise<void> {
  return runtime.deploy({
    ...{ domainName, variables, files, includeCredentials: true },
    serviceSid: `ZS${'1'.repeat(32)}`,
    environmentSid: `ZE${'1'.repeat(32)}`,
  });
}

async function sent(...requests: (Partial<WebhookRequest> & { url: string })[]): Promise<WebhookAnswer[]> {
  const answers = Promise.all(
    requests.map((request) =>
      webhooks.send({ kind: 'test', form: {}, twilioSigned: true, timeoutMs: 60_000, ...request }),
    ),
  );
  let isDone = false;
  void answers.then(() => (isDone = true));
  await clock.runUntil(() => isDone, 120_000);
  return answers;
}
const bodies = async (...paths: string[]) =>
  (await sent(...paths.map((one) => ({ url: ORIGIN + one })))).map(({ body }) => body);

function fetched(urlPath: string, init: RequestInit = {}): Promise<Response> {
  return fetch(runtime.resolve(ORIGIN) + urlPath, init);
}

beforeAll(async () => {
  const app = new Hono();
  app.get('/slow', async (c) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return c.text(`asked at ${clock.now() - START}`);
  });
  upstream = await startServer(0, {
    ...{ clock, activity, faults, journal },
    products: [{ hosts: ['slow.example.com'], app }],
    roundTripMs: () => 4000,
    inRealTime: false,
  });
});
afterAll(() => upstream.close());

beforeEach(() => {
  runtime = createFunctionsRuntime({
    ...{ activity, clock, ids, accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN },
    folder: path.join(__dirname, '../../../../.cache/functions-runtime-test'),
  });
});
afterEach(async () => {
  await runtime.close();
  expect(activity.describe()).toEqual([]);
});

describe('time', () => {
  test('a Function that sleeps for 8 s answers 8 s later, at once', async () => {
    await deploy([
      aFunction(
        '/nap',
        'const from = host.now(); await sleep(8000); callback(null, String(host.now() - from));',
      ),
    ]);
    const [from, began] = [clock.now(), Date.now()];
    expect(await bodies('/nap')).toEqual(['8000']);
    expect(clock.now() - from).toBe(8000);
    expect(Date.now() - began).toBeLessThan(2000);
  });

  test('two at the same time sleep at the same time', async () => {
    await deploy([aFunction('/nap', 'await sleep(Number(event.ms)); callback(null, String(host.now()));')]);
    const from = clock.now();
    expect(await bodies('/nap?ms=3000', '/nap?ms=5000')).toEqual([String(from + 3000), String(from + 5000)]);
    expect(clock.now() - from).toBe(5000);
  });

  test('an upstream takes its round trip, in order or in parallel', async () => {
    const url = `${upstream.url}/slow.example.com/slow`;
    await deploy(
      [
        aFunction('/once', `callback(null, await ask(context.URL, 9000));`),
        aFunction('/twice', `callback(null, await Promise.all([1, 2].map(() => ask(context.URL, 9000))));`),
      ],
      { URL: url },
    );
    const from = clock.now();
    expect(await bodies('/once')).toEqual([`asked at ${from + 2000 - START}`]);
    expect(clock.now() - from).toBe(4000);
    const again = clock.now();
    await bodies('/twice');
    expect(clock.now() - again).toBe(4000);
  });

  test('what a timer starts belongs to the same request', async () => {
    await deploy(
      [
        aFunction(
          '/later',
          'callback(null, await new Promise((done) => host.after(1000, () => ask(context.URL, 9000).then(done))));',
        ),
      ],
      { URL: `${upstream.url}/slow.example.com/slow` },
    );
    const from = clock.now();
    expect(await bodies('/later')).toEqual([`asked at ${from + 3000 - START}`]);
    expect(clock.now() - from).toBe(5000);
  });

  test('a deadline of its own cuts an upstream off, and the upstream acts all the same', async () => {
    await deploy([aFunction('/cut', `callback(null, await ask(context.URL, 1000) + host.now());`)], {
      URL: `${upstream.url}/slow.example.com/slow`,
    });
    const from = clock.now();
    const entries = journal.entries.length;
    expect(await bodies('/cut')).toEqual([`deadline${from + 1000}`]);
    expect(clock.now() - from).toBe(1000);
    await clock.advance(5000);
    const acted = journal.entries.slice(entries).find(({ kind }) => kind === 'api.answered');
    expect(acted).toMatchObject({ atMs: from + 2000, path: '/slow' });
  });

  test('works are named after the request and counted', async () => {
    await deploy(
      [aFunction('/once', `await ask(context.URL, 9000); callback(null, await ask(context.URL, 9000));`)],
      {
        URL: `${upstream.url}/slow.example.com/slow`,
      },
    );
    const entries = journal.entries.length;
    await bodies('/once');
    const seen = journal.entries.slice(entries);
    const request = seen.find(({ kind }) => kind === 'webhook.sent')?.['webhook'];
    const works = seen.filter(({ kind }) => kind === 'api.answered').map(({ work }) => work);
    expect(works).toEqual([`${String(request)}.001`, `${String(request)}.002`]);
  });

  test('an invocation ends after 10 s with 504 and does nothing more', async () => {
    await deploy([
      aFunction(
        '/stuck',
        `await sleep(9999); globalThis.reached = 'first'; await sleep(2); globalThis.reached = 'second'; callback();`,
      ),
    ]);
    const from = clock.now();
    const [answer] = await sent({ url: `${ORIGIN}/stuck` });
    expect(answer).toMatchObject({ status: 504, tookMs: 10_000 });
    await clock.advance(20_000);
    expect(clock.now() - from).toBe(30_000);
    expect((globalThis as { reached?: string }).reached).toBe('first');
  });

  test('what is left after the answer does not hold time and does not happen', async () => {
    await deploy([
      aFunction('/rest', `host.after(5000, () => { globalThis.late = true; }); callback(null, 'now');`),
    ]);
    const from = clock.now();
    expect(await bodies('/rest')).toEqual(['now']);
    expect(clock.now() - from).toBe(0);
    await clock.advance(10_000);
    expect((globalThis as { late?: boolean }).late).toBeUndefined();
  });
});

describe('what a Function gets', () => {
  test('variables, credentials and the domain of its own environment', async () => {
    const file = aFunction(
      '/show',
      `await sleep(10);
       const { WHO, ACCOUNT_SID, AUTH_TOKEN, DOMAIN_NAME, SERVICE_SID, PATH } = context;
       callback(null, { WHO, ACCOUNT_SID, AUTH_TOKEN, DOMAIN_NAME, SERVICE_SID, PATH,
         files: Object.keys(Runtime.getFunctions()).join() });`,
    );
    await deploy([file], { WHO: 'control' });
    await deploy([file, aFunction('/other', '')], { WHO: 'events' }, 'events-1234.twil.io');
    const [control, events] = await sent(
      { url: `${ORIGIN}/show` },
      { url: 'https://events-1234.twil.io/show' },
    );
    expect(JSON.parse(control?.body ?? '')).toEqual({
      ...{ WHO: 'control', ACCOUNT_SID, AUTH_TOKEN, DOMAIN_NAME: DOMAIN, PATH: '/show', files: 'show' },
      SERVICE_SID: `ZS${'1'.repeat(32)}`,
    });
    expect(JSON.parse(events?.body ?? '')).toMatchObject({
      ...{ WHO: 'events', DOMAIN_NAME: 'events-1234.twil.io', files: 'show,other' },
    });
  });

  test('parameters, and no Host and no header of ours', async () => {
    await deploy([aFunction('/echo', 'callback(null, event);')]);
    const [answer] = await sent({ url: `${ORIGIN}/echo?a=1`, form: { a: '2', b: ['x', 'y'] } });
    const event = JSON.parse(answer?.body ?? '');
    expect(event).toMatchObject({ a: '2', b: ['x', 'y'] });
    const headers = Object.keys(event.request.headers);
    expect(headers).toContain('x-twilio-signature');
    for (const name of ['host', 'x-emulator-work', 'connection', 'i-twilio-idempotency-token']) {
      expect(headers).not.toContain(name);
    }
  });

  test('TwiML goes out as it was made', async () => {
    await deploy([
      aFunction(
        '/twiml',
        `const response = new Twilio.Response();
         response.appendHeader('Content-Type', 'text/xml');
         response.setBody('<Response><Hangup/></Response>');
         callback(null, response);`,
      ),
    ]);
    const [answer] = await sent({ url: `${ORIGIN}/twiml` });
    expect(answer).toMatchObject({ status: 200, body: '<Response><Hangup/></Response>' });
    expect(answer?.headers['content-type']).toMatch('text/xml');
  });

  test('what it prints is kept for the Logs API, the last 3 KB of it', async () => {
    await deploy([
      aFunction(
        '/print',
        `console.log('early', 'x'.repeat(1000)); await sleep(5);
         console.warn('b', { c: 1 }); console.log('x'.repeat(2500)); callback(null, '');`,
      ),
    ]);
    await bodies('/print');
    const logs = runtime.logs(DOMAIN);
    expect(logs.map(({ level, message }) => `${level} ${message.slice(0, 10)}`)).toEqual([
      'WARN b { c: 1 }',
      `INFO ${'x'.repeat(10)}`,
    ]);
  });
});

describe('one bad Function does not end the process', () => {
  test.each([
    ['an async handler that fails', `throw new Error('no');`],
    ['a failure after waiting', `await sleep(5); throw new Error('no');`],
    ['an answer that cannot be sent', `callback(null, 5);`],
    ['an answer given twice', `callback(new Error('no')); callback(null, 'yes');`],
  ])('%s is a 500', async (_name, body) => {
    await deploy([aFunction('/bad', body), aFunction('/good', `callback(null, 'good');`)]);
    expect((await sent({ url: `${ORIGIN}/bad` }))[0]?.status).toBe(500);
    expect(await bodies('/good')).toEqual(['good']);
  });

  test('so is a file that cannot be loaded, and one without a handler is a 404', async () => {
    const broken = { ...aFunction('/broken', ''), content: Buffer.from('throw new Error("no")') };
    const empty = { ...aFunction('/empty', ''), content: Buffer.from('exports.other = 1') };
    await deploy([broken, empty]);
    expect(
      (await sent({ url: `${ORIGIN}/broken` }, { url: `${ORIGIN}/empty` })).map(({ status }) => status),
    ).toEqual([500, 404]);
  });
});

describe('gates', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  beforeEach(() =>
    deploy([
      aFunction('/open', `callback(null, event.a ?? 'open');`),
      aFunction('/guarded', `callback(null, 'guarded');`, 'protected'),
      aFunction('/hidden', `callback(null, 'hidden');`, 'private'),
      {
        ...{ kind: 'asset', path: '/console/index.html', visibility: 'public', contentType: 'text/html' },
        content: Buffer.from('<p>hello</p>'),
      },
    ]),
  );

  test('a protected Function wants Twilio’s signature, over form or JSON', async () => {
    const unsigned = await fetched('/guarded', { method: 'POST', headers: form, body: 'a=1' });
    expect(unsigned.status).toBe(403);
    const signature = twilio.getExpectedTwilioSignature(AUTH_TOKEN, `${ORIGIN}/guarded?x=1`, { a: '1' });
    const signed = (body: string) =>
      fetched('/guarded?x=1', {
        method: 'POST',
        headers: { ...form, 'x-twilio-signature': signature },
        body,
      });
    expect((await signed('a=1')).status).toBe(200);
    expect((await signed('a=2')).status).toBe(403);
    const answers = await sent(
      { url: `${ORIGIN}/guarded`, form: { a: ['2', '1'], 'b c': 'é+' } },
      { url: `${ORIGIN}/guarded?q=%20`, json: '{"a":[1]}' },
      { url: `${ORIGIN}/guarded`, form: { a: '1' }, method: 'GET' },
      { url: `${ORIGIN}/guarded`, twilioSigned: false },
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 403]);
  });

  test('a JSON body that is not the signed one is refused', async () => {
    const hash = '0'.repeat(64);
    const url = `${ORIGIN}/guarded?bodySHA256=${hash}`;
    const answer = await fetched(`/guarded?bodySHA256=${hash}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-twilio-signature': twilio.getExpectedTwilioSignature(AUTH_TOKEN, url, {}),
      },
      body: '{"a":1}',
    });
    expect(answer.status).toBe(403);
  });

  test('private files and unknown paths have no URL; assets have', async () => {
    expect((await fetched('/hidden', { method: 'POST' })).status).toBe(404);
    expect((await fetched('/nowhere')).status).toBe(404);
    const page = await fetched('/console/index.html');
    expect([page.status, await page.text()]).toEqual([200, '<p>hello</p>']);
    expect(page.headers.get('content-type')).toMatch('text/html');
  });

  test.each([
    ['PUT', 405],
    ['DELETE', 405],
    ['GET', 200],
    ['POST', 200],
    ['OPTIONS', 204],
  ])('%s answers %i', async (method, status) => {
    expect((await fetched('/open', { method })).status).toBe(status);
  });

  test('1 MB is the limit, headers included', async () => {
    const post = (bytes: number) =>
      fetched('/open', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ a: 'x'.repeat(bytes) }),
      });
    expect((await post(1_040_000)).status).toBe(200);
    expect((await post(1_048_500)).status).toBe(413);
  });

  test('more than 90 headers, or 15 KB of them, are 431', async () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`x-${n}`, '1']));
    expect((await fetched('/open', { headers: many(80) })).status).toBe(200);
    expect((await fetched('/open', { headers: many(91) })).status).toBe(431);
    expect((await fetched('/open', { headers: { 'x-long': 'x'.repeat(15_400) } })).status).toBe(431);
  });

  test('a body that is no JSON is 400', async () => {
    const headers = { 'content-type': 'application/json' };
    expect((await fetched('/open', { method: 'POST', headers, body: '{' })).status).toBe(400);
    expect((await fetched('/open', { method: 'POST', headers, body: '1' })).status).toBe(400);
  });

  test('a GET with a body is 403', async () => {
    const [answer] = await sent({
      ...{ url: `${ORIGIN}/open`, method: 'GET', form: { a: '1' } },
      headers: { 'content-length': '3' },
    });
    expect(answer?.status ?? 0).toBe(403);
  });

  test('a 31st request at the same time is 429', async () => {
    await deploy([aFunction('/nap', `await sleep(1000); callback(null, 'slept');`)]);
    const answers = await sent(...Array.from({ length: 31 }, () => ({ url: `${ORIGIN}/nap` })));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(30).fill(200), 429]);
    expect(await bodies('/nap')).toEqual(['slept']);
  });

  test('after another deployment the new code runs, and after the last one nothing', async () => {
    await deploy([aFunction('/open', `callback(null, 'newer');`)]);
    expect(await bodies('/open')).toEqual(['newer']);
    await runtime.undeploy(DOMAIN);
    expect((await fetched('/open')).status).toBe(404);
    expect(runtime.resolve('https://elsewhere.twil.io')).toBeUndefined();
  });
});
