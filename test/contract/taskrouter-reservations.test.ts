import { contactCenter, type ContactCenter } from '../support/contact-center';

let center: ContactCenter;

beforeEach(async () => {
  center = await contactCenter();
  const queue = await center.aQueue('everybody');
  await center.aWorkflow({ default_filter: { queue } }, { taskReservationTimeout: 30 });
});

afterEach(async () => {
  await center.close();
});

const refusal = (status: number, code: number, message?: string) =>
  expect.objectContaining({
    status,
    code,
    ...(message ? { message: expect.stringContaining(message) } : {}),
  });

/** A task reserved for the one worker. */
async function reserved(attributes: object = {}) {
  const workerSid = await center.aWorker('Alice', attributes);
  const task = center.workspace.tasks(await center.aTask());
  await center.pass();
  const [found] = await task.reservations.list();
  if (!found) throw new Error('nothing was reserved');
  return {
    workerSid,
    task,
    worker: center.workspace.workers(workerSid),
    reservation: task.reservations(found.sid),
  };
}

test('a task goes from pending to completed, its reservation with it', async () => {
  const { task, worker, reservation } = await reserved();
  expect(await reservation.fetch()).toMatchObject({ reservationStatus: 'pending', workerName: 'Alice' });
  await reservation.update({ reservationStatus: 'accepted' });
  expect((await task.fetch()).assignmentStatus).toBe('assigned');
  await task.update({ assignmentStatus: 'wrapping' });
  expect((await reservation.fetch()).reservationStatus).toBe('wrapping');
  await task.update({ assignmentStatus: 'completed', reason: 'talked' });
  expect(await task.fetch()).toMatchObject({ assignmentStatus: 'completed', reason: 'talked' });
  const [underWorker] = await worker.reservations.list({ reservationStatus: 'completed' });
  expect(underWorker?.url).toContain('/Workers/WK');
  expect((await worker.reservations(underWorker?.sid ?? '').fetch()).reservationStatus).toBe('completed');
  expect(center.happened().slice(-8)).toEqual([
    'reservation.created',
    'reservation.accepted',
    'task.wrapup',
    'reservation.wrapup',
    'task.updated',
    'task.completed',
    'reservation.completed',
    'task.updated',
  ]);
});

test('a status and attributes do not go together when a task ends', async () => {
  const { task, reservation } = await reserved();
  await reservation.update({ reservationStatus: 'accepted' });
  const both = task.update({ assignmentStatus: 'completed', attributes: '{}' });
  await expect(both).rejects.toEqual(refusal(400, 20001));
});

test('the task of a completed reservation is completed too', async () => {
  const { task, reservation, worker } = await reserved();
  await reservation.update({ reservationStatus: 'accepted' });
  const underWorker = worker.reservations((await reservation.fetch()).sid);
  expect((await underWorker.update({ reservationStatus: 'completed' })).reservationStatus).toBe('completed');
  expect((await task.fetch()).assignmentStatus).toBe('completed');
});

test('an ended task can be read and written for five minutes', async () => {
  const { task } = await reserved();
  await task.update({ assignmentStatus: 'canceled', reason: 'caller left' });
  await task.update({ attributes: '{"status":"failed"}' });
  await center.pass(299);
  expect((await task.fetch()).attributes).toBe('{"status":"failed"}');
  await center.pass(1);
  await expect(task.fetch()).rejects.toEqual(refusal(404, 20404));
});

test('a task that is not completed within a day is deleted', async () => {
  const { task, reservation } = await reserved();
  await reservation.update({ reservationStatus: 'accepted' });
  await center.pass(86_399);
  expect((await task.fetch()).assignmentStatus).toBe('assigned');
  await center.pass(1);
  await expect(task.fetch()).rejects.toEqual(refusal(404, 20404));
  expect(center.happened()).toContain('task.system-deleted');
});

test('a rejected task goes to the next worker, and then to the same one again', async () => {
  await center.aWorker('Bob');
  await center.pass(1);
  const { task } = await reserved();
  const reject = async () => {
    const [pending] = await task.reservations.list({ reservationStatus: 'pending' });
    await task.reservations(pending?.sid ?? '').update({ reservationStatus: 'rejected' });
    await center.pass(1);
  };
  await reject();
  await reject();
  expect((await task.reservations.list()).map(({ workerName }) => workerName)).toEqual([
    'Bob',
    'Alice',
    'Bob',
  ]);
});

test('rejecting with an activity moves the worker', async () => {
  const { reservation, worker } = await reserved();
  await reservation.update({
    reservationStatus: 'rejected',
    workerActivitySid: center.activities.Unavailable,
  });
  expect((await worker.fetch()).activityName).toBe('Unavailable');
});

