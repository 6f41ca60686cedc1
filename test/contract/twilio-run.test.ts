import { createHmac } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { signContextToken } from '../../functions/adapters/tokens';
import { SERVICES } from '../../functions/services';
import { build, type BuiltRoute } from '../../scripts/build';
import { serveFunctions, type ServedFunctions } from '../../scripts/functions';
import { freePort } from '../support/free-port';

const CACHE = path.resolve(__dirname, '../../.cache');
const hex = 'a'.repeat(32);
const callSid = `CA${hex}`;
const secrets = {
  VAPI_HMAC_SECRET: 'hmac-secret-0123456789',
  VAPI_SERVER_SECRET: 'server-secret-0123456789',
  TOKEN_SECRET: 'token-secret-0123456789',
  SWEEP_SECRET: 'sweep-secret-0123456789',
};
/** Nothing listens there: no upstream is ever reached. */
const NOWHERE = 'http://127.0.0.1:9';
const variables = {
  ...secrets,
  ACCOUNT_SID: `AC${hex}`,
  AUTH_TOKEN: 'b'.repeat(32),
  TWILIO_NUMBER: '+15550100100',
  WORKSPACE_SID: `WS${hex}`,
  WORKFLOW_SID: `WW${hex}`,
  SYNC_SERVICE_SID: `IS${hex}`,
  VAPI_API_KEY: 'vapi-key-0123456789',
  VAPI_ASSISTANT_ID: 'assistant-1',
  VAPI_PHONE_NUMBER_ID: 'number-1',
  VAPI_BASE_URL: NOWHERE,
  TWILIO_BASE_URL: NOWHERE,
  SERVER_URL: 'https://control.example',
  EVENTS_URL: 'https://events.example',
  VOCABULARY: '{"departments":["billing"],"languages":["en"],"priorities":{"normal":10}}',
};

