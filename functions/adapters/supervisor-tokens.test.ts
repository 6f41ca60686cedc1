import { readConsoleToken, signConsoleToken } from './console-tokens';
import { readSupervisorToken, signSupervisorToken } from './supervisor-tokens';

const SECRET = 'token-secret-0123456789';
const grant = {
  ...{ name: 'Zoë – Nachtschicht, équipe nº 2 ½', phone: '+15550100300' },
  ...{ id: '0f'.repeat(16), expiresAtMs: 1_763_900_000_000 },
};
const token = signSupervisorToken('session', grant, SECRET);
const before = grant.expiresAtMs - 1;

it('opens until its expiry, for a name in any script, with a phone or without', () => {
  expect(readSupervisorToken('session', token, SECRET, before)).toEqual(grant);
  expect(readSupervisorToken('session', token, SECRET, grant.expiresAtMs)).toBeUndefined();
  expect(encodeURIComponent(token)).toBe(token);
  const silent = { ...grant, phone: undefined };
  const other = signSupervisorToken('invite', silent, SECRET);
  expect(readSupervisorToken('invite', other, SECRET, before)).toEqual(silent);
});

it('of a link is not the one of a session, nor an agent’s', () => {
  expect(readSupervisorToken('invite', token, SECRET, before)).toBeUndefined();
  expect(readConsoleToken('session', token, SECRET, before)).toBeUndefined();
  const agent = { worker: `WK${'a1'.repeat(16)}`, id: grant.id, expiresAtMs: grant.expiresAtMs };
  const agents = signConsoleToken('session', agent, SECRET);
  expect(readSupervisorToken('session', agents, SECRET, before)).toBeUndefined();
});

it('is refused with another number than the one that was granted', () => {
  const [, ...rest] = token.split('.');
  const subject = Buffer.from(JSON.stringify([grant.name, '+15550100999'])).toString('base64url');
  expect(readSupervisorToken('session', [subject, ...rest].join('.'), SECRET, before)).toBeUndefined();
});

it('is not made for a name or a number that is none', () => {
  for (const wrong of [{ name: '' }, { name: 'n'.repeat(41) }, { phone: 'client:zoe' }, { phone: '911' }])
    expect(() => signSupervisorToken('invite', { ...grant, ...wrong }, SECRET)).toThrow();
});
