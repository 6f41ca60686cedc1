import twilio from 'twilio';
import { WebSocket } from 'ws';
import { decode, encode } from '../../emulator/twilio/sync/sockets/frames';
import { SYNC_SOCKET_CASES } from '../live/cases/sockets-sync';
import { followed } from '../live/sockets';
import { realTimeTarget } from '../support/live-real-time';
import { next } from '../support/real-time';
import { syncBrowsers } from '../support/sync-browsers';

const browsers = syncBrowsers();
const { service, client, as, cut } = browsers;

describe('a connection that is lost', () => {
  test('comes back by itself, with everything that was missed in order', async () => {
    const browser = client();
    const document = await followed(await browser.document('context'));
    const map = await followed(await browser.map('calls'));
    const gone = await followed(await browser.list('outcomes'));
    await map.set('CA1', { n: 0 });
    expect(await cut()).toEqual({ cut: 1 });
    const heard: unknown[] = [];
    map.on('itemUpdated', ({ item }) => heard.push([item.key, item.data]));
    // The SDK waits a second or more before it tries again.
    const added = next<{ item: { key: string } }>((listener) => map.on('itemAdded', listener), 15_000);
    const removed = next((listener) => gone.on('removed', listener), 15_000);
    const { syncMapItems } = service().syncMaps('calls');
    for (const n of [1, 2]) await service().syncMaps('calls').syncMapItems('CA1').update({ data: { n } });
    await syncMapItems.create({ key: 'CA2', data: {} });
    await service().syncLists('outcomes').remove();
    await service()
      .documents('context')
      .update({ data: { step: 2 } });
    expect((await added).item.key).toBe('CA2');
    expect(heard.map((event) => JSON.stringify(event))).toEqual(['["CA1",{"n":1}]', '["CA1",{"n":2}]']);
    await removed;
    await document.update({ seen: true });
    expect(document.data).toEqual({ step: 2, seen: true });
  }, 30_000);

  test('can be refused when it is opened, and a request spoilt before or after it did its work', async () => {
    const { faults } = browsers.real.emulator;
    faults.add({ target: 'api', pattern: '^tsock', status: 503, times: 1 });
    const socket = new WebSocket(
      `${browsers.real.emulator.url.replace('http:', 'ws:')}/tsock.us1.twilio.com/v3/wsconnect`,
    );
    socket.on('error', () => undefined);
    const { statusCode } = await next<{ statusCode?: number }>((listener) =>
      socket.on('unexpected-response', (_, answer) => listener(answer)),
    );
    expect(statusCode).toBe(503);
    const document = await client().document('context');
    const fault = {
      target: 'api',
      pattern: '^cds.us1.twilio.com/v3/Documents',
      times: 1,
    } as const;
    faults.add({ ...fault, status: 429, body: { code: 54009, message: 'Rate limit exceeded' } });
    await expect(document.set({ a: 1 })).rejects.toMatchObject({ status: 429, code: 54009 });
    faults.add({ ...fault, when: 'after', latencyMs: 5, status: 500 });
    await expect(document.set({ a: 2 })).rejects.toMatchObject({ status: 500 });
    expect(await service().documents('context').fetch()).toMatchObject({ data: { a: 2 }, revision: '1' });
    faults.add({ ...fault, drop: true });
    const lost = expect.stringContaining('disconnected') as unknown;
    await expect(document.set({ a: 3 })).rejects.toMatchObject({ message: lost });
    faults.clear();
  });
});

