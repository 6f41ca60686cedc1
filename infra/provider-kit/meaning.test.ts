import { project, sameMeaning, sameStructure, sameWords } from './meaning';

test('structure is what counts, not the order of keys or a property that is undefined', () => {
  expect(sameStructure({ a: 1, b: [{ c: 2 }] }, { b: [{ c: 2, d: undefined }], a: 1 })).toBe(true);
  expect(sameStructure([1, 2], [2, 1])).toBe(false);
  expect(sameStructure({ a: 1 }, {})).toBe(false);
});

test('a number in a text means the number', () => {
  expect(
    sameMeaning({ timeout: '30', targets: [{ priority: 5 }] }, { timeout: 30, targets: [{ priority: '5' }] }),
  ).toBe(true);
  expect(sameMeaning({ timeout: '30' }, { timeout: 31 })).toBe(false);
  expect(sameMeaning('', 0)).toBe(false);
});

test('words are a set', () => {
  expect(sameWords(['b', 'a'], ['a', 'b'])).toBe(true);
  expect(sameWords(['a'], ['a', 'b'])).toBe(false);
  expect(sameWords(undefined, [])).toBe(true);
});

test('an observed object is seen only in what the program says of it, all the way down', () => {
  const observed = {
    model: { provider: 'openai', temperature: 0, messages: [{ role: 'system', content: 'Hi', id: 7 }] },
    createdAt: 'now',
    voice: null,
  };
  expect(
    project(observed, {
      model: { provider: 'x', messages: [{ role: 'system', content: 'Ho' }] },
      voice: { a: 1 },
    }),
  ).toEqual({
    model: { provider: 'openai', messages: [{ role: 'system', content: 'Hi' }] },
  });
});

test('a list that has grown shows whole', () => {
  expect(project({ hooks: [{ on: 'a' }, { on: 'b' }] }, { hooks: [{ on: 'a' }] })).toEqual({
    hooks: [{ on: 'a' }, { on: 'b' }],
  });
});
