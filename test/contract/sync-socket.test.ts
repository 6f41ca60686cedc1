import type { SyncDocument } from 'twilio-sync';
import { followed } from '../live/sockets';
import { next } from '../support/real-time';
import { syncBrowsers } from '../support/sync-browsers';

const browsers = syncBrowsers();
const { service, client, as } = browsers;

type Opened = { sid: string; setTtl(seconds: number): Promise<void> } & {
  [Remove in `remove${'Document' | 'Map' | 'List' | 'Stream'}`]?: () => Promise<void>;
};

describe.each(['document', 'map', 'list', 'stream'] as const)('opening a %s', (kind) => {
  test('new, existing or whichever there is, by name or SID, for a time or until it is removed', async () => {
    const browser = client();
    const absent = { id: 'a', mode: 'open_existing' } as const;
    await expect(browser[kind](absent)).rejects.toMatchObject({ status: 404, code: 20404 });
    const made = (await browser[kind]({ id: 'a', mode: 'create_new', ttl: 60 })) as Opened;
    const taken = { status: 409, code: 54301 };
    await expect(browser[kind]({ id: 'a', mode: 'create_new' })).rejects.toMatchObject(taken);
    const elsewhere = client();
    expect((await elsewhere[kind](absent)).sid).toBe(made.sid);
    expect((await elsewhere[kind]({ id: made.sid })).uniqueName).toBe('a');
    expect((await elsewhere[kind]()).uniqueName).toBeNull();
    const lifeMs = async () => Date.parse(String((await client()[kind]('a')).dateExpires)) - Date.now();
    expect(Math.abs((await lifeMs()) - 60_000)).toBeLessThan(10_000);
    await made.setTtl(3600);
    expect(Math.abs((await lifeMs()) - 3_600_000)).toBeLessThan(10_000);
    await (made.removeDocument ?? made.removeMap ?? made.removeList ?? made.removeStream)?.call(made);
    await expect(client()[kind](absent)).rejects.toMatchObject({ status: 404 });
  });
});

describe('documents', () => {
  test('one is made in the browser, and REST sees it with its author', async () => {
    const document = await as('alice').document({ id: 'context', data: { a: 1 }, ttl: 60 });
    await document.set({ b: 2 });
    await document.update({ c: 3 });
    expect(await service().documents('context').fetch()).toMatchObject({
      sid: document.sid,
      data: { b: 2, c: 3 },
      revision: '2',
      createdBy: 'alice',
    });
    await document.removeDocument();
    await expect(service().documents('context').fetch()).rejects.toMatchObject({ status: 404 });
  });

  test('a change by REST arrives as an event, its removal too', async () => {
    await service().documents.create({ uniqueName: 'context', data: { step: 1 } });
    const document = await followed(await client().document({ id: 'context', mode: 'open_existing' }));
    const updated = next<{ data: object; isLocal: boolean; previousData: object }>((listener) =>
      document.on('updated', listener),
    );
    await service()
      .documents('context')
      .update({ data: { step: 2 } });
    expect(await updated).toEqual({ data: { step: 2 }, isLocal: false, previousData: { step: 1 } });
    expect(document.data).toEqual({ step: 2 });
    const removed = next((listener) => document.on('removed', listener));
    await service().documents('context').remove();
    await removed;
  });

  test('whoever writes hears of it once, as his own; others hear of it as remote', async () => {
    const [one, other] = [await as('alice').document('shared'), await as('bob').document('shared')];
    await followed(one);
    await followed(other);
    const heard: boolean[] = [];
    one.on('updated', ({ isLocal }: { isLocal: boolean }) => heard.push(isLocal));
    const remote = next<{ isLocal: boolean }>((listener) => other.on('updated', listener));
    await one.set({ a: 1 });
    expect((await remote).isLocal).toBe(false);
    expect(heard).toEqual([true]);
  });

  test('two who change the same revision both succeed, one after the other', async () => {
    const [one, other] = [await as('alice').document('counter'), await as('bob').document('counter')];
    const raise = ({ n = 0 }: { n?: number }) => ({ n: n + 1 });
    await Promise.all([one.mutate(raise), other.mutate(raise)]);
    expect((await service().documents('counter').fetch()).data).toEqual({ n: 2 });
  });

  test('refusals carry status and code', async () => {
    const browser = client();
    const big = { text: 'x'.repeat(17_000) };
    await expect(browser.document({ id: 'none', mode: 'open_existing' })).rejects.toMatchObject({
      status: 404,
    });
    await expect((await browser.document('small')).set(big)).rejects.toMatchObject({
      status: 413,
      code: 54006,
    });
    const notServed = { status: 501, code: 20501 };
    await expect(browser.liveQuery('tr-worker', '')).rejects.toMatchObject(notServed);
    const query = await browser.instantQuery('tr-worker');
    await expect(query.search('')).rejects.toMatchObject(notServed);
  });
});

