import { hide, isSecretAt } from './secrecy';
import { wrapSecret } from './wire-values';

const secrecy = { secrets: ['token'], guarded: ['variables'] };
const said = { variables: { WAIT: 'ai', KEY: wrapSecret('hunter2') }, plain: { a: 1 } };

test('of what the program said the marked keys are secret, the others stand in clear', () => {
  const variables = { WAIT: 'hold', KEY: 'hunter3' };
  expect(hide({ variables, plain: { a: 2 }, token: 't' }, secrecy, said)).toEqual({
    variables: { WAIT: 'hold', KEY: wrapSecret('hunter3') },
    plain: { a: 2 },
    token: wrapSecret('t'),
  });
});

test('what nobody has said is secret where secrets may stand, whole or beside what was said', () => {
  expect(hide({ variables: { KEY: 'hunter2' }, plain: 1 }, secrecy)).toEqual({
    variables: wrapSecret({ KEY: 'hunter2' }),
    plain: 1,
  });
  expect(hide({ variables: { OTHER: 'hunter2' } }, secrecy, said)).toEqual({
    variables: { OTHER: wrapSecret('hunter2') },
  });
});

test('an unguarded property is as secret as what was said of it; a list with a secret is secret whole', () => {
  const before = { server: { url: 'u', headers: { key: wrapSecret('k') } }, list: [1, wrapSecret(2)] };
  expect(
    hide({ server: { url: 'v', headers: { key: 'l', more: 'm' } }, list: [2, 1] }, secrecy, before),
  ).toEqual({
    server: { url: 'v', headers: { key: wrapSecret('l'), more: wrapSecret('m') } },
    list: wrapSecret([2, 1]),
  });
});

test('the first who says a property decides; what the state had of it does not count', () => {
  const state = { variables: wrapSecret({ WAIT: 'ai' }), secret: wrapSecret('s') };
  const now = { variables: { WAIT: 'ai' } };
  expect(hide({ variables: { WAIT: 'ai' }, secret: 's' }, secrecy, now, state)).toEqual({
    variables: { WAIT: 'ai' },
    secret: wrapSecret('s'),
  });
});

test('a place is secret where it, something in it, or something around it is marked', () => {
  expect(isSecretAt(said, ['variables', 'KEY'])).toBe(true);
  expect(isSecretAt(said, ['variables'])).toBe(true);
  expect(isSecretAt({ all: wrapSecret({ a: 1 }) }, ['all', 'a'])).toBe(true);
  expect(isSecretAt(said, ['variables', 'WAIT'])).toBe(false);
  expect(isSecretAt(said, ['missing', 'deep'])).toBe(false);
});
