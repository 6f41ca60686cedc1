import { SyncClient, type SyncClientOptions } from 'twilio-sync';
import { type Reservation, Worker, Workspace, type WorkerOptions } from 'twilio-taskrouter';

/** What these functions see when they run in a browser: made, read, listed in pages, changed, in conflict, refused, gone. */
type Seen = Record<string, unknown>;

const raise = ({ n = 0 }: { n?: number }) => ({ n: n + 1 });

async function refusal(request: Promise<unknown>): Promise<string> {
  return request.then(
    () => 'accepted',
    ({ status, code, message }: { status?: number; code?: number; message?: string }) =>
      status === undefined ? String(message) : `${status} / ${code}`,
  );
}

/** Every class of object of Sync, as two identities of one service see it. */
export async function tourSync(base: string, [mine, theirs]: readonly [string, string]): Promise<Seen> {
  const options: SyncClientOptions = {
    Twilsock: { uri: `${base.replace('http:', 'ws:')}/tsock.us1.twilio.com/v3/wsconnect` },
    cdsUri: `${base}/cds.us1.twilio.com`,
    // Everything is read from the server.
    Sync: { enableSessionStorage: false },
  };
  const [one, other] = [new SyncClient(mine, options), new SyncClient(theirs, options)];
  const absent = { id: 'tour', mode: 'open_existing' } as const;
  const taken = { id: 'tour', mode: 'create_new' } as const;

  const document = await one.document({ id: 'tour', mode: 'create_new', data: { n: 0 }, ttl: 600 });
  const theirDocument = await other.document(absent);
  await Promise.all([document.mutate(raise), theirDocument.mutate(raise)]);
  const documents = [document.data, theirDocument.data].map((data) => (data as { n: number }).n);

  const map = await one.map({ id: 'tour', mode: 'create_new' });
  for (const key of ['a', 'b', 'c']) await map.set(key, { n: 0 });
  const theirMap = await other.map(absent);
  await Promise.all([map.mutate('a', raise), theirMap.mutate('a', raise)]);
  const mapPage = await theirMap.getItems({ pageSize: 2, order: 'desc' });
  const mapKeys = [mapPage, await mapPage.nextPage()].map(({ items }) =>
    items.map(({ key }) => key).join(''),
  );

  const list = await one.list({ id: 'tour', mode: 'create_new' });
  for (const n of [0, 0, 0]) await list.push({ n });
  const theirList = await other.list(absent);
  await Promise.all([list.mutate(0, raise), theirList.mutate(0, raise)]);
  const listPage = await theirList.getItems({ pageSize: 2 });
  const indexes = [listPage, await listPage.nextPage()].map(({ items }) =>
    items.map(({ index }) => index).join(''),
  );

  const stream = await one.stream({ id: 'tour', mode: 'create_new' });
  const { data: message } = await stream.publishMessage({ n: 1 });

  const seen: Seen = {
    'changed by both': Math.max(...documents),
    pages: [mapKeys, indexes],
    message,
    'a taken name': await Promise.all([
      refusal(one.document(taken)),
      refusal(one.map(taken)),
      refusal(one.list(taken)),
      refusal(one.stream(taken)),
    ]),
    'too large': await refusal(map.set('big', { text: 'x'.repeat(17_000) })),
  };
  await document.removeDocument();
  await map.removeMap();
  await list.removeList();
  await stream.removeStream();
  const fresh = new SyncClient(theirs, options);
  seen['gone'] = await Promise.all([
    refusal(fresh.document(absent)),
    refusal(fresh.map(absent)),
    refusal(fresh.list(absent)),
    refusal(fresh.stream(absent)),
  ]);
  for (const client of [one, other, fresh]) await client.shutdown();
  return seen;
}

/** Workers, tasks and reservations as a worker sees them who can be called at once. */
export async function tourTasks(
  base: string,
  token: string,
  { workflowSid, queueSid, busySid }: { workflowSid: string; queueSid: string; busySid: string },
): Promise<Seen> {
  const path = '/event-bridge.twilio.com/v1/wschannels';
  const options: WorkerOptions & { pageSize: number } = {
    ebServer: base + path,
    wsServer: base.replace('http:', 'ws:') + path,
    enableVersionCheck: true,
    logLevel: 'silent',
    pageSize: 2,
  };
  const worker = new Worker(token, options);
  await new Promise((ready) => worker.on('ready', ready));
  const workspace = new Workspace(token, options);
  const workers = await workspace.fetchWorkersInfo();

  worker.version = '41';
  const outdated = await refusal(worker.setAttributes({ a: 1 }));
  await worker.fetchLatestVersion();
  await worker.setAttributes({ a: 1 });

  const offered = new Promise<Reservation>((listener) => worker.on('reservationCreated', listener));
  const taskSid = await worker.createTask('+15550100200', '+15550100100', workflowSid, queueSid, {
    attributes: { reason: 'back' },
  });
  const reservation = await offered;
  await reservation.task.fetchLatestVersion();
  await reservation.task.setAttributes({ reason: 'back', note: 1 });
  const task = await workspace.fetchTask(taskSid);
  const moved = new Promise((listener) => worker.on('activityUpdated', listener));
  await reservation.reject({ activitySid: busySid });
  await moved;
  const again = await refusal(reservation.accept());
  const seen: Seen = {
    'workers in pages of two': workers.size,
    'an outdated version': outdated,
    'what was written': [worker.attributes, task.attributes],
    'accepted after the rejection': again,
    activity: worker.activity.name,
    'an unknown task': await refusal(workspace.fetchTask('WT0')),
  };
  worker.disconnect();
  return seen;
}