describe('the built functions under twilio-run', () => {
  let folder: string;
  let routes: BuiltRoute[];
  let functions: ServedFunctions;
  let wrong: ServedFunctions;

  beforeAll(async () => {
    // Inside the project: the runtime finds its packages from there.
    mkdirSync(CACHE, { recursive: true });
    folder = mkdtempSync(path.join(CACHE, 'twilio-run-'));
    routes = await build({ quiet: true, outDir: folder });
    const local = path.join(folder, 'local');
    const own = { en: { ai: { cannot: 'Tell them: nobody is here.' } } };
    writeFileSync(path.join(local, 'assets/texts.private.json'), JSON.stringify(own));
    functions = await serveFunctions({ port: await freePort(), variables, folder: local });
  }, 60_000);
  afterAll(async () => {
    await functions?.stop();
    await wrong?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const url = (route: string) => `${functions.url}/${route}`;
  const json = (body: string, headers: Record<string, string> = {}) => ({
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) });
  function signed(message: object, atMs = Date.now()) {
    const body = JSON.stringify({ message });
    const text = `${atMs}.${body}`;
    const signature = createHmac('sha256', secrets.VAPI_HMAC_SECRET).update(text).digest('hex');
    return json(body, { 'x-signature': signature, 'x-timestamp': String(atMs) });
  }

  it('bundles every route within 120 KB', () => {
    const listed = SERVICES.flatMap((service) => service.routes.map(({ path: route }) => route));
    expect(routes.map(({ path: route }) => route)).toEqual(listed);
    expect(routes.filter(({ bytes }) => bytes > 120 * 1024)).toEqual([]);
  });

  describe('vapi/events', () => {
    const post = async (init: RequestInit) => {
      const response = await fetch(url('vapi/events'), init);
      return { status: response.status, body: (await response.json()) as unknown };
    };

    it.each([
      ['nothing', json('{"message":{"type":"hang"}}')],
      ['a wrong secret', json('{"message":{"type":"hang"}}', { 'x-vapi-secret': 'x'.repeat(22) })],
      ['a form', form({ message: '{"type":"hang"}' })],
      ['an old signature', signed({ type: 'hang' }, Date.now() - 301_000)],
      ['a signature of another body', { ...signed({ type: 'hang' }), body: '{"message":{"type":"x"}}' }],
    ])('is closed to %s', async (_what, init) => {
      expect(await post(init)).toEqual({ status: 401, body: { error: 'unauthorized' } });
    });

    it('is closed to a key beside the message, from the query too', async () => {
      const response = await fetch(`${url('vapi/events')}?escalate=1`, signed({ type: 'hang' }));
      expect(response.status).toBe(401);
    });

    it('ignores unknown types, and takes a signature only once', async () => {
      const init = signed({ type: 'brand-new', call: { id: 'v-1', phoneCallProviderId: callSid } });
      expect(await post(init)).toEqual({ status: 200, body: {} });
      expect(await post(init)).toMatchObject({ status: 401 });
    });

    it('takes the static secret', async () => {
      const init = json('{"message":{"type":"hang"}}', { 'x-vapi-secret': secrets.VAPI_SERVER_SECRET });
      expect(await post(init)).toEqual({ status: 200, body: {} });
    });

    it.each([
      ['no object', 7],
      ['wrong types in known fields', { type: 'speech-update', call: 'x', role: [], artifact: 1 }],
      [
        'a transcript of half a megabyte',
        { type: 'transcript', role: 'user', transcript: 'x'.repeat(500_000) },
      ],
    ])('answers a signed message with %s', async (_what, message) => {
      expect(await post(signed(message as object))).toEqual({ status: 200, body: {} });
    });

    it('answers a tool call in words even when nothing can be reached', async () => {
      const toolCallList = [
        { id: 't-1', name: 'escalate', arguments: { department: 'astronomy', reason: 7 } },
      ];
      const call = { id: 'v-1', phoneCallProviderId: callSid };
      expect(await post(signed({ type: 'tool-calls', call, toolCallList }))).toEqual({
        status: 200,
        body: {
          results: [
            {
              toolCallId: 't-1',
              name: 'escalate',
              result: 'Tell them: nobody is here.',
            },
          ],
        },
      });
    });

    it('tells a web call the truth, in the legacy shape', async () => {
      const functionCall = { name: 'escalate', parameters: '{}' };
      const call = { id: 'v-2', type: 'webCall' };
      expect(await post(signed({ type: 'function-call', call, functionCall }))).toMatchObject({
        status: 200,
        body: { result: expect.stringContaining('not a phone call') },
      });
    });

    it('takes a body of any depth for what it is: unsigned, or nothing that we know', async () => {
      const body = `{"message":{"type":"hang","a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;
      const headers = { 'x-signature': 'a'.repeat(64), 'x-timestamp': String(Date.now()) };
      expect(await post(json(body, headers))).toMatchObject({ status: 401 });
      expect(await post(json(body, { 'x-vapi-secret': secrets.VAPI_SERVER_SECRET }))).toMatchObject({
        status: 200,
      });
    });

    it.each([
      ['no JSON', '{"message":', 400],
      ['a number', '7', 400],
    ])('refuses %s', async (_what, body, status) => {
      expect((await fetch(url('vapi/events'), json(body))).status).toBe(status);
    });
  });

  it.each([
    '',
    '?token=',
    '?token=x.y.z',
    `?token=${signContextToken({ callSid, expiresAtMs: 1_000 }, secrets.TOKEN_SECRET)}`,
  ])('agent/context%s is closed', async (query) => {
    expect((await fetch(url(`agent/context${query}`))).status).toBe(401);
  });

  it('agent/context opens by a token; where nothing can be read it says try again', async () => {
    const token = signContextToken({ callSid, expiresAtMs: Date.now() + 60_000 }, secrets.TOKEN_SECRET);
    const response = await fetch(url(`agent/context?token=${token}`));
    expect([response.status, response.headers.get('cache-control')]).toEqual([503, 'no-store']);
  });

  it('sweep wants its bearer secret', async () => {
    expect((await fetch(url('sweep'), { method: 'POST' })).status).toBe(401);
    const headers = { authorization: `Bearer ${secrets.SWEEP_SECRET}` };
    expect((await fetch(url('sweep'), { method: 'POST', headers })).status).toBe(200);
  });

  it('a caller is answered with TwiML when nothing upstream is there', async () => {
    const response = await fetch(url('voice/inbound'), form({ CallSid: callSid, From: '+15550100101' }));
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/xml; charset=utf-8']);
    const twiml = await response.text();
    expect(twiml).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?><Response><Say /);
    expect(twiml).toMatch(/<\/Response>$/);
  });

  it.each([
    ['voice/inbound', { CallSid: 'CAnope' }, /<Redirect method="POST">\/voice\/hold\?attempt=1</],
    ['voice/hold', { CallSid: 'CAnope', attempt: '2' }, /Please call again in a few minutes.*<Hangup\/>/],
    ['agent/whisper', { CallSid: callSid, callSid: 'CAnope' }, /could not be connected.*<Hangup\/>/],
  ])('%s of %j apologizes', async (route, fields, wanted) => {
    const response = await fetch(url(route), form(fields));
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(wanted);
  });

  it.each([
    ['voice/status', { CallSid: callSid, CallStatus: 'on fire' }],
    ['agent/status', { CallSid: callSid, CallStatus: 'ringing' }],
    ['conference/status', { StatusCallbackEvent: 'conference-start' }],
  ])('%s of %j is a bad request', async (route, fields) => {
    const response = await fetch(url(route), form(fields));
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: expect.any(String) });
  });

  it('assignment of a task that is not ours is rejected', async () => {
    const fields = { TaskAttributes: '{"x":1}', WorkerAttributes: '{"contact_uri":"+15550100102"}' };
    const response = await fetch(url('taskrouter/assignment'), form(fields));
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await response.json()).toEqual({ instruction: 'reject' });
  });

  it('serves the hold music as WAV', async () => {
    const response = await fetch(url('hold-music.wav'));
    expect(response.headers.get('content-type')).toMatch(/^audio\//);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 4).toString()).toBe('RIFF');
    expect(bytes.length).toBe(44 + 20 * 8_000 * 2);
  });

  it('logs one line a request, without a number, a transcript or a secret', () => {
    const output = functions.output();
    const lines = output.split('\n').filter((line) => line.includes('"message":"answered"'));
    expect(lines.length).toBeGreaterThan(20);
    expect(output).not.toContain('+1555');
    for (const secret of [...Object.values(secrets), variables.AUTH_TOKEN, variables.VAPI_API_KEY]) {
      expect(output).not.toContain(secret);
    }
  });

  it('with wrong settings, tells the log which and the caller to call again', async () => {
    const broken = { ...variables, WORKSPACE_SID: 'WSnope', TOKEN_SECRET: 'short' };
    const local = path.join(folder, 'local');
    wrong = await serveFunctions({ port: await freePort(), variables: broken, folder: local });
    const inbound = await fetch(`${wrong.url}/voice/inbound`, form({ CallSid: callSid }));
    expect(await inbound.text()).toMatch(/can't take your call right now.*<Hangup\/>/s);
    expect((await fetch(`${wrong.url}/agent/context`)).status).toBe(500);
    const unsigned = json('{"message":{"type":"tool-calls","toolCalls":[{"id":"t","name":"escalate"}]}}');
    expect((await fetch(`${wrong.url}/vapi/events`, unsigned)).status).toBe(500);
    expect(wrong.output()).toContain('WORKSPACE_SID is \\"WSnope\\", wants WS and 32 hex digits');
    expect(wrong.output()).toContain('TOKEN_SECRET has a wrong value of 5 characters');
    expect(wrong.output()).not.toContain('"short"');
  });
});
