import type { MiddlewareHandler } from 'hono';
import { Hono } from 'hono';
import { notServed } from '../../../core/not-served';
import { answerTwilioError, TwilioError } from '../../../core/twilio-error';
import { usesCapacity } from '../engine/reservation-book';
import { found, namedIn, type World } from '../world';
import { listed } from './listed';
import { participantRoutes } from './participants';
import {
  activeReservations,
  activityPayload,
  changedReservation,
  channelPayload,
  queuePayload,
  reservationPayload,
  taskPayload,
  workerPayload,
} from './payloads';
import { asker } from './rest';
import { transferRoutes } from './transfers';
import type { Visitor } from './visitor';

export type Desk = Hono<{ Bindings: { visitor: Visitor } }>;

const WORKSPACE = '/Workspaces/:workspaceSid';
const OWN = `${WORKSPACE}/Workers/:workerSid`;

/** The routes behind the event bridge. What changes something is done by REST; the answer is the record as it is then. */
export function desk(world: World, restApp: Hono): Desk {
  const app: Desk = new Hono();
  const rest = asker(world, restApp);
  app.onError(answerTwilioError);
  app.notFound(notServed);
  app.use(`${WORKSPACE}/*`, inOwnWorkspace);
  app.use(`${OWN}/:part/*`, ownWorker);

  app.get(`${WORKSPACE}/Activities`, (c) => {
    const { workspace } = c.env.visitor;
    return listed(c, [...workspace.activities.values()], (activity) => activityPayload(workspace, activity));
  });
  app.get(`${WORKSPACE}/TaskQueues`, async (c) => {
    const { workspace } = c.env.visitor;
    const matching = await rest.sids(c, `/Workspaces/${workspace.sid}/TaskQueues`, 'task_queues');
    if (matching instanceof Response) return matching;
    const queues = matching.flatMap((sid) => workspace.queues.get(sid) ?? []);
    return listed(c, queues, (queue) => queuePayload(workspace, queue));
  });
  app.get(`${WORKSPACE}/TaskQueues/:sid`, (c) => {
    const { workspace } = c.env.visitor;
    return c.json({ payload: queuePayload(workspace, namedIn(c, workspace.queues)) });
  });
  app.get(`${WORKSPACE}/Workers`, async (c) => {
    const { workspace } = c.env.visitor;
    const matching = await rest.sids(c, `/Workspaces/${workspace.sid}/Workers`, 'workers');
    if (matching instanceof Response) return matching;
    const workers = matching.flatMap((sid) => workspace.workers.get(sid) ?? []);
    return listed(c, workers, (worker) => workerPayload(workspace, worker));
  });
  workerRoutes(app, rest);
  taskRoutes(app, rest);
  supervision(app, rest);
  transferRoutes(app, OWN);
  participantRoutes(app, OWN);
  return app;
}

type Asker = ReturnType<typeof asker>;

function workerRoutes(app: Desk, rest: Asker): void {
  app.get(OWN, (c) => {
    const { workspace } = c.env.visitor;
    return c.json({ payload: workerPayload(workspace, namedIn(c, workspace.workers, 'workerSid')) });
  });
  app.post(OWN, async (c) => {
    const { workspace, isSupervisor, worker: self } = c.env.visitor;
    const worker = namedIn(c, workspace.workers, 'workerSid');
    if (worker !== self && !isSupervisor) throw forbidden();
    const refused = await rest.change(c, `/Workspaces/${workspace.sid}/Workers/${worker.sid}`);
    return refused ?? c.json({ payload: workerPayload(workspace, worker) });
  });
  app.get(`${OWN}/WorkerChannels`, (c) => {
    const { workspace, worker } = c.env.visitor;
    return listed(c, worker.channels, (channel) => channelPayload(workspace, worker, channel));
  });
  app.get(`${OWN}/Reservations`, (c) => {
    const { workspace, worker } = c.env.visitor;
    const isActive = c.req.query('Active') === 'true';
    const reservations = isActive ? activeReservations(workspace, worker) : workspace.reservationsOf(worker);
    return listed(c, reservations, (reservation) => reservationPayload(workspace, reservation));
  });
  app.on(['GET', 'POST'], `${OWN}/Reservations/:sid`, async (c) => {
    const { workspace, worker } = c.env.visitor;
    const sid = c.req.param('sid');
    const reservation = found(
      c,
      workspace.reservationsOf(worker).find((each) => each.sid === sid),
    );
    if (c.req.method === 'GET') return c.json({ payload: reservationPayload(workspace, reservation) });
    const path = `/Workspaces/${workspace.sid}/Workers/${worker.sid}/Reservations/${sid}`;
    const refused = await rest.change(c, path);
    return refused ?? c.json({ payload: changedReservation(workspace, reservation) });
  });
}

function taskRoutes(app: Desk, rest: Asker): void {
  app.post(`${WORKSPACE}/Tasks`, async (c) => {
    const { workspace } = c.env.visitor;
    const answer = await rest.create(c, `/Workspaces/${workspace.sid}/Tasks`);
    if (answer instanceof Response) return answer;
    return c.json({ payload: taskPayload(workspace, found(c, workspace.tasks.get(answer))) });
  });
  app.get(`${WORKSPACE}/Tasks/:sid`, (c) => {
    const { workspace } = c.env.visitor;
    return c.json({ payload: taskPayload(workspace, namedIn(c, workspace.tasks)) });
  });
  app.post(`${WORKSPACE}/Tasks/:sid`, async (c) => {
    const { workspace, worker, isSupervisor } = c.env.visitor;
    const task = namedIn(c, workspace.tasks);
    const isHis = workspace.reservationsOf(task).some((each) => each.worker === worker && usesCapacity(each));
    if (!isHis && !isSupervisor) throw forbidden();
    const refused = await rest.change(c, `/Workspaces/${workspace.sid}/Tasks/${task.sid}`);
    return refused ?? c.json({ payload: taskPayload(workspace, task) });
  });
}

/** A supervisor's instructions for reservations of other workers. */
function supervision(app: Desk, rest: Asker): void {
  app.post(`${WORKSPACE}/Tasks/:taskSid/Reservations/:sid`, async (c) => {
    const { workspace, isSupervisor } = c.env.visitor;
    if (!isSupervisor) throw forbidden();
    const reservation = namedIn(c, workspace.reservations);
    const path = `/Workspaces/${workspace.sid}/Tasks/${reservation.task.sid}/Reservations/${reservation.sid}`;
    const refused = await rest.change(c, path);
    return refused ?? c.json({ payload: changedReservation(workspace, reservation) });
  });
}

const inOwnWorkspace: MiddlewareHandler<{ Bindings: { visitor: Visitor } }> = async (c, next) => {
  if (c.req.param('workspaceSid') !== c.env.visitor.workspace.sid) throw forbidden();
  await next();
};

const ownWorker: MiddlewareHandler<{ Bindings: { visitor: Visitor } }> = async (c, next) => {
  if (c.req.param('workerSid') !== c.env.visitor.worker.sid) throw forbidden();
  await next();
};

function forbidden(): TwilioError {
  return new TwilioError(403, 20003, 'The token does not allow this');
}
