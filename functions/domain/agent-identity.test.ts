import { nameIn } from './agent-identity';

const GOOGLE = 'https://accounts.google.com';
const claims = { email: 'Ana@Example.com', email_verified: true, sub: 'Google|Ana', hd: 'example.com' };
const rules = { claim: 'email', domain: '', issuer: 'https://provider.example' };

it('takes an address in lower case, and everything else as it stands', () => {
  expect(nameIn(claims, rules)).toEqual({ name: 'ana@example.com' });
  expect(nameIn(claims, { ...rules, claim: 'sub' })).toEqual({ name: 'Google|Ana' });
});

it.each([false, undefined, 'true', 1])(
  'counts an address as verified only where it is said so: not by %j',
  (said) => {
    expect(nameIn({ ...claims, email_verified: said }, rules)).toEqual({ problem: 'unverified' });
  },
);

it.each([undefined, '', 7, ['ana@example.com'], 'a"b', 'a\\b', 'a\nb', 'x'.repeat(201)])(
  'takes no name of %j',
  (email) => {
    expect(nameIn({ ...claims, email }, rules)).toEqual({ problem: 'unverified' });
  },
);

it.each([
  ['ana@example.com', {}],
  ['ana@other-example.com', { problem: 'other-domain' }],
  ['ana@sub.example.com', { problem: 'other-domain' }],
  ['example.com', { problem: 'other-domain' }],
])('lets in %s only where it is of the domain', (email, expected) => {
  expect(nameIn({ ...claims, email }, { ...rules, domain: 'example.com' })).toMatchObject(expected);
});

it('lets in no private account at Google that bears an address of the company', () => {
  const google = { ...rules, domain: 'example.com', issuer: GOOGLE };
  expect(nameIn(claims, google)).toEqual({ name: 'ana@example.com' });
  for (const hd of [undefined, 'other.example'])
    expect(nameIn({ ...claims, hd }, google)).toEqual({ problem: 'other-domain' });
});
