import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Twilio } from 'twilio';
import { SyncClient } from 'twilio-sync';
import { Worker } from 'twilio-taskrouter';
import { serve } from '../../scripts/emulator';
import { readOptions, type Options } from '../../scripts/emulator/options';
import { followed } from '../live/sockets';
import { inRealTime, next } from '../support/real-time';
import { twilioClient } from '../support/twilio-client';
import { AGENT, CALLER, NUMBER, wholeEmulator, type WholeEmulator } from '../support/whole-emulator';

const open: WholeEmulator[] = [];

type Started = Awaited<ReturnType<typeof started>>;

async function started(options: Parameters<typeof wholeEmulator>[0] = {}) {
  const whole = await wholeEmulator(options);
  open.push(whole);
  return { ...whole, client: twilioClient(whole.emulator.url, whole.emulator.account) };
}

afterEach(async () => {
  for (const whole of open.splice(0)) await whole.close();
});

/** Something of everything that a snapshot carries; answers with the Sync service. */
async function furnish(client: Twilio, ask: WholeEmulator['ask'], vapi: string): Promise<string> {
  const { sid } = await client.sync.v1.services.create({ friendlyName: 'store' });
  const service = client.sync.v1.services(sid);
  await service.documents.create({ uniqueName: 'doc', data: { a: 1 }, ttl: 3600 });
  await service.documents('doc').update({ data: { a: 2 } });
  await service.syncStreams.create({ uniqueName: 'stream' });
  await service.syncLists.create({ uniqueName: 'list' });
  await service.syncLists('list').syncListItems.create({ data: { n: 1 } });
  const workspace = await client.taskrouter.v1.workspaces.create({ friendlyName: 'w' });
  const workspaces = client.taskrouter.v1.workspaces(workspace.sid);
  const queue = await workspaces.taskQueues.create({ friendlyName: 'q', targetWorkers: 'langs HAS "en"' });
  await workspaces.workflows.create({
    friendlyName: 'wf',
    configuration: JSON.stringify({ task_routing: { default_filter: { queue: queue.sid } } }),
  });
  await workspaces.workers.create({ friendlyName: 'ann', attributes: '{"langs":["en"]}' });
  await client.queues.create({ friendlyName: 'callers', maxSize: 7 });
  await client.newKeys.create({ friendlyName: 'key' });
  await client.applications.create({ friendlyName: 'app', voiceUrl: `${new URL(vapi).origin}/app` });
  const created = await fetch(`${vapi}/assistant`, {
    method: 'POST',
    headers: { authorization: 'Bearer vapi-private-key', 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'assistant' }),
  });
  expect(created.status).toBe(201);
  const called = await fetch(`${vapi}/call/web`, {
    method: 'POST',
    headers: { authorization: 'Bearer vapi-private-key-public', 'content-type': 'application/json' },
    body: JSON.stringify({ assistantId: ((await created.json()) as { id: string }).id }),
  });
  const { id, monitor } = (await called.json()) as { id: string; monitor: { controlUrl: string } };
  await fetch(monitor.controlUrl, {
    method: 'POST',
    body: '{"type":"end-call"}',
    headers: { 'content-type': 'application/json' },
  });
  expect((await ask('GET', '/vapi')).body.legs).toMatchObject([{ callId: id, status: 'ended' }]);
  await ask('PUT', `/people/${AGENT}`, { does: 'busy' });
  await ask('POST', '/faults', { target: 'webhook', pattern: 'x', drop: true });
  await ask('POST', '/settings', { roundTripMs: 33, sync: { staleReadsMs: 0, collectedLateMs: 5 } });
  return sid;
}

