import { createHmac } from 'node:crypto';
import twilio from 'twilio';
import { readAccessToken } from './access-token';
import type { Account } from './context';

const { AccessToken } = twilio.jwt;
const KEY = `SK${'d'.repeat(32)}`;
const account: Account = { sid: `AC${'a'.repeat(32)}`, authToken: 'x', apiKeys: new Map([[KEY, 'secret']]) };

interface Made {
  readonly sid?: string;
  readonly key?: string;
  readonly secret?: string;
  readonly nbf?: number;
}

function made({ sid = account.sid, key = KEY, secret = 'secret', nbf }: Made = {}): string {
  const token = new AccessToken(sid, key, secret, { identity: 'alice', ttl: 60, ...(nbf ? { nbf } : {}) });
  token.addGrant(new AccessToken.SyncGrant({ serviceSid: 'IS1' }));
  token.addGrant(new AccessToken.TaskRouterGrant({ workspaceSid: 'WS1', workerSid: 'WK1', role: 'worker' }));
  return token.toJwt();
}

/** A token with these claims beside the valid ones, signed as it should be. */
function forged(claims: object, header: object = {}): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const valid = { iss: KEY, sub: account.sid, iat: now, exp: now + 60, grants: { identity: 'alice' } };
  const head = encode({ alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1', ...header });
  const signed = `${head}.${encode({ ...valid, ...claims })}`;
  return `${signed}.${createHmac('sha256', 'secret').update(signed).digest('base64url')}`;
}

const read = (text: string, inSeconds = 0) => readAccessToken(text, account, Date.now() + inSeconds * 1000);
const code = (wanted: number) => expect.objectContaining({ status: 401, code: wanted });

test('a token of the official library is read with its grants', () => {
  const token = read(made());
  expect(token.identity).toBe('alice');
  expect(token.grants['data_sync']).toEqual({ service_sid: 'IS1' });
  expect(token.grants['task_router']).toEqual({ workspace_sid: 'WS1', worker_sid: 'WK1', role: 'worker' });
  expect(Math.round((token.expiresMs - Date.now()) / 10_000)).toBe(6);
});

test.each([
  ['no token at all', 20101, () => 'nonsense'],
  ['a token without a signature', 20107, () => made().replace(/[^.]+$/, '')],
  ['another algorithm', 20102, () => forged({}, { alg: 'none' })],
  ['a JWT of another kind', 20102, () => forged({}, { cty: 'other' })],
  ['an unknown API key', 20103, () => made({ key: `SK${'e'.repeat(32)}` })],
  ['another account', 20103, () => made({ sid: `AC${'b'.repeat(32)}` })],
  ['another secret', 20107, () => made({ secret: 'guess' })],
  ['a time that has not come', 20105, () => made({ nbf: Math.floor(Date.now() / 1000) + 30 })],
  ['more than a day', 20104, () => forged({ exp: Math.floor(Date.now() / 1000) + 25 * 3600 })],
  ['nobody', 20106, () => forged({ grants: {} })],
])('%s is refused with %d', (_, wanted, token) => {
  expect(() => read(token())).toThrow(code(wanted));
});

test('a token ends at its expiry on the clock of the emulator', () => {
  const token = made();
  expect(read(token, 58).identity).toBe('alice');
  expect(() => read(token, 61)).toThrow(code(20104));
});
