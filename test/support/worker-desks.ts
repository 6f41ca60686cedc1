import type { Twilio } from 'twilio';
import { Worker, type Reservation, type WorkerOptions } from 'twilio-taskrouter';
import { inRealTime, next, type RealTime } from './real-time';

/** A workspace whose agents work with `twilio-taskrouter`. */
export interface WorkerDesks {
  readonly real: RealTime;
  readonly workspaceSid: string;
  readonly workflowSid: string;
  readonly queueSid: string;
  readonly activities: Readonly<Record<string, string>>;
  readonly channel: { readonly ebServer: string; readonly wsServer: string };
  /** How many agents there have been. */
  readonly names: number;
  /** Disconnected after the test. */
  readonly open: Worker[];
  workspace(): ReturnType<Twilio['taskrouter']['v1']['workspaces']>;
  anAgent(activity?: string): Promise<string>;
  connect(workerSid: string, options?: WorkerOptions, ttl?: number): Worker;
  signedIn(workerSid: string, options?: WorkerOptions): Promise<Worker>;
  aReservation(worker: Worker, attributes?: object): Promise<Reservation>;
}

/** For the tests of one file. */
export function workerDesks(): WorkerDesks {
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

  return {
    get real() {
      return real;
    },
    get workspaceSid() {
      return workspaceSid;
    },
    get workflowSid() {
      return workflowSid;
    },
    get queueSid() {
      return queueSid;
    },
    get activities() {
      return activities;
    },
    get channel() {
      return channel;
    },
    get names() {
      return names;
    },
    ...{ open, workspace, anAgent, connect, signedIn, aReservation },
  };
}
