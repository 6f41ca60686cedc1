import twilio from 'twilio';
import { Supervisor, Workspace, type Worker, type WorkerOptions } from 'twilio-taskrouter';
import { WebSocket } from 'ws';
import { createTaskRouter } from '../../emulator/twilio/taskrouter';
import { WORKER_SOCKET_CASES } from '../live/cases/sockets-workers';
import { ACCOUNT_SID, emulated } from '../support/emulated';
import { realTimeTarget } from '../support/live-real-time';
import { noTelephone } from '../support/no-telephone';
import { next } from '../support/real-time';
import { workerDesks } from '../support/worker-desks';

const desks = workerDesks();
const { workspace, anAgent, connect, signedIn } = desks;

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
        const stop = desks.real.emulator.journal.onEntry(({ kind }) => {
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
      const stop = desks.real.emulator.journal.onEntry((entry) => {
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
    await fetch(`${desks.real.emulator.url}/_emulator/sockets?host=event-bridge.twilio.com`, {
      method: 'DELETE',
    });
    await workspace().tasks.create({ workflowSid: desks.workflowSid, taskChannel: 'voice' });
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
    worker.updateToken(desks.real.token({ worker: { workspaceSid: desks.workspaceSid, workerSid } }));
    expect(await ready).toBe(worker);
  }, 15_000);

  test('a renewed token is used at once', async () => {
    const workerSid = await anAgent('Offline');
    const worker = await signedIn(workerSid);
    const renewed = next((listener) => worker.on('tokenUpdated', () => listener(undefined)));
    worker.updateToken('not a token');
    await renewed;
    await expect(worker.setAttributes({ a: 1 })).rejects.toThrow('401. Invalid Access Token');
    worker.updateToken(desks.real.token({ worker: { workspaceSid: desks.workspaceSid, workerSid } }));
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
      const socket = new WebSocket(`${desks.channel.wsServer}?token=${token}`);
      socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode ?? 0));
      socket.on('open', () => resolve(101));
      socket.on('error', () => undefined);
    });

  test('tokens that are no tokens or are for nobody', async () => {
    expect(await handshake('nonsense')).toBe(401);
    expect(await handshake(desks.real.token({ sync: 'default' }))).toBe(403);
    expect(
      await handshake(desks.real.token({ worker: { workspaceSid: desks.workspaceSid, workerSid: 'WK0' } })),
    ).toBe(403);
    const refused = next<Error>((listener) => connect('WK0').on('error', listener));
    expect(String(await refused)).toContain('GATEWAY_CONNECTION_FAILED');
    const nowhere = new WebSocket(desks.channel.wsServer.replace('event-bridge', 'taskrouter'));
    nowhere.on('error', () => undefined);
    const { statusCode } = await next<{ statusCode?: number }>((listener) =>
      nowhere.on('unexpected-response', (_, answer) => listener(answer)),
    );
    expect(statusCode).toBe(501);
  });

  test("a worker changes nobody else's state, a supervisor does", async () => {
    const [workerSid, otherSid] = [await anAgent('Offline'), await anAgent('Offline')];
    const as = async (role: 'worker' | 'supervisor'): Promise<Supervisor> => {
      const token = desks.real.token({ worker: { workspaceSid: desks.workspaceSid, workerSid, role } });
      const supervisor = new Supervisor(token, { ...desks.channel, logLevel: 'silent' });
      desks.open.push(supervisor);
      await next((ready) => supervisor.on('ready', ready));
      return supervisor;
    };
    const busy = desks.activities['Unavailable'] ?? '';
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
    expect((await fetch(desks.channel.ebServer, { method: 'POST', body })).status).toBe(400);
  },
);

test('a workspace lists its workers and queues', async () => {
  const workerSid = await anAgent('Unavailable');
  const token = desks.real.token({
    worker: { workspaceSid: desks.workspaceSid, workerSid, role: 'supervisor' },
  });
  const view = new Workspace(token, { ...desks.channel, logLevel: 'silent' });
  expect((await view.fetchWorkersInfo({ ActivityName: 'Unavailable' })).has(workerSid)).toBe(true);
  expect((await view.fetchWorkersInfo({ ActivityName: 'Available' })).size).toBe(0);
  await anAgent('Unavailable');
  const newest = await view.fetchWorkersInfo({
    ActivityName: 'Unavailable',
    Ordering: 'DateStatusChanged:desc',
  });
  expect([...newest.keys()].at(-1)).toBe(workerSid);
  await expect(view.fetchWorkersInfo({ TargetWorkersExpression: '((' })).rejects.toThrow('400');
  expect((await view.fetchTaskQueues()).get(desks.queueSid)?.targetWorkers).toBe('1==1');
  expect((await view.fetchTaskQueues({ FriendlyName: 'all' })).size).toBe(1);
  expect((await view.fetchTaskQueues({ FriendlyName: 'none' })).size).toBe(0);
  expect((await view.fetchWorkers({ MaxWorkers: 1 })).size).toBe(1);
});

test('a workspace shows one worker, queue or task, by the token that it has', async () => {
  const workerSid = await anAgent('Unavailable');
  const view = new Workspace(desks.real.token({ worker: { workspaceSid: desks.workspaceSid, workerSid } }), {
    ...desks.channel,
    logLevel: 'silent',
  });
  const { sid: taskSid } = await workspace().tasks.create({
    workflowSid: desks.workflowSid,
    attributes: '{"a":1}',
  });
  const shown = { sid: workerSid, name: `agent ${desks.names}`, attributes: { languages: ['es'] } };
  expect(await view.fetchWorkerInfo(workerSid)).toMatchObject(shown);
  expect(await view.fetchWorker(workerSid)).toMatchObject(shown);
  expect(await view.fetchTaskQueue(desks.queueSid)).toMatchObject({ sid: desks.queueSid, name: 'all' });
  expect(await view.fetchTask(taskSid)).toMatchObject({ sid: taskSid, attributes: { a: 1 } });
  await expect(view.fetchTask('WT0')).rejects.toThrow('404');
  view.updateToken(desks.real.token({ worker: { workspaceSid: desks.workspaceSid, workerSid: 'WK0' } }));
  await expect(view.fetchTask(taskSid)).rejects.toThrow('403');
});

test.each(WORKER_SOCKET_CASES.map((one) => [one.title, one] as const))(
  'for a real account: %s',
  async (_, one) => {
    expect(await one.observe(realTimeTarget(desks.real), () => undefined)).toEqual(one.emulated);
  },
);
