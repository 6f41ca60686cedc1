import type { Twilio } from 'twilio';
import { createSync } from '../../emulator/twilio/sync';
import { emulated, type Emulated } from '../support/emulated';

let emulator: Emulated;
let service: ReturnType<Twilio['sync']['v1']['services']>;

beforeEach(async () => {
  emulator = await emulated((ctx) => [createSync(ctx).product]);
  service = emulator.client.sync.v1.services('default');
});

afterEach(async () => {
  await emulator.close();
});

const refusal = (status: number, code: number) => expect.objectContaining({ status, code });

describe('services', () => {
  test('one is created, found, listed, changed and deleted', async () => {
    const { services } = emulator.client.sync.v1;
    const made = await services.create({ friendlyName: 'handoff', aclEnabled: true });
    expect(made).toMatchObject({ friendlyName: 'handoff', aclEnabled: true, webhooksFromRestEnabled: false });
    expect((await services(made.sid).update({ friendlyName: 'other' })).friendlyName).toBe('other');
    expect((await services(made.sid).fetch()).friendlyName).toBe('other');
    expect((await services.list()).map(({ uniqueName }) => uniqueName)).toEqual(['default', null]);
    await services(made.sid).remove();
    await expect(services(made.sid).fetch()).rejects.toEqual(refusal(404, 20404));
  });

  test('a wrong token is refused', async () => {
    const answer = await fetch(`${emulator.url}/sync.twilio.com/v1/Services`, {
      headers: { authorization: `Basic ${Buffer.from('AC1:no').toString('base64')}` },
    });
    expect(answer.status).toBe(401);
  });

  test('what is not there answers 501', async () => {
    const { account } = emulator.ctx;
    const answer = await fetch(`${emulator.url}/sync.twilio.com/v1/Services/default/Insights/Indexes`, {
      headers: {
        authorization: `Basic ${Buffer.from(`${account.sid}:${account.authToken}`).toString('base64')}`,
      },
    });
    expect(answer.status).toBe(501);
    expect(await answer.text()).toContain('GET sync.twilio.com/v1/Services/default/Insights/Indexes');
  });
});

describe('documents', () => {
  test('revisions count up from 0 and guard updates', async () => {
    const made = await service.documents.create({ uniqueName: 'context', data: { a: 1 } });
    expect(made).toMatchObject({ uniqueName: 'context', revision: '0', data: { a: 1 }, createdBy: 'system' });
    expect(made.dateExpires).toBeNull();
    const updated = await service.documents('context').update({ data: { b: 2 }, ifMatch: '0' });
    expect(updated).toMatchObject({ revision: '1', data: { b: 2 } });
    await expect(service.documents('context').update({ data: {}, ifMatch: '0' })).rejects.toEqual(
      refusal(412, 54103),
    );
    expect((await service.documents(made.sid).fetch()).revision).toBe('1');
  });

  test('a taken name is a conflict until the document is deleted', async () => {
    await service.documents.create({ uniqueName: 'one' });
    await expect(service.documents.create({ uniqueName: 'one' })).rejects.toEqual(refusal(409, 54301));
    await service.documents('one').remove();
    await expect(service.documents('one').fetch()).rejects.toEqual(refusal(404, 20404));
    await service.documents.create({ uniqueName: 'one' });
  });

  test('bad requests have their own codes', async () => {
    const { documents } = service;
    await documents.create({ uniqueName: 'd' });
    await expect(documents.create({ data: 'text' })).rejects.toEqual(refusal(400, 54008));
    await expect(documents.create({ data: [1] })).rejects.toEqual(refusal(400, 54008));
    await expect(documents.create({ data: { a: 'x'.repeat(16_384) } })).rejects.toEqual(refusal(413, 54006));
    await expect(documents.create({ ttl: 31_536_001 })).rejects.toEqual(refusal(400, 54011));
    await expect(documents.create({ uniqueName: 'x'.repeat(321) })).rejects.toEqual(refusal(400, 54302));
    await expect(documents.create({ uniqueName: '' })).rejects.toEqual(refusal(400, 54302));
    await expect(documents.page({ pageSize: 0 })).rejects.toEqual(refusal(400, 54454));
    await expect(documents.page({ pageToken: 'PA!' })).rejects.toEqual(refusal(400, 54453));
    const permission = documents('d').documentPermissions('x'.repeat(257));
    await expect(permission.update({ read: true, write: true, manage: true })).rejects.toEqual(
      refusal(400, 54351),
    );
    await expect(service.update({ friendlyName: 'x'.repeat(256) })).rejects.toEqual(refusal(400, 54053));
    await expect(service.update({ webhookUrl: 'nowhere' })).rejects.toEqual(refusal(400, 54051));
    await expect(documents('d').update({})).rejects.toEqual(refusal(400, 54010));
    await expect(documents('d').update({ data: {}, ifMatch: 'not a revision' })).rejects.toEqual(
      refusal(400, 54003),
    );
  });

  test('data of exactly 16 KiB fits', async () => {
    const data = { a: 'x'.repeat(16_384 - '{"a":""}'.length) };
    await expect(service.documents.create({ data })).resolves.toMatchObject({ data });
  });

  test('lists come in pages', async () => {
    for (let n = 0; n < 5; n += 1) await service.documents.create({ uniqueName: `d${n}` });
    const all = await service.documents.list({ pageSize: 2 });
    expect(all.map(({ uniqueName }) => uniqueName)).toEqual(['d0', 'd1', 'd2', 'd3', 'd4']);
  });
});