test('a reservation that nobody answers times out and takes the worker offline', async () => {
  const { task, worker, reservation } = await reserved();
  await center.pass(29);
  expect((await reservation.fetch()).reservationStatus).toBe('pending');
  await center.pass(1);
  expect((await reservation.fetch()).reservationStatus).toBe('timeout');
  expect((await worker.fetch()).activityName).toBe('Offline');
  expect((await task.fetch()).assignmentStatus).toBe('pending');
  await worker.update({ activitySid: center.activities.Available });
  await center.pass();
  expect((await task.fetch()).assignmentStatus).toBe('reserved');
});

test('what has ended cannot be accepted', async () => {
  const { task, reservation } = await reserved();
  await task.update({ assignmentStatus: 'canceled' });
  expect((await reservation.fetch()).reservationStatus).toBe('canceled');
  await expect(reservation.update({ reservationStatus: 'accepted' })).rejects.toEqual(
    refusal(400, 20001, 'canceled'),
  );
  await expect(reservation.update({ reservationStatus: 'completed' })).rejects.toEqual(refusal(400, 20001));
  await expect(task.reservations(`WR${'0'.repeat(32)}`).fetch()).rejects.toEqual(refusal(404, 20404));
});

test('the version of a reservation guards its update', async () => {
  const { reservation } = await reserved();
  await expect(reservation.update({ reservationStatus: 'accepted', ifMatch: '4' })).rejects.toEqual(
    refusal(412, 20412),
  );
  await reservation.update({ reservationStatus: 'accepted', ifMatch: '0' });
});

test('a worker is reserved as often as the channel has room, whatever the status of the reservation', async () => {
  const { worker, reservation, task } = await reserved();
  const second = await center.aTask();
  await center.pass();
  expect(await center.status(second)).toBe('pending');
  await reservation.update({ reservationStatus: 'accepted' });
  await task.update({ assignmentStatus: 'wrapping' });
  await center.pass();
  expect(await center.status(second)).toBe('pending');
  expect(await worker.workerChannels('default').fetch()).toMatchObject({
    assignedTasks: 0,
    availableCapacityPercentage: 0,
  });
  await worker.workerChannels('default').update({ capacity: 3 });
  await center.pass();
  expect(await center.status(second)).toBe('reserved');
  expect((await worker.workerChannels('default').fetch()).availableCapacityPercentage).toBe(33);
  await task.update({ assignmentStatus: 'completed' });
  expect((await worker.workerChannels('default').fetch()).availableCapacityPercentage).toBe(66);
});

test('a channel that is not available gets nothing', async () => {
  const worker = center.workspace.workers(await center.aWorker('Alice'));
  await worker.workerChannels('default').update({ available: false });
  const task = await center.aTask();
  await center.pass();
  expect(await center.status(task)).toBe('pending');
});

test('several workers are reserved at once, the first to accept gets the task', async () => {
  const { workspace } = center;
  const [queue] = await workspace.taskQueues.list();
  await workspace.taskQueues(queue?.sid ?? '').update({ maxReservedWorkers: 2 });
  await center.aWorker('Alice');
  await center.aWorker('Bob');
  await center.aWorker('Carol');
  const task = workspace.tasks(await center.aTask());
  await center.pass();
  const [first, second, ...others] = await task.reservations.list();
  expect(others).toEqual([]);
  await task.reservations(first?.sid ?? '').update({ reservationStatus: 'rejected' });
  expect((await task.fetch()).assignmentStatus).toBe('reserved');
  await center.pass();
  await task.reservations(second?.sid ?? '').update({ reservationStatus: 'accepted' });
  expect(await center.reservations((await task.fetch()).sid)).toEqual([
    'Alice rejected',
    'Bob accepted',
    'Carol rescinded',
  ]);
});

test('leaving for an unavailable activity rejects what is pending when asked to', async () => {
  const { worker, reservation } = await reserved();
  await worker.update({ activitySid: center.activities.Offline });
  expect((await reservation.fetch()).reservationStatus).toBe('pending');
  await worker.update({ activitySid: center.activities.Offline, rejectPendingReservations: true });
  expect((await reservation.fetch()).reservationStatus).toBe('rejected');
});

test('a task that was reserved a thousand times is canceled', async () => {
  const { workspace } = center;
  await center.aWorker('Alice');
  const task = await center.aTask();
  const [workflow] = await workspace.workflows.list();
  await workspace.workflows(workflow?.sid ?? '').update({ taskReservationTimeout: 1 });
  const offline = (await workspace.activities.list({ friendlyName: 'Available' }))[0];
  await workspace.update({ timeoutActivitySid: offline?.sid ?? '' });
  await center.pass(1100);
  expect(await workspace.tasks(task).fetch()).toMatchObject({
    assignmentStatus: 'canceled',
    reason: 'Task TTL Exceeded or Max assignment count exceeded',
  });
  expect(center.happened().filter((kind) => kind === 'reservation.created')).toHaveLength(1000);
});

