import type { Reservation, Worker, WorkerOptions } from 'twilio-taskrouter';
import { next } from '../support/real-time';
import { workerDesks } from '../support/worker-desks';

const desks = workerDesks();
const { workspace, anAgent, connect, signedIn, aReservation } = desks;

test('a worker signs in and knows who he is, his activities and his channels', async () => {
  const worker = await signedIn(await anAgent());
  expect(worker.name).toBe(`agent ${desks.names}`);
  expect(worker.attributes).toEqual({ languages: ['es'] });
  expect(worker.activity.name).toBe('Available');
  expect([...worker.activities.values()].map(({ name }) => name).sort()).toEqual([
    'Available',
    'Offline',
    'Unavailable',
  ]);
  const voice = [...worker.channels.values()].find(
    ({ taskChannelUniqueName }) => taskChannelUniqueName === 'voice',
  );
  expect(voice).toMatchObject({
    available: true,
    capacity: 1,
    availableCapacityPercentage: 100,
    assignedTasks: 0,
  });
  expect(Math.abs(Date.now() - worker.dateCreated.getTime())).toBeLessThan(60_000);
});

test('a reservation is seen, accepted, wrapped up and completed, and REST agrees at every step', async () => {
  const worker = await signedIn(await anAgent(), { enableVersionCheck: true } as WorkerOptions);
  const reservation = await aReservation(worker);
  expect(reservation).toMatchObject({ status: 'pending', timeout: 120, workerSid: worker.sid });
  expect(reservation.task).toMatchObject({
    status: 'reserved',
    attributes: { reason: 'billing' },
    taskChannelUniqueName: 'voice',
    queueName: 'all',
    workflowName: 'main',
  });
  const task = workspace().tasks(reservation.task.sid);
  // The SDK counts a reservation as a new version of the worker.
  await worker.setAttributes({ busy: true });

  const accepted = next<Reservation>((listener) => reservation.on('accepted', listener));
  await reservation.accept();
  expect((await accepted).task.status).toBe('assigned');
  expect((await task.fetch()).assignmentStatus).toBe('assigned');

  const wrapup = next<Reservation>((listener) => reservation.on('wrapup', listener));
  await reservation.task.wrapUp({ reason: 'notes' });
  expect((await wrapup).status).toBe('wrapping');

  const completed = next<Reservation>((listener) => reservation.on('completed', listener));
  await reservation.task.complete('done');
  expect((await completed).status).toBe('completed');
  expect(await task.fetch()).toMatchObject({ assignmentStatus: 'completed', reason: 'done' });
  expect(worker.reservations.size).toBe(0);
});

test('a worker who signs in later finds what is still his', async () => {
  const workerSid = await anAgent();
  const first = await signedIn(workerSid);
  const reservation = await aReservation(first);
  await reservation.accept();
  const second = await signedIn(workerSid);
  expect([...second.reservations.values()].map(({ sid, status }) => [sid, status])).toEqual([
    [reservation.sid, 'accepted'],
  ]);
});

test('a rejection with an activity moves the worker and frees the task', async () => {
  const worker = await signedIn(await anAgent());
  const reservation = await aReservation(worker);
  const rejected = next<Reservation>((listener) => reservation.on('rejected', listener));
  const moved = next<Worker>((listener) => worker.on('activityUpdated', listener));
  await reservation.reject({ activitySid: desks.activities['Unavailable'] ?? '' });
  expect((await rejected).status).toBe('rejected');
  expect((await moved).activity.name).toBe('Unavailable');
  expect((await workspace().tasks(reservation.task.sid).fetch()).assignmentStatus).toBe('pending');
});

