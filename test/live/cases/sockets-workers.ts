import type { Reservation, Supervisor } from 'twilio-taskrouter';
import type { Case } from '../case';
import { told } from '../sockets';
import { withSockets } from '../target';
import { inWorkspace, type LiveWorkspace } from '../workspace';

/** `accepted`, or the HTTP status that the SDK's error names. */
async function answered(request: Promise<unknown>): Promise<string> {
  return request.then(
    () => 'accepted',
    (error: unknown) => /\b[45]\d\d\b/.exec(String(error))?.[0] ?? String(error),
  );
}

const next = (worker: Supervisor) =>
  told<Reservation>((listener) => worker.once('reservationCreated', listener));

/** A task that Ana has accepted, Ben being available since then. */
async function heldByAna(own: LiveWorkspace, sign: (sid: string) => Promise<Supervisor>) {
  const ana = await sign(await own.aWorker('ana'));
  const queue = await own.aQueue('all');
  await own.aWorkflow({ default_filter: { queue } });
  const offered = next(ana);
  const task = own.workspace.tasks(await own.aTask());
  const reservation = await offered;
  await reservation.accept();
  const ben = await sign(await own.aWorker('ben'));
  const status = async () => (await task.fetch()).assignmentStatus;
  return { ana, ben, queue, reservation, status };
}

/** What `twilio-taskrouter` sees of a workspace of the case's own; nobody has a telephone. */
export const WORKER_SOCKET_CASES: readonly Case[] = [
  {
    title: 'whom the worker channel lets in',
    basis: 'assumed',
    needsKey: true,
    settles: ['The worker channel refuses'],
    emulated: { 'a token that is none': '401', 'a token without a grant': '403', 'a good one': '101' },
    observe: (target) =>
      inWorkspace(target, ({ sid: workspaceSid, aWorker }) =>
        withSockets(target, async (sockets) => {
          const workerSid = await aWorker('ana', {}, 'Offline');
          const good = sockets.token({ worker: { workspaceSid, workerSid, role: 'worker' } });
          return {
            'a token that is none': String(await sockets.handshake('nonsense')),
            'a token without a grant': String(await sockets.handshake(sockets.token({}))),
            'a good one': String(await sockets.handshake(good)),
          };
        }),
      ),
  },
  {
    title: 'what a worker and a supervisor may do by the channel',
    basis: 'assumed',
    needsKey: true,
    settles: ['By the worker channel a worker', '`setWorkerOfflineIfDisconnected`'],
    emulated: {
      'a worker changes himself': 'accepted',
      'a worker moves another': '403',
      'a supervisor moves another': 'accepted',
      'a worker’s activity after his connection has ended': 'Available',
    },
    observe: (target) =>
      inWorkspace(target, ({ sid, workspace, activities, aWorker }) =>
        withSockets(target, async (sockets) => {
          const [anaSid, benSid] = [await aWorker('ana'), await aWorker('ben', {}, 'Offline')];
          const ana = await sockets.worker(sid, anaSid);
          const boss = await sockets.worker(sid, await aWorker('boss', {}, 'Offline'), 'supervisor');
          const ben = `Workspaces/${sid}/Workers/${benSid}`;
          const { _request: request } = ana as unknown as {
            _request: { post(path: string, form: object, version: string): Promise<unknown> };
          };
          const busy = activities['Unavailable'] ?? '';
          const answers = {
            'a worker changes himself': await answered(ana.setAttributes({ a: 1 })),
            'a worker moves another': await answered(request.post(ben, { ActivitySid: busy }, 'v1')),
            'a supervisor moves another': await answered(boss.setWorkerActivity(benSid, busy)),
          };
          ana.disconnect();
          await target.pass(target.name === 'account' ? 20 : 0.2);
          const { activityName } = await workspace.workers(anaSid).fetch();
          return { ...answers, 'a worker’s activity after his connection has ended': activityName };
        }),
      ),
  },
  {
    title: 'a warm transfer without a call',
    basis: 'assumed',
    needsKey: true,
    settles: ['A transfer to a worker', "A task's events go to"],
    emulated: {
      'the task meanwhile': 'reserved',
      'the task when the other has accepted': 'assigned',
      'when the first has completed his part': 'assigned',
      'when the second has too': 'completed',
    },
    observe: (target) =>
      inWorkspace(target, (own) =>
        withSockets(target, async (sockets) => {
          const sign = (sid: string) => sockets.worker(own.sid, sid);
          const { ben, reservation, status } = await heldByAna(own, sign);
          const offered = next(ben);
          await reservation.task.transfer(ben.sid, { mode: 'WARM' });
          const incoming = await offered;
          const meanwhile = await status();
          await incoming.accept();
          const both = await status();
          await reservation.complete();
          const one = await status();
          await incoming.complete();
          return {
            'the task meanwhile': meanwhile,
            'the task when the other has accepted': both,
            'when the first has completed his part': one,
            'when the second has too': await status(),
          };
        }),
      ),
  },
  {
    title: 'a transfer to a queue without a call',
    basis: 'assumed',
    needsKey: true,
    settles: ['A transfer to a queue'],
    emulated: {
      'the task while nobody is there': 'pending',
      'taken back': 'accepted',
      'the task then': 'assigned',
    },
    observe: (target) =>
      inWorkspace(target, (own) =>
        withSockets(target, async (sockets) => {
          const sign = (sid: string) => sockets.worker(own.sid, sid);
          const { reservation, status } = await heldByAna(own, sign);
          const nobody = await own.aQueue('nobody', '1==2');
          const initiated = told((listener) => reservation.task.once('transferInitiated', listener));
          await reservation.task.transfer(nobody, { mode: 'WARM' });
          await initiated;
          const waiting = await status();
          const { outgoing } = reservation.task.transfers;
          if (!outgoing) throw new Error('the SDK knows of no transfer');
          const taken = await answered(outgoing.cancel());
          return {
            'the task while nobody is there': waiting,
            'taken back': taken,
            'the task then': await status(),
          };
        }),
      ),
  },
];