test('in a single-tasking workspace a worker has one task, and his queue moves him', async () => {
  const { workspaces } = center.client.taskrouter.v1;
  const workspace = workspaces(
    (await workspaces.create({ friendlyName: 'legacy', multiTaskEnabled: false })).sid,
  );
  const activities = new Map(
    (await workspace.activities.list()).map(({ friendlyName, sid }) => [friendlyName, sid]),
  );
  const queue = {
    friendlyName: 'everybody',
    maxReservedWorkers: 2,
    reservationActivitySid: activities.get('Reserved') ?? '',
  };
  await expect(workspace.taskQueues.create(queue)).rejects.toEqual(
    refusal(400, 20001, 'Activity Sids cannot be empty'),
  );
  const assignmentActivitySid = activities.get('Busy') ?? '';
  const { sid: queueSid } = await workspace.taskQueues.create({ ...queue, assignmentActivitySid });
  await expect(workspace.activities(assignmentActivitySid).remove()).rejects.toEqual(refusal(400, 20001));
  await workspace.workflows.create({
    friendlyName: 'main',
    configuration: JSON.stringify({ task_routing: { default_filter: { queue: queueSid } } }),
    taskReservationTimeout: 30,
  });
  for (const friendlyName of ['Alice', 'Bob'])
    await workspace.workers.create({ friendlyName, activitySid: activities.get('Idle') ?? '' });
  const first = await workspace.tasks.create({});
  const second = await workspace.tasks.create({ taskChannel: 'chat' });
  await center.pass();

  const doing = async () => (await workspace.workers.list()).map(({ activityName }) => activityName);
  const { reservations } = workspace.tasks(first.sid);
  const [alices] = await reservations.list();
  expect(await doing()).toEqual(['Reserved', 'Reserved']);
  await reservations(alices?.sid ?? '').update({ reservationStatus: 'accepted' });
  expect(await doing()).toEqual(['Busy', 'Idle']);
  await center.pass();
  expect(await doing()).toEqual(['Busy', 'Reserved']);
  const [bobs] = await workspace.tasks(second.sid).reservations.list();
  await workspace
    .tasks(second.sid)
    .reservations(bobs?.sid ?? '')
    .update({ reservationStatus: 'rejected' });
  await workspace.workers(alices?.workerSid ?? '').update({ activitySid: activities.get('Idle') ?? '' });
  await center.pass();
  expect(await doing()).toEqual(['Idle', 'Reserved']);
  await workspace.tasks(first.sid).update({ assignmentStatus: 'completed' });
  await center.pass();
  expect(await doing()).toEqual(['Reserved', 'Reserved']);
  await center.pass(30);
  expect(await doing()).toEqual(['Offline', 'Reserved']);
});

describe('an instruction by REST', () => {
  test('call rings the worker and leaves the reservation pending', async () => {
    const { task, reservation } = await reserved({ contact_uri: '+15550001111' });
    await reservation.update({
      instruction: 'call',
      callFrom: '+15550002222',
      callUrl: 'https://x.test/whisper',
    });
    expect(center.calls).toEqual([
      { to: '+15550001111', from: '+15550002222', url: 'https://x.test/whisper' },
    ]);
    expect(JSON.parse((await task.fetch()).attributes)).toEqual({
      worker_call_sid: expect.stringMatching(/^CA/),
    });
    expect((await reservation.fetch()).reservationStatus).toBe('pending');
  });

  test('one that is none, and one that cannot be carried out, answer 400', async () => {
    const { reservation } = await reserved();
    await expect(reservation.update({ instruction: 'sing' })).rejects.toEqual(refusal(400, 20001));
    await expect(reservation.update({ instruction: 'dequeue' })).rejects.toEqual(refusal(400, 20001));
    await expect(reservation.update({ instruction: 'conference' })).rejects.toEqual(refusal(400, 20001));
    await expect(reservation.update({ instruction: 'supervise' })).rejects.toEqual(refusal(400, 20001));
    await expect(reservation.update({ instruction: 'call' })).rejects.toEqual(refusal(400, 20001));
    await reservation.update({ instruction: 'accept' });
    await expect(reservation.update({ instruction: 'accept' })).rejects.toEqual(
      refusal(400, 20001, 'is not currently in a Pending state.'),
    );
  });
});
