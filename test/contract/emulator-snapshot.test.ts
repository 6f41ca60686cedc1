import type { Twilio } from 'twilio';
import { twilioClient } from '../support/twilio-client';
import { AGENT, CALLER, NUMBER, wholeEmulator, type WholeEmulator } from '../support/whole-emulator';

const open: WholeEmulator[] = [];

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
  // The order of what happens in a workspace goes on; everything else is as it was.
  for (const { taskRouter } of [snapshot, again]) for (const one of taskRouter.workspaces) one.counter = 0;
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

it('restored calls answer as the number was told', async () => {
  const first = await started();
  const { body: snapshot } = await first.ask('GET', '/snapshot');
  const second = await started({ isPointed: false });
  await second.ask('POST', '/snapshot', snapshot);
  await second.ask('POST', `/people/${CALLER}/calls`, { to: NUMBER });
  await second.ask('POST', '/clock/run-until', { kind: 'call.answered' });
  expect(first.receiver.received.map(({ path }) => path)).toContain('/voice');
});

it('refuses while a call is live, and a snapshot of another account', async () => {
  const first = await started();
  const { body: snapshot } = await first.ask('GET', '/snapshot');
  const { body: dialled } = await first.ask('POST', `/people/${CALLER}/calls`, { to: NUMBER });
  const busy = await first.ask('GET', '/snapshot');
  expect(busy).toMatchObject({ status: 409, body: { message: expect.stringContaining(dialled.callSid) } });
  expect((await first.ask('POST', '/snapshot', snapshot)).status).toBe(409);
  const other = await started({ seed: 'other', isPointed: false });
  const refused = await other.ask('POST', '/snapshot', snapshot);
  expect(refused).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining('--seed control') },
  });
});