describe('streams', () => {
  test('a message reaches those who listen, from a browser and by REST, and nobody twice', async () => {
    const [one, other] = [as('ann'), as('bob')];
    const [mine, theirs] = [
      await followed(await one.stream('typing')),
      await followed(await other.stream('typing')),
    ];
    const heard: unknown[] = [];
    mine.on('messagePublished', ({ message, isLocal }) => heard.push([message.data, isLocal]));
    const first = next<{ message: { sid: string; data: object } }>((listener) =>
      theirs.on('messagePublished', listener),
    );
    const { sid } = await mine.publishMessage({ who: 'ann' });
    expect((await first).message).toEqual({ sid, data: { who: 'ann' } });
    const second = next((listener) => theirs.on('messagePublished', listener));
    await service()
      .syncStreams('typing')
      .streamMessages.create({ data: { who: 'server' } });
    await second;
    expect(heard).toEqual([
      [{ who: 'ann' }, true],
      [{ who: 'server' }, false],
    ]);
    await mine.setTtl(60);
    const removed = next((listener) => theirs.on('removed', listener));
    await mine.removeStream();
    expect(await removed).toEqual({ isLocal: false });
  });
});

describe('maps', () => {
  test('items are set, changed, listed page by page and removed', async () => {
    const map = await client().map('calls');
    for (const key of ['c', 'a', 'b']) await map.set(key, { key });
    await map.update('a', { again: true });
    const first = await map.getItems({ pageSize: 2 });
    expect(first.items.map(({ key }) => key)).toEqual(['a', 'b']);
    expect((await first.nextPage()).items.map(({ key }) => key)).toEqual(['c']);
    expect((await map.get('a')).data).toEqual({ key: 'a', again: true });
    await map.remove('b');
    await expect(map.get('missing')).rejects.toMatchObject({ status: 404 });
    const stored = await service().syncMaps('calls').syncMapItems.list();
    expect(stored.map(({ key, revision }) => [key, revision])).toEqual([
      ['a', '1'],
      ['c', '0'],
    ]);
  });

  test('changes by REST arrive in order', async () => {
    await service().syncMaps.create({ uniqueName: 'calls' });
    const map = await followed(await client().map('calls'));
    const heard: string[] = [];
    for (const name of ['itemAdded', 'itemUpdated', 'itemRemoved'] as const)
      map.on(name, ({ item, key }: { item?: { key: string; data: object }; key?: string }) =>
        heard.push(`${name} ${item ? `${item.key} ${JSON.stringify(item.data)}` : key}`),
      );
    const gone = next((listener) => map.on('removed', listener));
    const items = service().syncMaps('calls').syncMapItems;
    await items.create({ key: 'CA1', data: { state: 'ringing' } });
    await service()
      .syncMaps('calls')
      .syncMapItems('CA1')
      .update({ data: { state: 'bridged' } });
    await service().syncMaps('calls').syncMapItems('CA1').remove();
    await service().syncMaps('calls').remove();
    await gone;
    expect(heard).toEqual([
      'itemAdded CA1 {"state":"ringing"}',
      'itemUpdated CA1 {"state":"bridged"}',
      'itemRemoved CA1',
    ]);
  });

  test('what happened between opening and following is not lost', async () => {
    await service().syncMaps.create({ uniqueName: 'calls' });
    const map = await client().map('calls');
    const added = next<{ item: { key: string } }>((listener) => map.on('itemAdded', listener));
    await service().syncMaps('calls').syncMapItems.create({ key: 'CA1', data: {} });
    expect((await added).item.key).toBe('CA1');
  });

  test('one of two who set an absent item gets the other’s into his hands', async () => {
    const [one, other] = [await as('alice').map('locks'), await as('bob').map('locks')];
    const take = (name: string) => (held: { by?: string }) => (held.by ? held : { by: name });
    const outcome = await Promise.all([
      one.mutate('gate', take('alice')),
      other.mutate('gate', take('bob')),
    ] as Promise<{ data: object }>[]);
    const { data } = await service().syncMaps('locks').syncMapItems('gate').fetch();
    expect(outcome.map((item) => item.data)).toEqual([data, data]);
  });
});

test('a map can be opened together with its items', async () => {
  await service().syncMaps.create({ uniqueName: 'calls' });
  await service()
    .syncMaps('calls')
    .syncMapItems.create({ key: 'CA1', data: { state: 'ringing' } });
  const map = await client().map({ id: 'calls', includeItems: true });
  const fault = browsers.real.emulator.faults.add({ target: 'api', pattern: '^cds.*/Items', status: 500 });
  expect((await map.get('CA1')).data).toEqual({ state: 'ringing' });
  await expect(map.get('CA2')).rejects.toMatchObject({ status: 500, code: 20500 });
  browsers.real.emulator.faults.remove(fault.id);
});

