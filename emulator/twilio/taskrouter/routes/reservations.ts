import type { Context, Hono } from 'hono';
import { Form } from '../../../core/form';
import { relativePage } from '../../../core/page';
import { TwilioError } from '../../../core/twilio-error';
import type { Reservation } from '../engine/entities';
import { execute, InstructionError } from '../engine/instructions';
import { reject } from '../engine/reservations';
import { acceptReservation, finishReservation } from '../engine/tasks';
import { moveWorker } from '../engine/workers';
import type { Workspace } from '../engine/workspace';
import { baseView } from '../base-view';
import { checkVersion, oneOf, referred, setVersion, wantedValues } from '../parameters';
import { readInstruction } from '../reservation-instruction';
import type { World } from '../world';
import { found, namedIn, workspaceOf } from '../world';

/** The same reservations under their task and under their worker. Source: https://www.twilio.com/docs/taskrouter/api/reservations */
export function mountReservations(app: Hono, world: World): void {
  mountUnder(app, world, 'Tasks');
  mountUnder(app, world, 'Workers');
}

type Owner = 'Tasks' | 'Workers';

function mountUnder(app: Hono, world: World, owner: Owner): void {
  const list = `/v1/Workspaces/:workspaceSid/${owner}/:ownerSid/Reservations`;

  app.get(list, (c) => {
    const workspace = workspaceOf(world, c);
    const statuses = wantedValues(c, 'ReservationStatus');
    const workerSids = wantedValues(c, 'WorkerSid');
    return relativePage(c, {
      key: 'reservations',
      records: reservationsOf(c, workspace, owner).filter(
        ({ status, worker }) =>
          (statuses.length === 0 || statuses.includes(status)) &&
          (workerSids.length === 0 || workerSids.includes(worker.sid)),
      ),
      position: ({ serial }) => serial,
      view: (reservation) => view(workspace, owner, reservation),
    });
  });

  app.get(`${list}/:sid`, (c) => {
    const workspace = workspaceOf(world, c);
    const reservation = reservationOf(c, workspace, owner);
    setVersion(c, reservation);
    return c.json(view(workspace, owner, reservation));
  });

  app.post(`${list}/:sid`, async (c) => {
    const workspace = workspaceOf(world, c);
    const reservation = reservationOf(c, workspace, owner);
    checkVersion(c, reservation);
    const form = await Form.of(c);
    const instruction = readInstruction(form);
    if (instruction) carryOut(() => execute(workspace, reservation, instruction));
    changeStatus(workspace, reservation, form);
    setVersion(c, reservation);
    return c.json(view(workspace, owner, reservation));
  });
}

function changeStatus(workspace: Workspace, reservation: Reservation, form: Form): void {
  const status = oneOf(form, 'ReservationStatus', ['accepted', 'rejected', 'wrapping', 'completed']);
  const activity = referred(form, 'WorkerActivitySid', workspace.activities);
  if (status === 'rejected') return reject(workspace, reservation, activity);
  if (status === 'accepted') acceptReservation(workspace, reservation);
  if (status === 'wrapping' || status === 'completed') {
    if (reservation.status !== 'accepted' && reservation.status !== 'wrapping')
      throw TwilioError.badRequest(
        `Reservation ${reservation.sid} cannot be ${status} because its current status is ${reservation.status}.`,
      );
    finishReservation(workspace, reservation, status);
  }
  if (activity) moveWorker(workspace, reservation.worker, activity);
}

function carryOut(run: () => void): void {
  try {
    run();
  } catch (error) {
    throw error instanceof InstructionError ? TwilioError.badRequest(error.message) : error;
  }
}

function reservationsOf(c: Context, workspace: Workspace, owner: Owner): Reservation[] {
  return workspace.reservationsOf(
    owner === 'Tasks' ? namedIn(c, workspace.tasks, 'ownerSid') : namedIn(c, workspace.workers, 'ownerSid'),
  );
}

function reservationOf(c: Context, workspace: Workspace, owner: Owner): Reservation {
  return found(
    c,
    reservationsOf(c, workspace, owner).find(({ sid }) => sid === c.req.param('sid')),
  );
}

function view(workspace: Workspace, owner: Owner, reservation: Reservation): Record<string, unknown> {
  const { task, worker } = reservation;
  const ownerSid = owner === 'Tasks' ? task.sid : worker.sid;
  return {
    ...baseView(workspace, reservation, `/${owner}/${ownerSid}/Reservations/${reservation.sid}`),
    reservation_status: reservation.status,
    task_sid: task.sid,
    worker_name: worker.friendlyName,
    worker_sid: worker.sid,
    links: {
      task: `${workspace.url}/Tasks/${task.sid}`,
      worker: `${workspace.url}/Workers/${worker.sid}`,
      workspace: workspace.url,
    },
  };
}