it('carries everything into an emulator of the same seed, byte for byte', async () => {
  const first = await started();
  const sid = await furnish(first.client, first.ask, `${first.emulator.url}/api.vapi.ai`);
  await first.ask('POST', '/clock/advance', { ms: 60_000 });
  const { status, body: snapshot } = await first.ask('GET', '/snapshot');
  expect(status).toBe(200);

  const second = await started({ isPointed: false });
  expect(await second.ask('POST', '/snapshot', snapshot)).toMatchObject({
    status: 200,
    body: { restored: true },
  });
  const { body: again } = await second.ask('GET', '/snapshot');
  expect((await second.client.queues.list()).map(({ maxSize }) => maxSize)).toEqual([7]);
  const [application] = await second.client.applications.list();
  expect(application?.voiceUrl).toBe(`${second.emulator.url}/app`);
  const asFirst = JSON.stringify(again).replaceAll(second.emulator.url, first.emulator.url);
  expect(JSON.parse(asFirst)).toEqual(snapshot);

  const document = await second.client.sync.v1.services(sid).documents('doc').fetch();
  expect([document.revision, document.data]).toEqual(['1', { a: 2 }]);
  const item = await second.client.sync.v1
    .services(sid)
    .syncLists('list')
    .syncListItems.create({ data: { n: 2 } });
  expect(item.index).toBe(1);
  const [workspace] = await second.client.taskrouter.v1.workspaces.list();
  const center = second.client.taskrouter.v1.workspaces(workspace?.sid ?? '');
  const [worker] = await center.workers.list();
  const [workflow] = await center.workflows.list();
  const [available] = (await center.activities.list()).filter(
    ({ friendlyName }) => friendlyName === 'Available',
  );
  await center.workers(worker?.sid ?? '').update({ activitySid: available?.sid ?? '' });
  const task = await center.tasks.create({ workflowSid: workflow?.sid ?? '', attributes: '{}' });
  await second.ask('POST', '/clock/advance', { ms: 100 });
  expect((await center.tasks(task.sid).fetch()).assignmentStatus).toBe('reserved');
  expect(JSON.stringify(snapshot)).not.toContain(task.sid);
});

/** Calls that have ended, tasks in every state, and more that is still to come; ends in the middle of it. */
async function halfADay({ client, ask, receiver }: Started): Promise<void> {
  const { sid: store } = await client.sync.v1.services.create({ friendlyName: 'store' });
  await client.sync.v1.services(store).documents.create({ uniqueName: 'brief', data: {}, ttl: 90 });
  const { sid } = await client.taskrouter.v1.workspaces.create({
    friendlyName: 'w',
    eventCallbackUrl: `${receiver.url}/events`,
  });
  const workspace = client.taskrouter.v1.workspaces(sid);
  const [available] = await workspace.activities.list({ friendlyName: 'Available' });
  const activitySid = available?.sid ?? '';
  for (const friendlyName of ['Ann', 'Bob'])
    await workspace.workers.create({ friendlyName, activitySid, attributes: '{"langs":["en"]}' });
  const [first, second] = [
    await workspace.taskQueues.create({ friendlyName: 'first', targetWorkers: 'langs HAS "en"' }),
    await workspace.taskQueues.create({ friendlyName: 'second', targetWorkers: 'langs HAS "fr"' }),
  ];
  const targets = [
    { queue: first.sid, timeout: 40 },
    { queue: second.sid, timeout: 50, priority: 7 },
  ];
  const workflow = await workspace.workflows.create({
    friendlyName: 'wf',
    configuration: JSON.stringify({
      task_routing: { filters: [{ filter_friendly_name: 'all', expression: '1==1', targets }] },
    }),
    taskReservationTimeout: 30,
  });
  const aTask = async (name: string) => {
    const task = await workspace.tasks.create({
      attributes: JSON.stringify({ name }),
      workflowSid: workflow.sid,
    });
    await ask('POST', '/clock/advance', { ms: 100 });
    const [reservation] = await workspace.tasks(task.sid).reservations.list({ limit: 1 });
    const own = workspace.tasks(task.sid);
    return {
      task: own,
      accept: () => own.reservations(reservation?.sid ?? '').update({ reservationStatus: 'accepted' }),
    };
  };
  const done = await aTask('completed');
  await done.accept();
  await done.task.update({ assignmentStatus: 'completed' });
  const held = await aTask('assigned');
  await held.accept();
  await aTask('reserved');
  await workspace.workflows(workflow.sid).update({
    configuration: JSON.stringify({ task_routing: { default_filter: { queue: second.sid } } }),
  });
  await aTask('pending');
  await ask('PUT', `/people/${AGENT}`, { does: 'script', script: [{ answer: 'human' }, { say: 'Hello.' }] });
  await ask('POST', `/people/${CALLER}/calls`, {
    to: NUMBER,
    script: [{ hear: 'Press a key' }, { press: '1' }, { hear: 'Hello' }, { hangUp: true }],
  });
  await ask('POST', '/clock/run-until', { kind: 'call.answered' });
  const [call] = await client.calls.list({ limit: 1 });
  await client.calls(call?.sid ?? '').recordings.create({});
  await ask('POST', '/clock/run-until', { kind: 'recording.ended' });
  await ask('POST', '/faults', { target: 'webhook', pattern: 'events', latencyMs: 40, times: 2, skip: 3 });
  const dial = { from: CALLER, to: NUMBER, script: [{ waitMs: 2000 }, { hangUp: true }] };
  await ask('POST', '/scenario', { steps: [{ atMs: 20_000, dial }] });
}

