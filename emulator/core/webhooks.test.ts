import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { validateRequest, validateRequestWithBody } from 'twilio';
import { Activity } from './activity';
import { Faults } from './faults';
import { seededIds } from './ids';
import { Journal } from './journal';
import { VirtualClock } from './virtual-clock';
import { Webhooks } from './webhooks';

const AUTH_TOKEN = 'a'.repeat(32);
const PUBLIC = 'https://hooks.example.com';

interface Seen {
  url: string;
  headers: http.IncomingHttpHeaders;
  body: string;
}

async function aReceiver(answer: (seen: Seen, response: http.ServerResponse) => void) {
  const seen: Seen[] = [];
  const waiting = new Set<() => void>();
  // From then on nobody's answer holds time up.
  const neverAnswers = (): void => waiting.forEach((stop) => stop());
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const one = { url: request.url ?? '', headers: request.headers, body };
      seen.push(one);
      answer(one, response);
      if (!response.writableEnded && response.socket?.destroyed === false) neverAnswers();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const activity = new Activity();
  const clock = new VirtualClock(Date.UTC(2026, 0, 1), activity, () => new Promise((r) => setImmediate(r)));
  const faults = new Faults();
  const journal = new Journal(clock);
  const webhooks = new Webhooks({
    clock,
    outsideClock: clock,
    activity,
    journal,
    faults,
    ids: seededIds('webhooks'),
    authToken: AUTH_TOKEN,
    roundTripMs: () => 40,
    resolve: (origin) => (origin === PUBLIC ? base : undefined),
    patience: (run) => {
      waiting.add(run);
      return () => waiting.delete(run);
    },
  });
  const sent = async (request: Parameters<Webhooks['send']>[0]) => {
    const answer = webhooks.send(request);
    let settled = false;
    void answer.then(() => (settled = true));
    await clock.runUntil(() => settled, 60_000);
    return answer;
  };
  return { seen, clock, faults, journal, sent, neverAnswers, close: () => server.close() };
}

