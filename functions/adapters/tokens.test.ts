import { readContextToken, signContextToken } from './tokens';

const SECRET = 'token-secret-0123456789';
const grant = { callSid: `CA${'a1'.repeat(16)}`, expiresAtMs: 1_763_900_000_000 };
const token = signContextToken(grant, SECRET);

describe('context token', () => {
  it('opens until its expiry and not after', () => {
    expect(readContextToken(token, SECRET, grant.expiresAtMs - 1)).toEqual(grant);
    expect(readContextToken(token, SECRET, grant.expiresAtMs)).toBeUndefined();
  });

  it.each([
    ['another secret', token, 'another-secret-0123456789'],
    ['another call', token.replace('a1a1', 'b2b2'), SECRET],
    ['a longer life', token.replace(/\.(\w+)\./, (_whole, expiry: string) => `.${expiry}0.`), SECRET],
    ['a part too many', `${token}.x`, SECRET],
    ['no parts', 'CA', SECRET],
    ['a list', [token], SECRET],
    ['nothing', undefined, SECRET],
  ])('is refused with %s', (_what, given, secret) => {
    expect(readContextToken(given, secret, grant.expiresAtMs - 1)).toBeUndefined();
  });

  it('needs no escaping in a URL', () => {
    expect(encodeURIComponent(token)).toBe(token);
  });
});