/** What has happened, byte for byte, and what is there. */
async function everything({ ask, emulator }: Started): Promise<{ journal: string[]; state: unknown }> {
  const { body } = await ask('GET', '/snapshot');
  const { journal, ...state } = JSON.parse(JSON.stringify(body).replaceAll(emulator.url, 'here'));
  return { journal: journal.map((entry: unknown) => JSON.stringify(entry)), state };
}

it('goes on from the middle of a day as the emulator does that it was taken of', async () => {
  const first = await started();
  await halfADay(first);
  const { body: snapshot } = await first.ask('GET', '/snapshot');
  expect(snapshot.taskRouter.workspaces[0].tasks.map(({ status }: { status: string }) => status)).toEqual([
    'completed',
    'assigned',
    'reserved',
    'pending',
  ]);
  const second = await started({ isPointed: false });
  await second.ask('POST', '/snapshot', snapshot);
  expect(await everything(second)).toEqual(await everything(first));

  for (const { ask, client } of [first, second]) {
    const [workspace] = await client.taskrouter.v1.workspaces.list();
    const center = client.taskrouter.v1.workspaces(workspace?.sid ?? '');
    const assigned = (await center.tasks.list()).find(
      ({ assignmentStatus }) => assignmentStatus === 'assigned',
    );
    await ask('POST', '/clock/advance', { ms: 25_000 });
    await center.tasks(assigned?.sid ?? '').update({ assignmentStatus: 'wrapping' });
    await center.tasks.create({ attributes: '{}', workflowSid: assigned?.workflowSid ?? '' });
    for (let day = 0; day < 2; day += 1) await ask('POST', '/clock/advance', { ms: 86_400_000 });
  }
  const [there, here] = [await everything(first), await everything(second)];
  expect(here).toEqual(there);
  const kinds = (await second.ask('GET', '/journal')).body.entries.map(({ kind }: { kind: string }) => kind);
  for (const kind of ['reservation.timeout', 'task-queue.timeout', 'task.system-deleted', 'task.canceled'])
    expect(kinds).toContain(kind);
  expect(kinds.filter((kind: string) => kind === 'call.ended')).toHaveLength(3);
  expect(await second.client.recordings.list()).toHaveLength(1);
});

it('restored calls answer as the number was told', async () => {
  const first = await started();
  const { body: snapshot } = await first.ask('GET', '/snapshot');
  const second = await started({ isPointed: false });
  await second.ask('POST', '/snapshot', snapshot);
  await second.ask('POST', `/people/${CALLER}/calls`, { to: NUMBER });
  await second.ask('POST', '/clock/run-until', { kind: 'call.answered' });
  expect(first.receiver.received.map(({ path }) => path)).toContain('/voice');
});

it('refuses a snapshot of another account', async () => {
  const first = await started();
  const { body: snapshot } = await first.ask('GET', '/snapshot');
  const other = await started({ seed: 'other', isPointed: false });
  const refused = await other.ask('POST', '/snapshot', snapshot);
  expect(refused).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining('--seed control') },
  });
});