describe('expiry', () => {
  test('an expired object answers and blocks its name until it is collected', async () => {
    await service.documents.create({ uniqueName: 'lock', ttl: 10 });
    await emulator.clock.advance(11_000);
    await service.documents('lock').fetch();
    await expect(service.documents.create({ uniqueName: 'lock' })).rejects.toEqual(refusal(409, 54301));
    await emulator.clock.advance(29_000);
    await expect(service.documents('lock').fetch()).rejects.toEqual(refusal(404, 20404));
    await service.documents.create({ uniqueName: 'lock' });
  });

  test('an update does not move the expiry; a new TTL does, and 0 removes it', async () => {
    const made = await service.documents.create({ uniqueName: 'd', ttl: 100 });
    await emulator.clock.advance(50_000);
    const plain = await service.documents('d').update({ data: {} });
    expect(plain.dateExpires).toEqual(made.dateExpires);
    const moved = await service.documents('d').update({ ttl: 100 });
    expect(moved.dateExpires.getTime() - made.dateExpires.getTime()).toBe(50_000);
    expect((await service.documents('d').update({ ttl: 0 })).dateExpires).toBeNull();
  });

  test('an item write can move the expiry of its map', async () => {
    await service.syncMaps.create({ uniqueName: 'm', ttl: 10 });
    await service.syncMaps('m').syncMapItems.create({ key: 'k', data: {}, collectionTtl: 1000 });
    await emulator.clock.advance(100_000);
    await service.syncMaps('m').syncMapItems('k').fetch();
    await emulator.clock.advance(1000_000);
    await expect(service.syncMaps('m').fetch()).rejects.toEqual(refusal(404, 20404));
  });
});

test('permissions of an identity are given, read, listed and taken away, per object', async () => {
  const ofDocument = service.documents((await service.documents.create()).sid).documentPermissions;
  const permissions = [
    ofDocument,
    service.syncMaps((await service.syncMaps.create()).sid).syncMapPermissions,
    service.syncLists((await service.syncLists.create()).sid).syncListPermissions,
  ];
  for (const of of permissions) {
    await of('ana').update({ read: true, write: true, manage: false });
    expect(await of('ana').fetch()).toMatchObject({ identity: 'ana', write: true, manage: false });
    expect((await (of as typeof ofDocument).list()).map(({ identity }) => identity)).toEqual(['ana']);
    await of('ana').remove();
    await expect(of('ana').fetch()).rejects.toEqual(refusal(404, 20404));
  }
});

describe('maps', () => {
  const items = () => service.syncMaps('handoffs').syncMapItems;
  beforeEach(() => service.syncMaps.create({ uniqueName: 'handoffs' }));

  test('creating an item is a gate: the second one is told', async () => {
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map((n) => items().create({ key: 'CA1', data: { n } })),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(items().create({ key: 'CA1', data: {} })).rejects.toEqual(refusal(409, 54208));
  });

  test('update and delete can be conditional', async () => {
    await items().create({ key: 'k', data: { a: 1 }, itemTtl: 60 });
    expect(await items()('k').update({ data: { a: 2 }, ifMatch: '0' })).toMatchObject({ revision: '1' });
    await expect(items()('k').update({ data: {}, ifMatch: '0' })).rejects.toEqual(refusal(412, 54205));
    await expect(items()('k').remove({ ifMatch: '0' })).rejects.toEqual(refusal(412, 54205));
    await items()('k').remove({ ifMatch: '1' });
    await expect(items()('k').update({ data: {} })).rejects.toEqual(refusal(404, 20404));
  });

  test('items come in the order of their keys, from a key on, up or down', async () => {
    for (const key of ['b', 'd', 'a', 'c']) await items().create({ key, data: {} });
    const keys = async (options: Parameters<ReturnType<typeof items>['list']>[0]) =>
      (await items().list(options)).map(({ key }) => key).join('');
    expect(await keys({ pageSize: 3 })).toBe('abcd');
    expect(await keys({ order: 'desc', pageSize: 2 })).toBe('dcba');
    expect(await keys({ from: 'b', bounds: 'exclusive' })).toBe('cd');
    expect(await keys({ from: 'b', order: 'desc' })).toBe('ba');
    await expect(keys({ order: 'up' as 'asc' })).rejects.toEqual(refusal(400, 54451));
    await expect(keys({ bounds: 'none' as 'exclusive' })).rejects.toEqual(refusal(400, 54452));
    await expect(items().create({ key: '', data: {} })).rejects.toEqual(refusal(400, 54209));
    const uri = 'https://sync.twilio.com/v1/Services/default/Maps/handoffs/Items';
    expect(await emulator.client.request({ method: 'post', uri, data: { Key: 'e' } })).toMatchObject({
      statusCode: 400,
      body: { code: 54206 },
    });
  });

  test('a map is found by name and SID, changed, listed and deleted with its items', async () => {
    const map = await service.syncMaps('handoffs').fetch();
    await items().create({ key: 'k', data: {} });
    expect((await service.syncMaps(map.sid).update({ ttl: 60 })).dateExpires).not.toBeNull();
    await expect(service.syncMaps.create({ uniqueName: 'handoffs' })).rejects.toEqual(refusal(409, 54301));
    expect(await service.syncMaps.list()).toHaveLength(1);
    await service.syncMaps('handoffs').remove();
    await expect(items()('k').fetch()).rejects.toEqual(refusal(404, 20404));
  });

  test('20 writes a second, 200 at once after a pause; each map has its own', async () => {
    await service.syncMaps.create({ uniqueName: 'other' });
    await items().create({ key: 'k', data: {} });
    const write = () => items()('k').update({ data: {} });
    for (let n = 0; n < 199; n += 1) await write();
    await expect(write()).rejects.toEqual(refusal(429, 54009));
    await service.syncMaps('other').syncMapItems.create({ key: 'k', data: {} });
    await emulator.clock.advance(100);
    await write();
    await write();
    await expect(write()).rejects.toEqual(refusal(429, 54009));
  });

  test('10 KiB count as ten writes', async () => {
    const write = () => items().create({ key: `k${Math.random()}`, data: { a: 'x'.repeat(10_240) } });
    for (let n = 0; n < 20; n += 1) await write();
    await expect(write()).rejects.toEqual(refusal(429, 54009));
  });
});

