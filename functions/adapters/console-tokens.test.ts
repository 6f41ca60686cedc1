import { readConsoleToken, signConsoleToken } from './console-tokens';

const SECRET = 'token-secret-0123456789';
const grant = { worker: `WK${'a1'.repeat(16)}`, id: '0f'.repeat(16), expiresAtMs: 1_763_900_000_000 };
const token = signConsoleToken('invite', grant, SECRET);

it('opens until its expiry and not after, and needs no escaping in a URL', () => {
  expect(readConsoleToken('invite', token, SECRET, grant.expiresAtMs - 1)).toEqual(grant);
  expect(readConsoleToken('invite', token, SECRET, grant.expiresAtMs)).toBeUndefined();
  expect(encodeURIComponent(token)).toBe(token);
});

it('of a link is not the one of a session', () => {
  expect(readConsoleToken('session', token, SECRET, grant.expiresAtMs - 1)).toBeUndefined();
});

it.each([
  ['another secret', token, 'another-secret-0123456789'],
  ['another agent', token.replace('a1a1', 'b2b2'), SECRET],
  ['another id', token.replace('0f0f', '1f0f'), SECRET],
  ['a longer life', token.replace(/\.(\w+)\.([\w-]+)$/, '.$1z.$2'), SECRET],
  ['a part too many', `${token}.x`, SECRET],
  ['no parts', 'WK', SECRET],
  ['a list', [token], SECRET],
  ['nothing', undefined, SECRET],
])('is refused with %s', (_what, given, secret) => {
  expect(readConsoleToken('invite', given, secret, grant.expiresAtMs - 1)).toBeUndefined();
});