it('starts by the package’s command from a file, with its seed and on the machine’s clock', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'restore-'));
  const file = path.join(folder, 'state.json');
  const starting = (...args: string[]) => serve(readOptions(['--port', '0', ...args]) as Options);
  const written = jest.spyOn(console, 'log').mockImplementation();
  try {
    const first = await started();
    const store = await first.client.sync.v1.services.create({ friendlyName: 'store' });
    await first.client.sync.v1.services(store.sid).documents.create({ uniqueName: 'doc', ttl: 60 });
    writeFileSync(file, JSON.stringify((await first.ask('GET', '/snapshot')).body));

    const second = await starting('--restore', file);
    try {
      const client = twilioClient(second.url, second.account);
      expect(second.account).toMatchObject({ sid: first.emulator.account.sid });
      expect(String(written.mock.lastCall)).toContain(second.account.authToken);
      // The document's minute was over long ago by this clock.
      const documents = await client.sync.v1.services(store.sid).documents.list();
      expect(documents.map(({ uniqueName }) => uniqueName)).toEqual([]);
      await client.sync.v1.services(store.sid).documents.create({ uniqueName: 'doc' });
    } finally {
      await second.close();
    }
    await expect(starting('--restore', file, '--seed', 'other')).rejects.toThrow(
      `${file}: the snapshot is of`,
    );
    writeFileSync(file, '{"steps": [{"atMs": 0, "dails": {}}]}');
    expect(() => readOptions(['--restore', file])).toThrow(`--restore ${file}: is no snapshot`);
    await expect(starting('--empty', '--scenario', file)).rejects.toThrow(
      `--scenario ${file}: steps.0.dails`,
    );
    expect(() => readOptions(['--restore', `${file}s`])).toThrow('there is no such file');
  } finally {
    written.mockRestore();
    rmSync(folder, { recursive: true });
  }
});

it('closes the sockets of browsers as it is restored: they connect anew and see what is there now', async () => {
  const real = await inRealTime();
  const warned = jest.spyOn(console, 'warn').mockImplementation();
  const snapshot = async (method: string, body?: string) => {
    const answer = await fetch(`${real.emulator.url}/_emulator/snapshot`, {
      method,
      ...(body ? { body } : {}),
    });
    expect(answer.status).toBe(200);
    return answer.text();
  };
  const { sid } = await real.client.sync.v1.services.create({ friendlyName: 'store' });
  const service = real.client.sync.v1.services(sid);
  await service.documents.create({ uniqueName: 'doc', data: { step: 1 } });
  await service.syncStreams.create({ uniqueName: 'stream' });
  const { sid: workspaceSid } = await real.client.taskrouter.v1.workspaces.create({ friendlyName: 'w' });
  const workspace = real.client.taskrouter.v1.workspaces(workspaceSid);
  const { sid: workerSid } = await workspace.workers.create({ friendlyName: 'ann', attributes: '{"at":1}' });
  const sync = new SyncClient(real.token({ sync: sid }), {
    Twilsock: { uri: `${real.emulator.url.replace('http:', 'ws:')}/tsock.us1.twilio.com/v3/wsconnect` },
    cdsUri: `${real.emulator.url}/cds.us1.twilio.com`,
    logLevel: 'silent',
  } as ConstructorParameters<typeof SyncClient>[1]);
  const ebServer = `${real.emulator.url}/event-bridge.twilio.com/v1/wschannels`;
  const worker = new Worker(real.token({ worker: { workspaceSid, workerSid } }), {
    ...{ ebServer, wsServer: ebServer.replace('http:', 'ws:'), logLevel: 'silent' },
  });
  try {
    await next((ready) => worker.on('ready', ready));
    const early = await snapshot('GET');
    await service.documents('doc').update({ data: { step: 2 } });
    await worker.setAttributes({ at: 2 });
    const late = await snapshot('GET');

    for (const [file, step] of [
      [early, 1],
      [late, 2],
    ] as const) {
      const document = await followed(await sync.document('doc'));
      const stream = await followed(await sync.stream('stream'));
      const [lost, removed, ready] = [
        next((listener) => worker.on('disconnected', listener)),
        next((listener) => document.on('removed', listener), 8000),
        next((listener) => worker.on('ready', listener), 8000),
      ];
      await snapshot('POST', file);
      await Promise.all([lost, removed, ready]);
      expect(worker.attributes).toEqual({ at: step });
      const again = await followed(await sync.document({ id: 'doc', mode: 'open_existing' }));
      expect([again.sid, again.data]).toEqual([document.sid, { step }]);
      const told = next<{ data: object }>((listener) => again.on('updated', listener));
      // As many changes as the later snapshot counts, and others.
      await service.documents('doc').update({ data: { step: 9 } });
      expect((await told).data).toEqual({ step: 9 });
      const heard = next((listener) => stream.on('messagePublished', listener));
      await service.syncStreams('stream').streamMessages.create({ data: {} });
      await heard;
    }
  } finally {
    worker.disconnect();
    await sync.shutdown();
    await real.close();
    warned.mockRestore();
  }
}, 30_000);