test('activity and attributes change from the browser, capacity and availability from the server', async () => {
  const workerSid = await anAgent('Offline');
  const worker = await signedIn(workerSid);
  await worker.activities.get(desks.activities['Available'] ?? '')?.setAsCurrent();
  await worker.setAttributes({ languages: ['en'] });
  expect(worker.activity.name).toBe('Available');
  const stored = await workspace().workers(workerSid).fetch();
  expect([stored.activityName, stored.attributes]).toEqual(['Available', '{"languages":["en"]}']);

  const voice = [...worker.channels.values()].find(
    ({ taskChannelUniqueName }) => taskChannelUniqueName === 'voice',
  );
  const grown = next((listener) => voice?.on('capacityUpdated', listener));
  const closed = next((listener) => voice?.on('availabilityUpdated', listener));
  await workspace().workers(workerSid).workerChannels('voice').update({ capacity: 3, available: false });
  await Promise.all([grown, closed]);
  expect([voice?.capacity, voice?.available]).toEqual([3, false]);
});

test('a task that is canceled, changed or too old is told to the worker who has it', async () => {
  const worker = await signedIn(await anAgent());
  const canceled = await aReservation(worker);
  const end = next<Reservation>((listener) => canceled.on('canceled', listener));
  await workspace().tasks(canceled.task.sid).update({ assignmentStatus: 'canceled', reason: 'caller left' });
  expect((await end).task).toMatchObject({ status: 'canceled', reason: 'caller left' });

  const reservation = await aReservation(worker);
  await reservation.accept();
  const updated = next((listener) => reservation.task.on('updated', listener));
  await workspace().tasks(reservation.task.sid).update({ attributes: '{"summary":"card lost"}' });
  await updated;
  expect(reservation.task.attributes).toEqual({ summary: 'card lost' });
});

test('a task is changed by the worker who has it, and tells of its end', async () => {
  const worker = await signedIn(await anAgent());
  const reservation = await aReservation(worker);
  const { task } = reservation;
  await task.setAttributes({ note: 'vip' });
  await task.setVirtualStartTime(new Date('2026-01-05T09:00:00Z'));
  expect(await workspace().tasks(task.sid).fetch()).toMatchObject({
    attributes: '{"note":"vip"}',
    virtualStartTime: new Date('2026-01-05T09:00:00Z'),
  });
  await workspace().tasks(task.sid).update({ priority: 7 });
  expect((await task.fetchLatestVersion()).priority).toBe(7);
  await reservation.accept();
  const wrapping = next<{ status: string }>((listener) => task.on('wrapup', listener));
  await reservation.wrap();
  expect((await wrapping).status).toBe('wrapping');
  expect((await reservation.fetchLatestVersion()).status).toBe('wrapping');
  const completed = next<{ status: string }>((listener) => task.on('completed', listener));
  await reservation.complete();
  expect((await completed).status).toBe('completed');
  const another = await aReservation(worker);
  const canceled = next<{ status: string }>((listener) => another.task.on('canceled', listener));
  await workspace().tasks(another.task.sid).update({ assignmentStatus: 'canceled' });
  expect((await canceled).status).toBe('canceled');
});

test('a reservation that runs out, and one that another worker was quicker for, say so', async () => {
  const [alice, bob] = [await signedIn(await anAgent()), await signedIn(await anAgent())];
  await workspace().taskQueues(desks.queueSid).update({ maxReservedWorkers: 2 });
  const offered = next<Reservation>((listener) => bob.on('reservationCreated', listener));
  const taken = await aReservation(alice);
  const missed = await offered;
  const rescinded = next<Reservation>((listener) => missed.on('rescinded', listener));
  await taken.accept();
  expect((await rescinded).status).toBe('rescinded');
  await workspace().taskQueues(desks.queueSid).update({ maxReservedWorkers: 1 });
  await workspace().workflows(desks.workflowSid).update({ taskReservationTimeout: 1 });
  const late = await aReservation(bob);
  await workspace().workflows(desks.workflowSid).update({ taskReservationTimeout: 120 });
  expect((await next<Reservation>((listener) => late.on('timeout', listener), 15_000)).status).toBe(
    'timeout',
  );
}, 30_000);

