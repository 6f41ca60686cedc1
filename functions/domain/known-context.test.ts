import { newContext, type ContextUpdate } from './context';
import type { Handoff } from './handoff/record';
import { knownContext } from './known-context';

const update = (atMs: number, text: string): ContextUpdate => ({
  ...{ atMs, leg: 'leg-1', language: 'en', turns: [{ by: 'caller', text }] },
});
const stored = newContext('CA1', update(1, 'Hello.'), 'en');
const holding = (held: ContextUpdate) =>
  ({ language: 'en', todo: [{ do: 'store-context', update: held }] }) as unknown as Handoff;

it('is what is stored, where the record holds nothing', () => {
  expect(knownContext('CA1', stored, undefined)).toBe(stored);
  expect(knownContext('CA1', stored, { todo: [] } as unknown as Handoff)).toBe(stored);
  expect(knownContext('CA1', undefined, undefined)).toBeUndefined();
});

it('is more where the record still holds what the request said', () => {
  const known = knownContext('CA1', stored, holding({ ...update(2, 'A human!'), reason: 'a wrong bill' }));
  expect(known).toMatchObject({ reason: 'a wrong bill', turns: [{ text: 'A human!' }] });
});

it('is what the record holds where nothing was ever stored', () => {
  expect(knownContext('CA1', undefined, holding(update(2, 'A human!')))).toMatchObject({
    ...{ callSid: 'CA1', language: 'en', turns: [{ text: 'A human!' }] },
  });
});
