import twilio, { type Twilio } from 'twilio';
import { Supervisor, Worker, Workspace, type Reservation, type WorkerOptions } from 'twilio-taskrouter';
import { WebSocket } from 'ws';
import { createTaskRouter } from '../../emulator/twilio/taskrouter';
import { ACCOUNT_SID, emulated } from '../support/emulated';
import { WORKER_SOCKET_CASES } from '../live/cases/sockets-workers';
import { realTimeTarget } from '../support/live-real-time';
import { inRealTime, next, type RealTime } from '../support/real-time';
import { noTelephone } from '../support/no-telephone';

let real: RealTime;
let workspaceSid: string;
let workflowSid: string;
let queueSid: string;
let activities: Record<string, string>;
let channel: { ebServer: string; wsServer: string };
const open: Worker[] = [];
let names = 0;

beforeAll(async () => {
  real = await inRealTime();
  const { workspaces } = real.client.taskrouter.v1;
  workspaceSid = (await workspaces.create({ friendlyName: 'support' })).sid;
  activities = Object.fromEntries(
    (await workspace().activities.list()).map(({ friendlyName, sid }) => [friendlyName, sid]),
  );
  queueSid = (await workspace().taskQueues.create({ friendlyName: 'all', targetWorkers: '1==1' })).sid;
  const task_routing = { filters: [], default_filter: { queue: queueSid } };
  workflowSid = (
    await workspace().workflows.create({
      friendlyName: 'main',
      configuration: JSON.stringify({ task_routing }),
    })
  ).sid;
  const path = `${real.emulator.url}/event-bridge.twilio.com/v1/wschannels`;
  channel = { ebServer: path, wsServer: path.replace('http:', 'ws:') };
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});

afterEach(async () => {
  for (const worker of open.splice(0)) worker.disconnect();
  for (const { sid } of await workspace().tasks.list()) await workspace().tasks(sid).remove();
  for (const { sid } of await workspace().workers.list())
    await workspace().workers(sid).update({ activitySid: activities['Offline'] });
});

afterAll(() => real.close());

const workspace = (): ReturnType<Twilio['taskrouter']['v1']['workspaces']> =>
  real.client.taskrouter.v1.workspaces(workspaceSid);

async function anAgent(activity = 'Available'): Promise<string> {
  const { sid } = await workspace().workers.create({
    friendlyName: `agent ${++names}`,
    attributes: '{"languages":["es"]}',
    activitySid: activities[activity] ?? '',
  });
  return sid;
}

function connect(workerSid: string, options: WorkerOptions = {}, ttl = 3600): Worker {
  const worker = new Worker(real.token({ worker: { workspaceSid, workerSid } }, { ttl }), {
    ...channel,
    logLevel: 'silent',
    ...options,
  });
  open.push(worker);
  return worker;
}

async function signedIn(workerSid: string, options: WorkerOptions = {}): Promise<Worker> {
  const worker = connect(workerSid, options);
  await next((ready) => worker.on('ready', ready));
  return worker;
}

async function aReservation(
  worker: Worker,
  attributes: object = { reason: 'billing' },
): Promise<Reservation> {
  const created = next<Reservation>((listener) => worker.on('reservationCreated', listener));
  await workspace().tasks.create({
    workflowSid,
    attributes: JSON.stringify(attributes),
    taskChannel: 'voice',
  });
  return created;
}

test('a worker signs in and knows who he is, his activities and his channels', async () => {
  const worker = await signedIn(await anAgent());
  expect(worker.name).toBe(`agent ${names}`);
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
  await reservation.reject({ activitySid: activities['Unavailable'] ?? '' });
  expect((await rejected).status).toBe('rejected');
  expect((await moved).activity.name).toBe('Unavailable');
  expect((await workspace().tasks(reservation.task.sid).fetch()).assignmentStatus).toBe('pending');
});