describe('tokens', () => {
  const refusal = (token: string): Promise<object> =>
    next((listener) => client(token).on('connectionError', listener));

  test('bad ones are refused with Twilio’s codes', async () => {
    expect(await refusal('nonsense')).toMatchObject({
      terminal: true,
      httpStatusCode: 401,
      errorCode: 20101,
    });
    const nobody = browsers.real.token({ sync: `IS${'0'.repeat(32)}` });
    expect(await refusal(nobody)).toMatchObject({ terminal: true, httpStatusCode: 403, errorCode: 20106 });
  });

  test('the end is announced, and a new token carries on without a break', async () => {
    const browser = client(browsers.real.token({ sync: browsers.serviceSid }, { ttl: 60 }));
    const announced = next((listener) => browser.on('tokenAboutToExpire', () => listener(undefined)));
    const document = await browser.document('context');
    await announced;
    await browser.updateToken(browsers.real.token({ sync: browsers.serviceSid }));
    await document.set({ still: 'here' });
    expect(browser.connectionState).toBe('connected');
    const stranger = browsers.real.token({ sync: browsers.serviceSid }, { identity: 'mallory' });
    await expect(browser.updateToken(stranger)).rejects.toBeDefined();
  });

  test('an expired one ends the connection until there is another', async () => {
    const browser = client(browsers.real.token({ sync: browsers.serviceSid }, { ttl: 2 }));
    const document = await browser.document('context');
    await next((listener) => browser.on('tokenExpired', () => listener(undefined)));
    // The SDK takes three seconds to see that it is disconnected, and no new token before.
    await next((listener) =>
      browser.on('connectionStateChanged', (state) => {
        if (state === 'disconnected') listener(undefined);
      }),
    );
    await browser.updateToken(browsers.real.token({ sync: browsers.serviceSid }));
    await document.set({ back: true });
    expect((await service().documents('context').fetch()).data).toEqual({ back: true });
  }, 12_000);
});

describe('permissions', () => {
  const forbidden = expect.objectContaining({ status: 403, code: 54007 }) as unknown;

  test('count where the service asks for them', async () => {
    await service().documents.create({ uniqueName: 'context', data: { a: 1 } });
    expect((await as('alice').document('context')).data).toEqual({ a: 1 });
    await service().update({ aclEnabled: true });
    const open = () => as('alice').document({ id: 'context', mode: 'open_existing' });
    await expect(open()).rejects.toEqual(forbidden);
    const permissions = service().documents('context').documentPermissions;
    await service()
      .documents('context')
      .documentPermissions('alice')
      .update({ read: true, write: false, manage: false });
    const document = await open();
    await expect(document.set({})).rejects.toEqual(forbidden);
    await expect(document.removeDocument()).rejects.toEqual(forbidden);
    expect((await permissions.list()).map(({ identity, read, write }) => [identity, read, write])).toEqual([
      ['alice', true, false],
    ]);
    await service().documents('context').documentPermissions('alice').remove();
    expect(await permissions.list()).toEqual([]);
  });

  test('that are taken away end what is heard', async () => {
    await service().update({ aclEnabled: true });
    await service().documents.create({ uniqueName: 'context', data: {} });
    const permission = service().documents('context').documentPermissions('alice');
    await permission.update({ read: true, write: false, manage: false });
    const alice = as('alice');
    const document = await followed(await alice.document({ id: 'context', mode: 'open_existing' }));
    const heard: unknown[] = [];
    document.on('updated', ({ data }) => heard.push(data));
    await permission.update({ read: false, write: false, manage: false });
    await service()
      .documents('context')
      .update({ data: { secret: 1 } });
    await permission.update({ read: true, write: false, manage: false });
    const told = next((listener) => document.on('updated', listener));
    await service()
      .documents('context')
      .update({ data: { open: 1 } });
    await told;
    expect(heard).toEqual([{ open: 1 }]);
  });

  test('whoever makes an object may do everything with it, others nothing', async () => {
    await service().update({ aclEnabled: true });
    const map = await as('alice').map('mine');
    await map.set('a', {});
    await expect(as('bob').map('mine')).rejects.toEqual(forbidden);
    expect(await service().syncMaps('mine').syncMapPermissions('alice').fetch()).toMatchObject({
      read: true,
      write: true,
      manage: true,
    });
  });
});

describe('webhooks', () => {
  test('tell what browsers write, by REST only when asked, signed', async () => {
    await service().update({ webhookUrl: browsers.receiver.url, reachabilityWebhooksEnabled: true });
    await service().documents.create({ uniqueName: 'quiet' });
    const map = await as('alice').map('calls');
    await map.set('CA1', { state: 'ringing' });
    await service().update({ webhooksFromRestEnabled: true });
    await service()
      .syncMaps('calls')
      .syncMapItems('CA1')
      .update({ data: { state: 'over' } });
    while (browsers.receiver.received.length < 4) await new Promise((wake) => setTimeout(wake, 10));
    expect(
      browsers.receiver.received.map(({ form }) => [
        form['EventType'],
        form['Identity'],
        form['ItemData'] ?? '',
      ]),
    ).toEqual([
      ['endpoint_connected', 'alice', ''],
      ['map_created', 'alice', ''],
      ['map_item_added', 'alice', '{"state":"ringing"}'],
      ['map_item_updated', 'system', '{"state":"over"}'],
    ]);
    const [, , added, updated] = browsers.receiver.received;
    expect(added?.form).toMatchObject({
      MapSid: map.sid,
      MapUniqueName: 'calls',
      ItemKey: 'CA1',
      ItemRevision: '0',
    });
    expect(updated?.form['EndpointId']).toBeUndefined();
    const { authToken } = browsers.real.emulator.account;
    expect(
      twilio.validateRequest(
        authToken,
        String(added?.headers['x-twilio-signature']),
        browsers.receiver.url,
        added?.form as Record<string, string>,
      ),
    ).toBe(true);
  });
});

