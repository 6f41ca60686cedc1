import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { liveVariables, openLive } from '../../scripts/dev/live';
import { readOptions } from '../../scripts/dev/options';
import { freePort } from '../support/free-port';
import { strictPage } from '../support/strict-page';

const ROOT = path.resolve(__dirname, '../..');
const running = new Set<ChildProcess>();
afterAll(() => running.forEach((child) => child.kill('SIGKILL')));

/** `npm run dev` without npm between. */
function dev(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/dev.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1' },
  });
  running.add(child);
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      for (const listener of listeners) listener();
    });
  }
  return {
    child,
    output: () => output,
    printed: (what: RegExp) =>
      new Promise<void>((resolve) => {
        const look = (): void => void (what.test(output) && resolve());
        listeners.add(look);
        look();
      }),
    ended: new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code))),
  };
}

test('npm run dev says where to look and what to try, and ends cleanly on Ctrl-C', async () => {
  const { child, output, printed, ended } = dev('--port', '0');
  await printed(/Ctrl-C ends it/);
  const [, url = ''] = /playground\s+(http\S+)\/playground/.exec(output()) ?? [];
  expect(output()).toMatch(/agent’s page\s+http:\/\/127\.0\.0\.1:\d+\/console\n/);
  expect(output()).toMatch(/sign in, Ana\s+http:\/\/127\.0\.0\.1:\d+\/console#invite=\S+\n/);
  expect(output().trim().split('\n').length).toBeLessThan(20);
  expect((await fetch(`${url}/playground`)).status).toBe(200);
  // A page that is open does not hold it up.
  const stream = await fetch(`${url}/_emulator/live`);
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  await expect(stream.text()).rejects.toThrow();
}, 60_000);

test('ends as cleanly while it still makes the environment', async () => {
  const port = await freePort();
  const { child, output, ended } = dev('--port', String(port));
  const isHalfMade = async (): Promise<boolean> => {
    const answer = await fetch(`http://127.0.0.1:${port}/_emulator/workers`).catch(() => undefined);
    const { workers } = ((await answer?.json()) ?? { workers: [] }) as { workers: unknown[] };
    return workers.length > 0;
  };
  while (!(await isHalfMade())) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(output()).toBe('');
}, 60_000);

test('a port that is taken is said, with what to do', async () => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  const { output, ended } = dev('--port', String(port));
  expect(await ended).toBe(1);
  expect(output()).toMatch(new RegExp(`port ${port} is taken.*--port`));
  server.close();
}, 30_000);