test('activity and attributes change from the browser, capacity and availability from the server', async () => {
  const workerSid = await anAgent('Offline');
  const worker = await signedIn(workerSid);
  await worker.activities.get(activities['Available'] ?? '')?.setAsCurrent();
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
  await workspace().taskQueues(queueSid).update({ maxReservedWorkers: 2 });
  const offered = next<Reservation>((listener) => bob.on('reservationCreated', listener));
  const taken = await aReservation(alice);
  const missed = await offered;
  const rescinded = next<Reservation>((listener) => missed.on('rescinded', listener));
  await taken.accept();
  expect((await rescinded).status).toBe('rescinded');
  await workspace().taskQueues(queueSid).update({ maxReservedWorkers: 1 });
  await workspace().workflows(workflowSid).update({ taskReservationTimeout: 1 });
  const late = await aReservation(bob);
  await workspace().workflows(workflowSid).update({ taskReservationTimeout: 120 });
  expect((await next<Reservation>((listener) => late.on('timeout', listener), 15_000)).status).toBe(
    'timeout',
  );
}, 30_000);

test('a worker can come to work as he signs in, and give up what waits for him as he leaves', async () => {
  const workerSid = await anAgent('Offline');
  const atWork = activities['Available'] ?? '';
  const worker = connect(workerSid, { connectActivitySid: atWork });
  const reservation = next<Reservation>((listener) => worker.on('reservationCreated', listener));
  await next((ready) => worker.on('ready', ready));
  await workspace().tasks.create({ workflowSid, taskChannel: 'voice' });
  const rejected = next<Reservation>(async (listener) => (await reservation).on('rejected', listener));
  await reservation;
  const leave = worker.activities.get(activities['Unavailable'] ?? '');
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
  const sid = await worker.createTask('+15550100200', '+15550100100', workflowSid, queueSid, {
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
    await outgoing.task.transfer(queueSid, { mode: 'WARM' });
    await initiated;
    const failed = next((listener) => outgoing.task.transfers.outgoing?.on('attemptFailed', listener));
    const incoming = await offered;
    expect(incoming.task.transfers.incoming).toMatchObject({ mode: 'WARM', type: 'QUEUE', to: queueSid });
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
    await outgoing.task.transfer(queueSid, {});
    expect((await taskOf(outgoing)).assignmentStatus).toBe('pending');
    await outgoing.task.transfers.outgoing?.cancel();
    expect((await taskOf(outgoing)).assignmentStatus).toBe('assigned');
  });
});

describe('sessions', () => {
  test('closeExistingSessions ends the older ones', async () => {
    const workerSid = await anAgent('Offline');
    const first = await signedIn(workerSid);
    const ended = next((listener) => first.on('disconnected', listener));
    await signedIn(workerSid, { closeExistingSessions: true });
    await ended;
    first.disconnect();
  });

  test('setWorkerOfflineIfDisconnected takes the worker out when his last session ends', async () => {
    const workerSid = await anAgent();
    const options = { setWorkerOfflineIfDisconnected: true } as WorkerOptions;
    const [one, two] = [await signedIn(workerSid, options), await signedIn(workerSid, options)];
    const activity = async () => (await workspace().workers(workerSid).fetch()).activityName;
    const closed = (count: number) =>
      next<void>((done) => {
        let left = count;
        const stop = real.emulator.journal.onEntry(({ kind }) => {
          if (kind !== 'worker-channel.closed' || --left > 0) return;
          stop();
          done();
        });
      });
    let end = closed(1);
    one.disconnect();
    await end;
    expect(await activity()).toBe('Available');
    end = closed(1);
    two.disconnect();
    await end;
    expect(await activity()).toBe('Offline');
  });

  test('without it the worker stays as he is', async () => {
    const workerSid = await anAgent();
    const worker = await signedIn(workerSid);
    const end = next<unknown>((listener) => {
      const stop = real.emulator.journal.onEntry((entry) => {
        if (entry.kind === 'worker-channel.closed') listener(stop());
      });
    });
    worker.disconnect();
    await end;
    expect((await workspace().workers(workerSid).fetch()).activityName).toBe('Available');
  });

  test('a lost connection comes back, with the reservation that was made meanwhile', async () => {
    const worker = await signedIn(await anAgent());
    const ready = next<Worker>((listener) => worker.on('ready', listener), 15_000);
    await fetch(`${real.emulator.url}/_emulator/sockets?host=event-bridge.twilio.com`, { method: 'DELETE' });
    await workspace().tasks.create({ workflowSid, taskChannel: 'voice' });
    expect([...(await ready).reservations.values()].map(({ status }) => status)).toEqual(['pending']);
  }, 30_000);

  test('the socket ends with its token; a new token opens the next one', async () => {
    const workerSid = await anAgent('Offline');
    // The SDK announces the end five seconds ahead.
    const worker = connect(workerSid, {}, 7);
    const announced = next<void>((listener) => worker.on('tokenExpired', listener));
    await next((ready) => worker.on('ready', ready));
    await announced;
    await next((listener) => worker.on('disconnected', listener), 7000);
    const ready = next((listener) => worker.on('ready', listener));
    worker.updateToken(real.token({ worker: { workspaceSid, workerSid } }));
    expect(await ready).toBe(worker);
  }, 15_000);

  test('a renewed token is used at once', async () => {
    const workerSid = await anAgent('Offline');
    const worker = await signedIn(workerSid);
    const renewed = next((listener) => worker.on('tokenUpdated', () => listener(undefined)));
    worker.updateToken('not a token');
    await renewed;
    await expect(worker.setAttributes({ a: 1 })).rejects.toThrow('401. Invalid Access Token');
    worker.updateToken(real.token({ worker: { workspaceSid, workerSid } }));
    await expect(worker.setAttributes({ a: 1 })).resolves.toBe(worker);
  });
});

