import { differences } from './differences';
import { sameMeaning } from './meaning';

test('says where two values differ, as deep as they have the same shape', () => {
  const old = { filters: [{ expression: 'a == 1', timeout: '30' }, { expression: 'b == 1' }], 'x-y': 1 };
  const wanted = { filters: [{ expression: 'a == 2', timeout: 30 }], 'x-y': 2, extra: [1] };
  expect(differences('configuration', old, wanted, sameMeaning)).toEqual([
    { path: 'configuration.filters[0].expression', kind: 'update' },
    { path: 'configuration.filters[1]', kind: 'delete' },
    { path: 'configuration["x-y"]', kind: 'update' },
    { path: 'configuration.extra', kind: 'add' },
  ]);
});

test('nothing differs in what means the same', () => {
  expect(differences('a', { b: '1' }, { b: 1 }, sameMeaning)).toEqual([]);
});