describe('a real account', () => {
  const url = 'https://dev.example';
  const settings = {
    ACCOUNT_SID: `AC${'a'.repeat(32)}`,
    AUTH_TOKEN: 'b'.repeat(32),
    TWILIO_NUMBER: '+15550100100',
    WORKSPACE_SID: `WS${'a'.repeat(32)}`,
    WORKFLOW_SID: `WW${'a'.repeat(32)}`,
    SYNC_SERVICE_SID: `IS${'a'.repeat(32)}`,
    VAPI_API_KEY: 'vapi-key-0123456789',
    VAPI_ASSISTANT_ID: 'assistant-1',
    VAPI_PHONE_NUMBER_ID: 'number-1',
    VAPI_HMAC_SECRET: 'hmac-secret-0123456789',
    TOKEN_SECRET: 'token-secret-0123456789',
  };
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'live-'))));
  afterAll(() => rmSync(folder, { recursive: true }));
  function envFile(variables: Readonly<Record<string, string>>): string {
    const file = path.join(folder, '.env');
    writeFileSync(
      file,
      Object.entries(variables)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
    return file;
  }

  it('is never used without being asked for by --live and a public address', () => {
    expect(readOptions([])).toMatchObject({ live: undefined });
    for (const wrong of ['dev.example', 'http://dev.example', 'https://dev.example/path', '']) {
      expect(() => readOptions(['--live', wrong])).toThrow('--live: got');
    }
    expect(() => readOptions(['--live', url, '--port', '0'])).toThrow('--port: got 0');
    expect(() => readOptions(['--live', url, '--port', '65535'])).toThrow('--port: got 65535');
    expect(readOptions(['--live', `${url}/`])).toEqual({ port: 4010, rules: undefined, live: url });
  });

  it('is asked with the settings of .env and our own address, or told what is missing', () => {
    expect(liveVariables(envFile(settings), url)).toEqual({
      ...settings,
      ...{ SERVER_URL: url, EVENTS_URL: url, CONSOLE_URL: url },
    });
    const { AUTH_TOKEN: _, VAPI_API_KEY: __, ...rest } = settings;
    expect(() => liveVariables(envFile(rest), url)).toThrow(
      /\n {2}AUTH_TOKEN is missing, wants .*\n {2}VAPI_API_KEY is missing, wants /,
    );
    expect(() => liveVariables(path.join(folder, 'none'), url)).toThrow('there is no');
  });

  it('is not what a TWILIO_BASE_URL leads to', () => {
    const file = envFile({ ...settings, TWILIO_BASE_URL: 'http://127.0.0.1:4010' });
    expect(() => liveVariables(file, url)).toThrow('TWILIO_BASE_URL is set');
  });

  /** The playground beside it, of which the internet sees nothing. */
  async function seenOnThePage(pageUrl: string, publicPort: number): Promise<void> {
    for (const path of ['/playground', '/_emulator', '/_emulator/webhooks'])
      expect((await fetch(`http://127.0.0.1:${publicPort}${path}`)).status).toBe(404);
    const page = await fetch(`${pageUrl}/playground`);
    expect(strictPage(page.headers, await page.text())).toEqual([]);
    expect(page.headers.get('content-security-policy')).toContain('wss://voice-js.roaming.twilio.com');

    const ask = async (path: string, init: RequestInit = {}) => {
      const response = await fetch(`${pageUrl}/_emulator${path}`, init);
      return { status: response.status, text: await response.text() };
    };
    const about = await ask('');
    expect(about.text).not.toContain(settings.AUTH_TOKEN);
    expect(JSON.parse(about.text)).toMatchObject({
      account: { sid: settings.ACCOUNT_SID },
      phoneProblems: ['API_KEY_SID', 'API_KEY_SECRET', 'TWIML_APP_SID'].map((name) =>
        expect.stringContaining(`${name} is missing in .env, wants`),
      ),
    });
    expect((await ask('/webhooks', { headers: { origin: 'http://127.0.0.1:9' } })).status).toBe(403);
    const body = JSON.stringify({ identity: 'caller-1' });
    expect(await ask('/phone', { method: 'POST', body })).toMatchObject({
      status: 409,
      text: expect.stringContaining('API_KEY_SID is missing'),
    });
    // Nothing in the account is changed without its own name.
    expect((await ask('/pointing', { method: 'POST', body: '{"account":"AC1"}' })).status).toBe(400);

    const { webhooks } = JSON.parse((await ask('/webhooks')).text) as {
      webhooks: { id: string; for: string; status: number; signature: string }[];
    };
    expect(webhooks.map((one) => [one.for, one.status, one.signature])).toEqual([
      ['vapi.events', 401, 'none'],
      ['conference.status', 403, 'none'],
      ['conference.status', 403, 'invalid'],
      ['conference.status', 400, 'valid'],
    ]);
    const { text } = await ask(`/webhooks/${webhooks[0]?.id}`);
    expect(text).toContain('(not shown)');
    expect(text).not.toContain('wrong-secret');
  }

  it('is served behind the gates of the cloud: only Twilio asks for what only Twilio may', async () => {
    const lines: string[] = [];
    const port = await freePort();
    const live = await openLive({
      ...{ port, pagePort: 0, url, envFile: envFile(settings) },
      tell: () => undefined,
      print: (line) => lines.push(line),
    });
    const post = async (route: string, headers: Record<string, string> = {}): Promise<number> => {
      const body = 'StatusCallbackEvent=nothing&Digits=1';
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      const request = { method: 'POST', headers: { ...type, ...headers }, body };
      return (await fetch(`http://127.0.0.1:${port}${route}`, request)).status;
    };
    try {
      expect(live.accountSid).toBe(settings.ACCOUNT_SID);
      expect((await fetch(`http://127.0.0.1:${port}/console?x=secret`)).status).toBe(200);
      expect(await post('/vapi/events', { 'x-vapi-secret': 'wrong-secret' })).toBe(401);
      const params = { StatusCallbackEvent: 'nothing', Digits: '1' };
      const signed = (key: string) => ({
        'x-twilio-signature': getExpectedTwilioSignature(key, `${url}/conference/status`, params),
      });
      expect(await post('/conference/status')).toBe(403);
      expect(await post('/conference/status', signed('c'.repeat(32)))).toBe(403);
      // It gets in, and is told that it says nothing.
      expect(await post('/conference/status', signed(settings.AUTH_TOKEN))).toBe(400);
      expect(lines).toContain('200 GET /console');
      expect(lines.join()).not.toContain('secret');
      await seenOnThePage(live.pageUrl, port);
    } finally {
      await live.close();
    }
    await expect(fetch(`http://127.0.0.1:${port}/console`)).rejects.toThrow();
  }, 30_000);
});