test('a blank message every 15 s keeps the SDK from giving the connection up', async () => {
  const emulator = await emulated((ctx) => {
    ctx.account.apiKeys.set(`SK${'d'.repeat(32)}`, 'secret');
    const { product, channel: bridge } = createTaskRouter(ctx, noTelephone());
    return [product, bridge];
  });
  const { workspaces } = emulator.client.taskrouter.v1;
  const { sid } = await workspaces.create({ friendlyName: 'still' });
  const worker = await workspaces(sid).workers.create({ friendlyName: 'ana' });
  const { AccessToken } = twilio.jwt;
  const token = new AccessToken(ACCOUNT_SID, `SK${'d'.repeat(32)}`, 'secret', { identity: 'ana' });
  const grant = { workspaceSid: sid, workerSid: worker.sid, role: 'worker' };
  token.addGrant(new AccessToken.TaskRouterGrant(grant));
  const socket = new WebSocket(
    `${emulator.url.replace('http:', 'ws:')}/event-bridge.twilio.com/v1/wschannels?token=${token.toJwt()}`,
  );
  let beats = 0;
  socket.on('message', (data) => (beats += String(data).trim() === '' ? 1 : 0));
  const until = async (count: number) => {
    while (beats < count) await new Promise((wake) => setTimeout(wake, 5));
  };
  await until(1);
  await emulator.clock.advance(45_000);
  await until(4);
  await emulator.clock.advance(14_000);
  expect(beats).toBe(4);
  await emulator.close();
});

