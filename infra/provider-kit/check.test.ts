import { z } from 'zod';
import { checkProperties } from './check';
import { UNKNOWN } from './wire-values';

const schema = z.strictObject({
  friendlyName: z.string().min(1).max(8),
  workers: z.array(z.strictObject({ level: z.number().int() })).optional(),
  order: z.enum(['FIFO', 'LIFO']).default('FIFO'),
  token: z.string().min(10).optional(),
});

test('good inputs come back with their defaults', () => {
  expect(checkProperties(schema, { friendlyName: 'Billing' }, () => false)).toEqual({
    inputs: { friendlyName: 'Billing', order: 'FIFO' },
    failures: [],
  });
});

test('every property that will not do is named with what it got and what it wants', () => {
  const given = {
    friendlyName: 'Billing and more',
    workers: [{ level: 1 }, { level: 'x' }],
    order: 'RANDOM',
    colour: 'red',
  };
  expect(checkProperties(schema, given, () => false).failures).toEqual([
    { property: 'friendlyName', reason: 'got "Billing and more"; wants at most 8 characters' },
    { property: 'workers[1].level', reason: 'got "x"; wants a value of type number' },
    { property: 'order', reason: 'got "RANDOM"; wants one of FIFO, LIFO' },
    { property: 'colour', reason: 'is not known; wants one of friendlyName, workers, order, token' },
  ]);
});

test('a secret is never shown', () => {
  expect(
    checkProperties(schema, { friendlyName: 'a', token: 'hunter2' }, ([name]) => name === 'token').failures,
  ).toEqual([{ property: 'token', reason: 'got a secret of 7 characters; wants at least 10 characters' }]);
});

test('what is not known yet is taken on trust, and defaults are filled in all the same', () => {
  const given = { friendlyName: UNKNOWN, workers: [{ level: UNKNOWN }] };
  expect(checkProperties(schema, given, () => false)).toEqual({
    inputs: { ...given, order: 'FIFO' },
    failures: [],
  });
});