describe('webhooks', () => {
  let receiver: Awaited<ReturnType<typeof aReceiver>>;
  afterEach(() => receiver.close());

  it.each(['/relative', 'ftp://hooks.example.com/x', 'https://hooks.example.com:99999/x'])(
    'does not fail on %s, where nobody can be reached',
    async (url) => {
      receiver = await aReceiver((_, response) => response.end('ok'));
      const answer = await receiver.sent({ kind: 'voice.twiml', url, timeoutMs: 1000 });
      expect(answer).toMatchObject({ status: 0, error: 'connection' });
      expect(receiver.journal.entries.map(({ kind }) => kind)).toEqual(['webhook.lost']);
    },
  );

  it('signs a form so that the official validator accepts it, repeated names included', async () => {
    receiver = await aReceiver((_, response) => response.end('ok'));
    const url = `${PUBLIC}/voice?x=1`;
    const answer = await receiver.sent({
      kind: 'voice.twiml',
      url: `${url}#rc=2`,
      form: { CallSid: 'CA1', To: '+1', Tag: ['b', 'a', 'a'] },
      twilioSigned: true,
      timeoutMs: 15_000,
    });
    expect(answer).toMatchObject({ status: 200, body: 'ok', tookMs: 40 });
    const [seen] = receiver.seen;
    const params = { CallSid: 'CA1', To: '+1', Tag: ['b', 'a', 'a'] };
    expect(seen?.url).toBe('/voice?x=1');
    expect(validateRequest(AUTH_TOKEN, String(seen?.headers['x-twilio-signature']), url, params)).toBe(true);
  });

  it('signs a GET with its parameters in the query', async () => {
    receiver = await aReceiver((_, response) => response.end());
    const form = { CallSid: 'CA1', Tag: ['b', 'a'] };
    const request = { kind: 'k', form, method: 'GET' as const, twilioSigned: true, timeoutMs: 1000 };
    await receiver.sent({ ...request, url: `${PUBLIC}/g?x=1#rc=1` });
    const [seen] = receiver.seen;
    expect([seen?.url, seen?.body]).toEqual(['/g?x=1&CallSid=CA1&Tag=b&Tag=a', '']);
    const signature = String(seen?.headers['x-twilio-signature']);
    expect(validateRequest(AUTH_TOKEN, signature, PUBLIC + seen?.url, {})).toBe(true);
  });

  it('signs JSON by the hash of its body', async () => {
    receiver = await aReceiver((_, response) => response.end());
    await receiver.sent({
      kind: 'k',
      url: `${PUBLIC}/j`,
      json: '{"a":1}',
      twilioSigned: true,
      timeoutMs: 1000,
    });
    const [seen] = receiver.seen;
    const signature = String(seen?.headers['x-twilio-signature']);
    expect(validateRequestWithBody(AUTH_TOKEN, signature, PUBLIC + seen?.url, seen?.body ?? '')).toBe(true);
  });

  it('gives up on a receiver that never answers at the deadline in emulated time', async () => {
    receiver = await aReceiver(() => undefined);
    const answer = await receiver.sent({ kind: 'k', url: `${PUBLIC}/slow`, timeoutMs: 15_000 });
    expect(answer).toMatchObject({ status: 0, error: 'timeout', tookMs: 15_000 });
  });

  it('tries once more whom nobody could reach, not who broke off', async () => {
    receiver = await aReceiver((_, response) => response.socket?.destroy());
    const send = (url: string) => receiver.sent({ kind: 'k', url, twilioSigned: true, timeoutMs: 15_000 });
    expect(await send(`${PUBLIC}/#rp=all`)).toMatchObject({ status: 0, error: 'reset' });
    expect(receiver.seen).toHaveLength(1);

    const silent = net.createServer(receiver.neverAnswers);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const noTls = `https://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    const before = receiver.clock.now();
    const attempts = () => receiver.journal.entries.filter(({ kind }) => kind === 'webhook.sent').length - 1;
    expect(await send(noTls)).toMatchObject({ error: 'connection' });
    expect([attempts(), receiver.clock.now() - before]).toEqual([2, 10_080]);
    expect(await send(`${noTls}#ct=1000&rc=0`)).toMatchObject({ error: 'connection', tookMs: 1040 });
    silent.close();
  });

  it('sends the user name and password of the URL when the server asks, as the same request', async () => {
    receiver = await aReceiver(({ headers }, response) => {
      response.statusCode = headers.authorization ? 200 : 401;
      response.end();
    });
    const url = 'https://ops:s%20cret@hooks.example.com/voice';
    const request = { kind: 'k', form: { a: '1' }, twilioSigned: true, timeoutMs: 1000 };
    expect(await receiver.sent({ ...request, url })).toMatchObject({ status: 200, tookMs: 40 });
    const [first, second] = receiver.seen.map(({ headers }) => headers);
    expect([first?.authorization, second?.authorization]).toEqual([
      undefined,
      `Basic ${Buffer.from('ops:s cret').toString('base64')}`,
    ]);
    for (const name of ['i-twilio-idempotency-token', 'x-twilio-signature'])
      expect(second?.[name]).toBe(first?.[name]);
    expect(validateRequest(AUTH_TOKEN, String(first?.['x-twilio-signature']), url, { a: '1' })).toBe(true);
    expect(await receiver.sent({ ...request, url: `${PUBLIC}/voice` })).toMatchObject({ status: 401 });
  });

  it('retries as the fragment of the URL says, within the total time', async () => {
    let tries = 0;
    receiver = await aReceiver((seen, response) => {
      tries += 1;
      if (seen.url === '/silent') return;
      response.statusCode = tries < 3 ? 503 : 200;
      response.end();
    });
    const send = (url: string) =>
      receiver.sent({
        kind: 'k',
        url: PUBLIC + url,
        form: { a: '1' },
        twilioSigned: true,
        timeoutMs: 15_000,
      });
    expect(await send('/busy')).toMatchObject({ status: 503 });
    expect(tries).toBe(1);
    tries = 0;
    expect(await send('/busy#rc=2&rp=5xx')).toMatchObject({ status: 200 });
    expect(tries).toBe(3);
    const tokens = receiver.seen.slice(-3).map(({ headers }) => headers['i-twilio-idempotency-token']);
    expect(new Set(tokens).size).toBe(1);
    tries = 0;
    const before = receiver.clock.now();
    expect(await send('/silent#rc=5&rp=all&rt=1000&tt=2500')).toMatchObject({ error: 'timeout' });
    expect(tries).toBe(3);
    expect(receiver.clock.now() - before).toBe(2500);
  });

  it('loses, delays and repeats on request', async () => {
    receiver = await aReceiver((_, response) => response.end());
    receiver.faults.add({ target: 'webhook', pattern: 'lost', drop: true });
    receiver.faults.add({ target: 'webhook', pattern: 'twice', duplicateAfterMs: 100 });
    receiver.faults.add({ target: 'webhook', pattern: 'late', latencyMs: 500 });
    expect(await receiver.sent({ kind: 'k', url: `${PUBLIC}/lost`, timeoutMs: 1000 })).toMatchObject({
      status: 0,
    });
    expect(receiver.seen).toHaveLength(0);
    expect(await receiver.sent({ kind: 'k', url: `${PUBLIC}/late`, timeoutMs: 1000 })).toMatchObject({
      tookMs: 540,
    });
    await receiver.sent({ kind: 'k', url: `${PUBLIC}/twice`, timeoutMs: 1000 });
    await receiver.clock.advance(200);
    const twice = receiver.seen.filter(({ url }) => url === '/twice');
    expect(twice).toHaveLength(2);
    expect(twice[0]?.headers['i-twilio-idempotency-token']).toBe(
      twice[1]?.headers['i-twilio-idempotency-token'],
    );
  });
});
