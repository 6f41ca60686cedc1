import { z } from 'zod';
import { ApiError } from './api-error';
import type { ResourceDefinition } from './definition';
import { ProviderHandler } from './provider-handler';

interface Shelf {
  readonly things: Map<string, { name: string; colour: string }>;
  /** What befalls the next create. */
  accident?: 'before' | 'after';
  writes: number;
}

const inputs = z.strictObject({
  name: z.string(),
  colour: z.string().default('red'),
  kind: z.string().default('box'),
});
const outputs = z.strictObject({ sid: z.string(), secret: z.string().optional() });

const thing: ResourceDefinition<Shelf, typeof inputs, typeof outputs> = {
  type: 'test:index:Thing',
  doc: 'A thing on a shelf.',
  inputs,
  outputs,
  immutable: ['kind'],
  secrets: ['secret'],
  same: { colour: (a, b) => String(a).toLowerCase() === String(b).toLowerCase() },
  async find(shelf, { name }) {
    const entry = [...shelf.things].find(([, item]) => item.name === name);
    return entry && { id: entry[0], inputs: { ...entry[1], kind: 'box' }, outputs: { sid: entry[0] } };
  },
  async read(shelf, id) {
    const item = shelf.things.get(id);
    return item && { id, inputs: { ...item, kind: 'box' }, outputs: { sid: id } };
  },
  async create(shelf, { name, colour }) {
    const { accident } = shelf;
    shelf.accident = undefined;
    if (accident === 'before') throw new ApiError('POST x', 503, undefined, 'busy');
    const id = `T${shelf.things.size + 1}`;
    shelf.things.set(id, { name, colour });
    shelf.writes += 1;
    if (accident === 'after') throw new ApiError('POST x', 0, undefined, 'reset');
    return { id, outputs: { sid: id, secret: 'only now' } };
  },
  async update(shelf, id, { name, colour }) {
    shelf.things.set(id, { name, colour });
    shelf.writes += 1;
    return { sid: id };
  },
  async delete(shelf, id) {
    shelf.things.delete(id);
  },
};

let shelf: Shelf;
let handler: ProviderHandler<Shelf>;
const TYPE = thing.type;
const box = { name: 'a', colour: 'red', kind: 'box' };

beforeEach(() => {
  shelf = { things: new Map(), writes: 0 };
  handler = new ProviderHandler({
    name: 'test',
    config: z.strictObject({}),
    secrets: [],
    environment: {},
    connect: () => shelf,
    verify: () => Promise.resolve(),
    resources: [thing],
  });
  handler.configure({});
});

test('a create makes the object; its state holds inputs and outputs', async () => {
  expect(await handler.create(TYPE, box)).toEqual({
    id: 'T1',
    state: { ...box, sid: 'T1', secret: 'only now' },
  });
});

test('an object that is there already is taken as it is, or brought in line', async () => {
  await handler.create(TYPE, box);
  await handler.create(TYPE, { ...box, colour: 'RED' });
  expect(shelf.writes).toBe(1);
  expect(await handler.create(TYPE, { ...box, colour: 'blue' })).toMatchObject({
    id: 'T1',
    state: { colour: 'blue' },
  });
  expect(shelf.things.size).toBe(1);
});

test('an object that is there already and can not become the wanted one is not touched', async () => {
  await handler.create(TYPE, box);
  await expect(handler.create(TYPE, { ...box, kind: 'bag' })).rejects.toThrow(
    /T1 exists already with another kind/,
  );
});

test('a create whose answer was lost makes one object; one that failed makes none', async () => {
  shelf.accident = 'after';
  expect(await handler.create(TYPE, box)).toMatchObject({ id: 'T1' });
  expect(shelf.things.size).toBe(1);
  shelf.accident = 'before';
  await expect(handler.create(TYPE, { ...box, name: 'b' })).rejects.toThrow('503');
  expect(shelf.things.size).toBe(1);
});

test('a difference that means nothing is none, and one that can not be changed in place replaces', () => {
  expect(handler.diff(TYPE, box, { ...box, colour: 'RED' })).toEqual([]);
  expect(handler.diff(TYPE, box, { ...box, colour: 'blue', kind: 'bag' })).toEqual([
    { property: 'colour', path: 'colour', kind: 'update', replace: false },
    { property: 'kind', path: 'kind', kind: 'update', replace: true },
  ]);
});

test('an update keeps what only the create could know', async () => {
  const { id, state } = await handler.create(TYPE, box);
  const updated = await handler.update(TYPE, id, { inputs: box, state }, { ...box, colour: 'blue' });
  expect(updated).toEqual({ ...box, colour: 'blue', sid: 'T1', secret: 'only now' });
});

test('an object that is gone reads as gone', async () => {
  expect(await handler.read(TYPE, 'T9')).toBeUndefined();
});

test('a type that the provider does not have is named with those that it has', () => {
  expect(() => handler.check('test:index:Thong', {})).toThrow(
    /has no test:index:Thong; it has test:index:Thing/,
  );
});
