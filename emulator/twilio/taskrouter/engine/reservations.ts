import { TwilioError } from '../../../core/twilio-error';
import type { Activity, Reservation, ReservationStatus, Task, Worker } from './entities';
import { record, reservationData, taskData } from './events';
import { moveBack, moveToAssignment, moveToReservation } from './single-tasking';
import { moveWorker } from './workers';
import type { Workspace } from './workspace';

/** Seconds to accept or reject where no workflow says otherwise. */
const DEFAULT_TIMEOUT_SECONDS = 120;

/** Reserves the worker for the task and starts the reservation's time. */
export function reserve(workspace: Workspace, task: Task, worker: Worker): Reservation {
  const seconds = task.workflow?.taskReservationTimeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
  const reservation: Reservation = {
    ...workspace.entity('WR'),
    task,
    worker,
    timeoutSeconds: seconds,
    status: 'pending',
    workerCallSid: undefined,
    activityBefore: undefined,
    version: 0,
    timeout: workspace.dues.after(seconds * 1000, () => timeOut(workspace, reservation)),
  };
  workspace.reservations.set(reservation.sid, reservation);
  worker.version += 1;
  if (task.status === 'pending') {
    task.status = 'reserved';
    task.assignments += 1;
    mutate(workspace, task);
  }
  tell(workspace, reservation, 'created');
  moveToReservation(workspace, reservation);
  return reservation;
}

/** The first to accept gets the task; what else was reserved for it is rescinded. */
export function accept(workspace: Workspace, reservation: Reservation): void {
  refuseUnlessPending(reservation, 'accepted');
  finish(workspace, reservation, 'accepted');
  reservation.task.status = 'assigned';
  reservation.task.route.deadline.stop();
  mutate(workspace, reservation.task);
  tell(workspace, reservation, 'accepted');
  moveToAssignment(workspace, reservation);
  for (const sibling of workspace.pendingOf(reservation.task)) end(workspace, sibling, 'rescinded');
}

/** The worker does not take it. The task goes on to whoever is next, which may be the same worker. */
export function reject(workspace: Workspace, reservation: Reservation, activity?: Activity): void {
  refuseUnlessPending(reservation, 'rejected');
  end(workspace, reservation, 'rejected');
  if (activity) moveWorker(workspace, reservation.worker, activity);
}

/**
 * Ends a pending reservation without its acceptance. A task that loses its last one is pending again, or assigned when
 * somebody holds it, who wanted to transfer it.
 */
export function end(
  workspace: Workspace,
  reservation: Reservation,
  status: 'rejected' | 'timeout' | 'canceled' | 'rescinded',
): void {
  finish(workspace, reservation, status);
  release(workspace, reservation);
  tell(workspace, reservation, status);
  if (status === 'canceled' || status === 'rescinded') moveBack(workspace, reservation);
  const { task } = reservation;
  if (task.status === 'reserved' && workspace.pendingOf(task).length === 0) {
    const isTransferred = task.transfers.length > 0;
    const isHeld = holdersOf(workspace, task).length > 0 && !isLookingFurther(task);
    task.status = isHeld ? 'assigned' : 'pending';
    mutate(workspace, task);
    if (isTransferred)
      record(workspace, 'task.updated', task, `Task ${task.sid} updated`, taskData(workspace, task));
  }
}

/** A transfer to a queue goes on to the next worker when one does not take it. */
function isLookingFurther({ transfers }: Task): boolean {
  return transfers.some(({ status }) => status === 'initiated');
}

/** The accepted reservations of a task: several only after a transfer. */
export function holdersOf(workspace: Workspace, task: Task): Reservation[] {
  return workspace.reservationsOf(task).filter(({ status }) => status === 'accepted');
}

/** One of several who hold the task is done with it; the others go on. */
export function leaveToOthers(
  workspace: Workspace,
  reservation: Reservation,
  status: 'wrapping' | 'completed',
): void {
  finish(workspace, reservation, status);
  if (status === 'completed') release(workspace, reservation);
  tell(workspace, reservation, status === 'wrapping' ? 'wrapup' : 'completed');
}

/** The task moved on, its accepted reservation follows. */
export function follow(workspace: Workspace, task: Task, status: 'wrapping' | 'completed'): void {
  for (const reservation of workspace.reservationsOf(task)) {
    if (reservation.status !== 'accepted' && reservation.status !== 'wrapping') continue;
    if (reservation.status === status) continue;
    leaveToOthers(workspace, reservation, status);
  }
}

/** The record changed: a reader with an older version must read again. */
export function mutate(workspace: Workspace, record: Task | Reservation): void {
  record.version += 1;
  workspace.touch(record);
}

export function timeOut(workspace: Workspace, reservation: Reservation): void {
  end(workspace, reservation, 'timeout');
  moveWorker(workspace, reservation.worker, workspace.timeoutActivity);
}

function finish(workspace: Workspace, reservation: Reservation, status: ReservationStatus): void {
  reservation.timeout.stop();
  reservation.status = status;
  mutate(workspace, reservation);
}

function release(workspace: Workspace, { worker }: Reservation): void {
  worker.idleSince = workspace.nextSerial();
  workspace.wake();
}

function refuseUnlessPending(reservation: Reservation, wanted: ReservationStatus): void {
  if (reservation.status === 'pending') return;
  throw TwilioError.badRequest(
    `Reservation ${reservation.sid} cannot be ${wanted} because its current status is ${reservation.status}.`,
  );
}

function tell(workspace: Workspace, reservation: Reservation, what: string): void {
  const description = `Reservation ${reservation.sid} ${what}`;
  record(workspace, `reservation.${what}`, reservation, description, reservationData(workspace, reservation));
}