describe('lists', () => {
  const items = () => service.syncLists('outcomes').syncListItems;

  test('a list is found by name and SID, changed, listed and deleted with its items', async () => {
    const list = await service.syncLists.create({ uniqueName: 'outcomes' });
    await items().create({ data: { n: 1 } });
    expect((await items()(0).fetch()).data).toEqual({ n: 1 });
    expect((await service.syncLists('outcomes').fetch()).sid).toBe(list.sid);
    expect((await service.syncLists(list.sid).update({ ttl: 60 })).dateExpires).not.toBeNull();
    expect(await service.syncLists.list()).toHaveLength(1);
    await service.syncLists('outcomes').remove();
    await expect(items()(0).fetch()).rejects.toEqual(refusal(404, 20404));
  });

  test('indexes are never used twice', async () => {
    await service.syncLists.create({ uniqueName: 'outcomes' });
    for (let n = 0; n < 3; n += 1) await items().create({ data: { n } });
    await items()(2).remove();
    expect((await items().create({ data: { n: 3 }, itemTtl: 60 })).index).toBe(3);
    expect((await items().list({ from: '1' })).map(({ index }) => index)).toEqual([1, 3]);
    expect((await items()(3).update({ data: { n: 4 }, ifMatch: '0' })).data).toEqual({ n: 4 });
    await expect(items()(3).remove({ ifMatch: '0' })).rejects.toEqual(refusal(412, 54155));
    await expect(items()(2).fetch()).rejects.toEqual(refusal(404, 20404));
    await expect(items()(-1).fetch()).rejects.toEqual(refusal(400, 54458));
  });
});

test('streams are made, published in, listed and deleted', async () => {
  const { syncStreams } = service;
  const made = await syncStreams.create({ uniqueName: 'typing', ttl: 60 });
  expect(made).toMatchObject({ uniqueName: 'typing', createdBy: 'system' });
  expect(made.dateExpires?.getTime()).toBe(emulator.clock.now() + 60_000);
  await syncStreams.create();
  expect((await syncStreams.list({ pageSize: 1 })).map(({ uniqueName }) => uniqueName)).toEqual([
    'typing',
    null,
  ]);
  await expect(syncStreams.create({ uniqueName: 'typing' })).rejects.toEqual(refusal(409, 54301));
  const stream = syncStreams('typing');
  expect(await stream.streamMessages.create({ data: { who: 'ann' } })).toMatchObject({
    sid: expect.stringMatching(/^TZ/),
    data: { who: 'ann' },
  });
  const big = { text: 'x'.repeat(4096) };
  await expect(stream.streamMessages.create({ data: big })).rejects.toEqual(refusal(413, 54006));
  await expect(stream.streamMessages.create({ data: 'text' })).rejects.toEqual(refusal(400, 54008));
  expect((await stream.update({ ttl: 0 })).dateExpires).toBeNull();
  await expect(stream.update()).rejects.toEqual(refusal(400, 54010));
  expect((await stream.fetch()).sid).toBe(made.sid);
  await stream.remove();
  await expect(stream.fetch()).rejects.toEqual(refusal(404, 20404));
});