test('a webhook hears of an identity’s end only when it stays away, where the service says so', async () => {
  await service().update({
    webhookUrl: browsers.receiver.url,
    reachabilityWebhooksEnabled: true,
    reachabilityDebouncingEnabled: true,
    reachabilityDebouncingWindow: 30_000,
  });
  await expect(service().update({ reachabilityDebouncingWindow: 999 })).rejects.toMatchObject({
    status: 400,
  });
  const [first, second] = [as('alice'), as('alice')];
  await Promise.all([first.document('a'), second.document('a')]);
  await second.shutdown();
  const told = () =>
    browsers.receiver.received
      .filter(({ form }) => form['ServiceSid'] === browsers.serviceSid)
      .flatMap(({ form }) => (form['EventType']?.startsWith('endpoint_') ? form['EventType'] : []));
  const until = async (count: number) => {
    while (told().length < count) await new Promise((wake) => setTimeout(wake, 10));
  };
  await until(2);
  await cut();
  await until(3);
  await service().update({ reachabilityDebouncingWindow: 1000 });
  await first.shutdown();
  await until(4);
  expect(told()).toEqual([...Array.from({ length: 3 }, () => 'endpoint_connected'), 'endpoint_disconnected']);
}, 30_000);

test('what is no message of Twilsock ends the connection, and harms nobody', async () => {
  const socket = new WebSocket(
    `${browsers.real.emulator.url.replace('http:', 'ws:')}/tsock.us1.twilio.com/v3/wsconnect`,
  );
  await next((listener) => socket.on('open', () => listener(undefined)));
  const closed = next((listener) => socket.on('close', listener));
  socket.send('hello');
  await closed;
  await client().document('alive');
});

test('requests that make no sense are answered with what is wrong', async () => {
  const socket = new WebSocket(
    `${browsers.real.emulator.url.replace('http:', 'ws:')}/tsock.us1.twilio.com/v3/wsconnect`,
  );
  await next((listener) => socket.on('open', () => listener(undefined)));
  const ask = async (header: object, payload?: unknown): Promise<[number, number | undefined]> => {
    const answer = next<Buffer>((listener) => socket.once('message', listener));
    socket.send(encode({ id: 'TM1', ...header }, payload));
    const { status, http_status: http } = decode(await answer)?.header as {
      status: { code: number };
      http_status?: { code: number };
    };
    return [status.code, http?.code];
  };
  const request = (method: string, path: string) => ({ method: 'message', http_request: { method, path } });
  expect(await ask(request('GET', '/v3/Documents/x'))).toEqual([401, undefined]);
  expect(
    await ask({ method: 'init', token: browsers.real.token({ sync: browsers.serviceSid }, { ttl: 600 }) }),
  ).toEqual([200, undefined]);
  expect(await ask({ method: 'message' })).toEqual([400, undefined]);
  expect(await ask(request('TRACE', '/v3/Maps/x'))).toEqual([200, 501]);
  expect(await ask(request('GET', '/v3/Documents/%E0%A4%A'))).toEqual([200, 404]);
  expect(await ask(request('POST', '/v3/Maps'), { ttl: {} })).toEqual([200, 400]);
  expect(await ask(request('POST', '/v4/Subscriptions'), { requests: [null] })).toEqual([400, undefined]);
  socket.terminate();
});

test.each(SYNC_SOCKET_CASES.map((one) => [one.title, one] as const))(
  'for a real account: %s',
  async (_, one) => {
    const settings = JSON.stringify({ sync: { collectedLateMs: 0 } });
    await fetch(`${browsers.real.emulator.url}/_emulator/settings`, { method: 'POST', body: settings });
    expect(await one.observe(realTimeTarget(browsers.real), () => undefined)).toEqual(one.emulated);
  },
);