test('a worker can come to work as he signs in, and give up what waits for him as he leaves', async () => {
  const workerSid = await anAgent('Offline');
  const atWork = desks.activities['Available'] ?? '';
  const worker = connect(workerSid, { connectActivitySid: atWork });
  const reservation = next<Reservation>((listener) => worker.on('reservationCreated', listener));
  await next((ready) => worker.on('ready', ready));
  await workspace().tasks.create({ workflowSid: desks.workflowSid, taskChannel: 'voice' });
  const rejected = next<Reservation>(async (listener) => (await reservation).on('rejected', listener));
  await reservation;
  const leave = worker.activities.get(desks.activities['Unavailable'] ?? '');
  await leave?.setAsCurrent({ rejectPendingReservations: true });
  expect((await rejected).status).toBe('rejected');
  expect((await workspace().workers(workerSid).fetch()).activityName).toBe('Unavailable');
});

test('an outdated version is refused when versions are checked', async () => {
  const workerSid = await anAgent('Offline');
  const worker = await signedIn(workerSid, { enableVersionCheck: true } as WorkerOptions);
  worker.version = '41';
  await expect(worker.setAttributes({ a: 1 })).rejects.toThrow('412');
  await worker.fetchLatestVersion();
  await expect(worker.setAttributes({ a: 1 })).resolves.toBe(worker);
});

test('a worker calls out: the task is made for him', async () => {
  const worker = await signedIn(await anAgent());
  const created = next<Reservation>((listener) => worker.on('reservationCreated', listener));
  const sid = await worker.createTask('+15550100200', '+15550100100', desks.workflowSid, desks.queueSid, {
    taskChannelUniqueName: 'voice',
  });
  const reservation = await created;
  expect(reservation.task.sid).toBe(sid);
  expect(reservation.task.attributes).toEqual({ outbound_to: '+15550100200', from: '+15550100100' });
});

describe('warm transfer to another worker', () => {
  async function transferring() {
    const alice = await signedIn(await anAgent());
    const outgoing = await aReservation(alice);
    await outgoing.accept();
    const bob = await signedIn(await anAgent());
    const offered = next<Reservation>((listener) => bob.on('reservationCreated', listener));
    const initiated = next((listener) => outgoing.task.on('transferInitiated', listener));
    await outgoing.task.transfer(bob.sid, {});
    await initiated;
    return { alice, bob, outgoing, incoming: await offered };
  }

  test('both hold the task once the other accepts; the first leaves, the second completes', async () => {
    const { alice, bob, outgoing, incoming } = await transferring();
    expect(incoming.task.status).toBe('reserved');
    expect(incoming.task.transfers.incoming).toMatchObject({
      mode: 'WARM',
      type: 'WORKER',
      to: bob.sid,
      workerSid: alice.sid,
      status: 'initiated',
    });
    const complete = next((listener) => outgoing.task.transfers.outgoing?.on('completed', listener));
    await incoming.accept();
    await complete;
    await outgoing.complete();
    const status = async () => (await workspace().tasks(outgoing.task.sid).fetch()).assignmentStatus;
    expect(await status()).toBe('assigned');
    await incoming.complete();
    expect(await status()).toBe('completed');
  });

  test('a rejection leaves the task where it was', async () => {
    const { outgoing, incoming } = await transferring();
    const failed = next((listener) => outgoing.task.transfers.outgoing?.on('failed', listener));
    const updated = next((listener) => outgoing.task.on('updated', listener));
    await incoming.reject();
    await Promise.all([failed, updated]);
    expect(outgoing.task.status).toBe('assigned');
    expect(outgoing.task.transfers.outgoing?.status).toBe('failed');
  });

  test('whoever started it can take it back', async () => {
    const { outgoing, incoming } = await transferring();
    const canceled = next<Reservation>((listener) => incoming.on('canceled', listener));
    const told = next((listener) => outgoing.task.transfers.outgoing?.on('canceled', listener));
    await expect(incoming.call('+15550100000', 'https://x.test/')).rejects.toThrow('being transferred');
    await outgoing.task.transfers.outgoing?.cancel();
    await told;
    expect((await canceled).status).toBe('canceled');
    expect((await workspace().tasks(outgoing.task.sid).fetch()).assignmentStatus).toBe('assigned');
  });

  test('what cannot be done says so', async () => {
    const alice = await signedIn(await anAgent());
    const reservation = await aReservation(alice);
    await reservation.accept();
    await expect(reservation.task.transfer('WK0', {})).rejects.toThrow('400');
    await expect(reservation.task.kick(alice.sid)).rejects.toThrow('404');
    await expect(reservation.task.updateParticipant({ hold: true })).rejects.toThrow('400');
    await expect(reservation.updateParticipant({ mute: true })).rejects.toThrow('400');
    await expect(reservation.task.transfer('+15550100200', {})).rejects.toThrow('400');
  });
});