describe('whom the channel refuses', () => {
  const handshake = (token: string): Promise<number> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${channel.wsServer}?token=${token}`);
      socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode ?? 0));
      socket.on('open', () => resolve(101));
      socket.on('error', () => undefined);
    });

  test('tokens that are no tokens or are for nobody', async () => {
    expect(await handshake('nonsense')).toBe(401);
    expect(await handshake(real.token({ sync: 'default' }))).toBe(403);
    expect(await handshake(real.token({ worker: { workspaceSid, workerSid: 'WK0' } }))).toBe(403);
    const refused = next<Error>((listener) => connect('WK0').on('error', listener));
    expect(String(await refused)).toContain('GATEWAY_CONNECTION_FAILED');
    const nowhere = new WebSocket(channel.wsServer.replace('event-bridge', 'taskrouter'));
    nowhere.on('error', () => undefined);
    const { statusCode } = await next<{ statusCode?: number }>((listener) =>
      nowhere.on('unexpected-response', (_, answer) => listener(answer)),
    );
    expect(statusCode).toBe(501);
  });

  test("a worker changes nobody else's state, a supervisor does", async () => {
    const [workerSid, otherSid] = [await anAgent('Offline'), await anAgent('Offline')];
    const as = async (role: 'worker' | 'supervisor'): Promise<Supervisor> => {
      const token = real.token({ worker: { workspaceSid, workerSid, role } });
      const supervisor = new Supervisor(token, { ...channel, logLevel: 'silent' });
      open.push(supervisor);
      await next((ready) => supervisor.on('ready', ready));
      return supervisor;
    };
    const busy = activities['Unavailable'] ?? '';
    await expect((await as('worker')).setWorkerActivity(otherSid, busy)).rejects.toThrow('403');
    const other = await signedIn(otherSid);
    const told = next<Worker>((listener) => other.on('attributesUpdated', listener));
    const supervisor = await as('supervisor');
    await supervisor.setWorkerActivity(otherSid, busy);
    await supervisor.setWorkerAttributes(otherSid, { languages: ['fr'] });
    expect((await told).attributes).toEqual({ languages: ['fr'] });
    expect((await workspace().workers(otherSid).fetch()).activityName).toBe('Unavailable');
  });
});

test.each(['', 'null', '{"url":1}', '{"url":"x","method":"BREW","token":"y"}'])(
  'a request that makes no sense is refused: %s',
  async (body) => {
    expect((await fetch(channel.ebServer, { method: 'POST', body })).status).toBe(400);
  },
);

test('a workspace lists its workers and queues', async () => {
  const workerSid = await anAgent('Unavailable');
  const token = real.token({ worker: { workspaceSid, workerSid, role: 'supervisor' } });
  const view = new Workspace(token, { ...channel, logLevel: 'silent' });
  expect((await view.fetchWorkersInfo({ ActivityName: 'Unavailable' })).has(workerSid)).toBe(true);
  expect((await view.fetchWorkersInfo({ ActivityName: 'Available' })).size).toBe(0);
  await anAgent('Unavailable');
  const newest = await view.fetchWorkersInfo({
    ActivityName: 'Unavailable',
    Ordering: 'DateStatusChanged:desc',
  });
  expect([...newest.keys()].at(-1)).toBe(workerSid);
  await expect(view.fetchWorkersInfo({ TargetWorkersExpression: '((' })).rejects.toThrow('400');
  expect((await view.fetchTaskQueues()).get(queueSid)?.targetWorkers).toBe('1==1');
  expect((await view.fetchTaskQueues({ FriendlyName: 'all' })).size).toBe(1);
  expect((await view.fetchTaskQueues({ FriendlyName: 'none' })).size).toBe(0);
  expect((await view.fetchWorkers({ MaxWorkers: 1 })).size).toBe(1);
});

test('a workspace shows one worker, queue or task, by the token that it has', async () => {
  const workerSid = await anAgent('Unavailable');
  const view = new Workspace(real.token({ worker: { workspaceSid, workerSid } }), {
    ...channel,
    logLevel: 'silent',
  });
  const { sid: taskSid } = await workspace().tasks.create({ workflowSid, attributes: '{"a":1}' });
  const shown = { sid: workerSid, name: `agent ${names}`, attributes: { languages: ['es'] } };
  expect(await view.fetchWorkerInfo(workerSid)).toMatchObject(shown);
  expect(await view.fetchWorker(workerSid)).toMatchObject(shown);
  expect(await view.fetchTaskQueue(queueSid)).toMatchObject({ sid: queueSid, name: 'all' });
  expect(await view.fetchTask(taskSid)).toMatchObject({ sid: taskSid, attributes: { a: 1 } });
  await expect(view.fetchTask('WT0')).rejects.toThrow('404');
  view.updateToken(real.token({ worker: { workspaceSid, workerSid: 'WK0' } }));
  await expect(view.fetchTask(taskSid)).rejects.toThrow('403');
});

test.each(WORKER_SOCKET_CASES.map((one) => [one.title, one] as const))(
  'for a real account: %s',
  async (_, one) => {
    expect(await one.observe(realTimeTarget(real), () => undefined)).toEqual(one.emulated);
  },
);