test('an item lives as long as its browser says', async () => {
  const browser = client();
  const [map, list] = [await browser.map('calls'), await browser.list('outcomes')];
  const item = await map.set('CA1', {}, { ttl: 60 });
  const entry = await list.push({}, { ttl: 60 });
  for (const { dateExpires } of [item, entry])
    expect(Math.abs(Date.parse(String(dateExpires)) - Date.now() - 60_000)).toBeLessThan(10_000);
  await map.setItemTtl('CA1', 3600);
  await list.setItemTtl(0, 0);
  expect((await list.set(0, { n: 1 })).data).toEqual({ n: 1 });
  const { dateExpires } = await service().syncMaps('calls').syncMapItems('CA1').fetch();
  expect(Math.abs(dateExpires.getTime() - Date.now() - 3_600_000)).toBeLessThan(10_000);
  expect((await service().syncLists('outcomes').syncListItems(0).fetch()).dateExpires).toBeNull();
});

test('lists: both who change an item succeed, and no change is none', async () => {
  const [one, other] = [await as('alice').list('counters'), await as('bob').list('counters')];
  await one.push({ n: 0 });
  const raise = ({ n = 0 }: { n?: number }) => ({ n: n + 1 });
  await Promise.all([one.mutate(0, raise), other.mutate(0, raise)]);
  await one.mutate(0, () => null as never);
  const stored = await service().syncLists('counters').syncListItems(0).fetch();
  expect([stored.data, stored.revision]).toEqual([{ n: 2 }, '2']);
});

test('lists: items come page by page in either order, from an index on', async () => {
  const made = await client().list('outcomes');
  for (const n of [0, 1, 2, 3, 4]) await made.push({ n });
  const list = await client().list('outcomes');
  const indexes = ({ items }: { items: { index: number }[] }) => items.map(({ index }) => index);
  const last = await list.getItems({ order: 'desc', pageSize: 2 });
  expect([indexes(last), last.hasPrevPage, last.hasNextPage]).toEqual([[4, 3], false, true]);
  const middle = await last.nextPage();
  expect([indexes(middle), indexes(await middle.prevPage())]).toEqual([
    [2, 1],
    [4, 3],
  ]);
  expect(indexes(await middle.nextPage())).toEqual([0]);
  expect(indexes(await list.getItems({ from: 3 }))).toEqual([3, 4]);
});

test('lists: a context is given when the list is made', async () => {
  await as('alice').list({ id: 'outcomes', context: { day: '2026-01-05' } });
  const list = await as('bob').list('outcomes');
  expect(await list.getContext()).toEqual({ day: '2026-01-05' });
  expect(await (await client().list()).getContext()).toEqual({});
  const big = client().list({ id: 'big', context: { text: 'x'.repeat(17_000) } });
  await expect(big).rejects.toMatchObject({ status: 413, code: 54006 });
  expect(await service().syncLists.list()).toHaveLength(2);
});

test('lists: items are pushed, changed and removed from both sides', async () => {
  const list = await followed(await client().list('outcomes'));
  const first = await list.push({ n: 0 });
  expect(first.index).toBe(0);
  const added = next<{ item: { index: number; data: object }; isLocal: boolean }>((listener) =>
    list.on('itemAdded', listener),
  );
  await service()
    .syncLists('outcomes')
    .syncListItems.create({ data: { n: 1 } });
  expect(await added).toMatchObject({ item: { index: 1, data: { n: 1 } }, isLocal: false });
  await list.update(1, { seen: true });
  expect((await list.get(1)).data).toEqual({ n: 1, seen: true });
  await list.remove(0);
  const left = await service().syncLists('outcomes').syncListItems.list();
  expect(left.map(({ index, data }) => [index, data])).toEqual([[1, { n: 1, seen: true }]]);
  expect((await list.getItems({})).items.map(({ index }) => index)).toEqual([1]);
  const gone = next((listener) => list.on('itemRemoved', listener));
  await service().syncLists('outcomes').syncListItems(1).remove();
  expect(await gone).toEqual({ index: 1, isLocal: false, previousItemData: { n: 1, seen: true } });
  const removed = next((listener) => list.on('removed', listener));
  await service().syncLists('outcomes').remove();
  expect(await removed).toEqual({ isLocal: false });
});

test('what is closed is followed no more, and fresh when it is opened again', async () => {
  const browser = client();
  const { faults } = browsers.real.emulator;
  const canceling = faults.add({
    target: 'api',
    pattern: '/Subscriptions$',
    sends: '"cancel"',
    latencyMs: 0,
  });
  const opened = [browser.document('a'), browser.map('b'), browser.list('c'), browser.stream('d')];
  const objects = await Promise.all(opened as Promise<SyncDocument>[]);
  const heard: unknown[] = [];
  objects[0]?.on('updated', (event) => heard.push(event));
  for (const object of objects) (await followed(object)).close();
  while (canceling.seen === 0) await new Promise((wake) => setTimeout(wake, 10));
  faults.remove(canceling.id);
  const change = (n: number) => service().documents('a').update({ data: { n } });
  await change(1);
  const again = await followed(await browser.document('a'));
  expect(again.data).toEqual({ n: 1 });
  const told = next((listener) => again.on('updated', listener));
  await change(2);
  await told;
  expect(heard).toEqual([]);
});