describe('transfer', () => {
  const taskOf = ({ task }: Reservation) => workspace().tasks(task.sid).fetch();

  test('cold: the one is done with the task, the other gets it with what it says now', async () => {
    const alice = await signedIn(await anAgent());
    const outgoing = await aReservation(alice);
    await outgoing.accept();
    const bob = await signedIn(await anAgent());
    const offered = next<Reservation>((listener) => bob.on('reservationCreated', listener));
    const wrapping = next<Reservation>((listener) => outgoing.on('wrapup', listener));
    await outgoing.task.transfer(bob.sid, { mode: 'COLD', attributes: { note: 'vip' }, priority: 9 });
    expect((await wrapping).status).toBe('wrapping');
    const incoming = await offered;
    expect(incoming.task.transfers.incoming).toMatchObject({ mode: 'COLD', type: 'WORKER' });
    expect([incoming.task.attributes, incoming.task.priority]).toEqual([{ note: 'vip' }, 9]);
    await expect(outgoing.task.transfers.outgoing?.cancel()).rejects.toThrow('400');
    await outgoing.complete();
    expect((await taskOf(outgoing)).assignmentStatus).toBe('reserved');
    await incoming.accept();
    await incoming.complete();
    expect((await taskOf(outgoing)).assignmentStatus).toBe('completed');
  });

  test('to a queue: one who rejects it is followed by the next', async () => {
    const alice = await signedIn(await anAgent());
    const outgoing = await aReservation(alice);
    await outgoing.accept();
    const bob = await signedIn(await anAgent());
    const offered = next<Reservation>((listener) => bob.on('reservationCreated', listener));
    const initiated = next((listener) => outgoing.task.on('transferInitiated', listener));
    await outgoing.task.transfer(desks.queueSid, { mode: 'WARM' });
    await initiated;
    const failed = next((listener) => outgoing.task.transfers.outgoing?.on('attemptFailed', listener));
    const incoming = await offered;
    expect(incoming.task.transfers.incoming).toMatchObject({
      mode: 'WARM',
      type: 'QUEUE',
      to: desks.queueSid,
    });
    expect(incoming.task.status).toBe('reserved');
    const again = next<Reservation>((listener) => bob.on('reservationCreated', listener));
    await incoming.reject();
    await failed;
    expect(outgoing.task.transfers.outgoing?.status).toBe('initiated');
    const complete = next((listener) => outgoing.task.transfers.outgoing?.on('completed', listener));
    await (await again).accept();
    await complete;
    expect((await taskOf(outgoing)).assignmentStatus).toBe('assigned');
  });

  test('to a queue in which nobody is: it can be taken back', async () => {
    const alice = await signedIn(await anAgent());
    const outgoing = await aReservation(alice);
    await outgoing.accept();
    await outgoing.task.transfer(desks.queueSid, {});
    expect((await taskOf(outgoing)).assignmentStatus).toBe('pending');
    await outgoing.task.transfers.outgoing?.cancel();
    expect((await taskOf(outgoing)).assignmentStatus).toBe('assigned');
  });
});
