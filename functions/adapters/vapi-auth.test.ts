import { createHmac } from 'node:crypto';
import { authenticateVapi, type VapiHmacSettings } from './vapi-auth';

const NOW = 1_763_900_000_000;
const SECRET = 'static-secret-0123456789';
const hmac: VapiHmacSettings = {
  secret: 'hmac-secret-0123456789',
  header: 'x-signature',
  timestampHeader: 'x-timestamp',
  prefix: '',
  encoding: 'hex',
  payload: '{timestamp}.{body}',
};
const request = { method: 'POST', url: 'https://events.example/vapi/events' };
const body = { message: { type: 'hang', call: { id: 'c-1' }, note: 'é\u2028"$&' } };

function signed(options: { settings?: VapiHmacSettings; timestamp?: string; text?: string } = {}) {
  const { settings = hmac, timestamp = String(NOW) } = options;
  const text = options.text ?? `${timestamp}.${JSON.stringify(body)}`;
  const mac = createHmac('sha256', settings.secret).update(text).digest(settings.encoding);
  return { [settings.timestampHeader]: timestamp, [settings.header]: settings.prefix + mac };
}
const check = (headers: unknown, event: object = body, settings: VapiHmacSettings | undefined = hmac) =>
  authenticateVapi(
    { request: { headers, cookies: {} }, ...event },
    request,
    { secret: SECRET, hmac: settings },
    NOW,
  );

describe('authenticateVapi', () => {
  it('takes a vector that was computed by hand', () => {
    // printf '1763900000000.{"message":{"type":"hang"}}' | openssl dgst -sha256 -hmac hmac-secret-0123456789
    const headers = {
      'x-timestamp': '1763900000000',
      'x-signature': 'fdab0e55139a7757faab1d45591cac64fe7daedb175c5a013e62c3cd6db5ae76',
    };
    expect(check(headers, { message: { type: 'hang' } })).toMatchObject({ ok: true, by: 'hmac' });
  });

  it.each([
    ['milliseconds', String(NOW - 299_000)],
    ['seconds', String((NOW - 299_000) / 1000)],
    ['ISO 8601', new Date(NOW + 299_000).toISOString()],
  ])('takes a timestamp in %s', (_unit, timestamp) => {
    expect(check(signed({ timestamp }))).toMatchObject({ ok: true, by: 'hmac' });
  });

  it.each([
    ['old', String(NOW - 301_000), 'old-timestamp'],
    ['from the future', String(NOW + 301_000), 'old-timestamp'],
    ['of no known form', '12345', 'no-timestamp'],
    ['empty', '', 'no-timestamp'],
  ])('refuses a timestamp that is %s', (_what, timestamp, why) => {
    expect(check(signed({ timestamp }))).toEqual({ ok: false, why });
  });

  it('takes the static secret, and nothing but the whole of it', () => {
    expect(check({ 'x-vapi-secret': SECRET })).toEqual({ ok: true, by: 'secret' });
    for (const wrong of ['', SECRET.slice(1), `${SECRET} `, SECRET.toUpperCase()]) {
      expect(check({ 'x-vapi-secret': wrong })).toEqual({ ok: false, why: 'wrong-secret' });
    }
  });

  it('refuses what carries nothing, or a wrong one beside a right one', () => {
    expect(check({})).toEqual({ ok: false, why: 'no-credentials' });
    expect(check({ ...signed(), 'x-vapi-secret': 'wrong' })).toEqual({ ok: false, why: 'wrong-secret' });
    expect(check({ ...signed({ text: 'forged' }), 'x-vapi-secret': SECRET })).toEqual({
      ok: false,
      why: 'wrong-signature',
    });
  });

  it('refuses a changed body, a signature moved to another time, and a malformed one', () => {
    const headers = signed();
    expect(check(headers, { message: { type: 'tool-calls' } })).toEqual({
      ok: false,
      why: 'wrong-signature',
    });
    expect(check({ ...headers, 'x-timestamp': String(NOW + 1) })).toEqual({
      ok: false,
      why: 'wrong-signature',
    });
    for (const wrong of ['', 'zz', headers['x-signature']?.slice(2)]) {
      expect(check({ ...headers, 'x-signature': wrong })).toEqual({ ok: false, why: 'wrong-signature' });
    }
  });

  it('refuses keys beside `message`: they would be read but not signed', () => {
    expect(check(signed(), { ...body, escalate: '1' })).toEqual({ ok: false, why: 'unexpected-keys' });
    expect(check(signed(), {})).toEqual({ ok: false, why: 'unexpected-keys' });
  });

  it('refuses a body that is nested deeper than it can be written again', () => {
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as unknown;
    expect(check(signed(), { message: deep })).toEqual({ ok: false, why: 'too-deep' });
  });

  it.each([
    ['a text in place of the request', { request: 'evil', ...body }],
    ['no request', body],
    ['headers that are a list', { request: { headers: ['x'] }, ...body }],
    ['null', null],
  ])('refuses %s', (_what, event) => {
    expect(authenticateVapi(event, request, { secret: SECRET, hmac }, NOW)).toEqual({
      ok: false,
      why: 'no-headers',
    });
  });

  it('counts a repeated header as none', () => {
    const { 'x-signature': signature, ...rest } = signed();
    expect(check({ ...rest, 'x-signature': [signature, signature] })).toEqual({
      ok: false,
      why: 'no-credentials',
    });
  });

  it('does not take the static secret where none is set', () => {
    const none = { secret: undefined, hmac };
    const event = { request: { headers: { 'x-vapi-secret': '' } }, ...body };
    expect(authenticateVapi(event, request, none, NOW)).toEqual({ ok: false, why: 'no-credentials' });
  });

  it('follows a configured header, prefix, encoding and payload', () => {
    const settings: VapiHmacSettings = {
      secret: 'another-secret-0123456789',
      header: 'X-Acme-Signature',
      timestampHeader: 'X-Acme-Time',
      prefix: 'v1=',
      encoding: 'base64',
      payload: '{method} {url} {timestamp} {body}',
    };
    const text = `POST ${request.url} ${NOW} ${JSON.stringify(body)}`;
    const made = signed({ settings, text });
    const headers = Object.fromEntries(
      Object.entries(made).map(([name, value]) => [name.toLowerCase(), value]),
    );
    expect(check(headers, body, settings)).toMatchObject({ ok: true, by: 'hmac' });
    const unprefixed = headers['x-acme-signature']?.slice(3);
    expect(check({ ...headers, 'x-acme-signature': unprefixed }, body, settings)).toMatchObject({
      ok: false,
    });
  });
});
