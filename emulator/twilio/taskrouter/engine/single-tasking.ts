import type { Reservation } from './entities';
import { activitiesOf } from './queues';
import { moveWorker } from './workers';
import type { Workspace } from './workspace';

/**
 * In a single-tasking workspace the queue puts whom it reserves into one activity, and who accepts into another. There he
 * stays until somebody moves him.
 * Source: https://www.twilio.com/docs/taskrouter/api/activity
 */
export function moveToReservation(workspace: Workspace, reservation: Reservation): void {
  const { task, worker } = reservation;
  const activity = activitiesOf(workspace, task.queue).reservation;
  if (!activity) return;
  reservation.activityBefore = worker.activity;
  moveWorker(workspace, worker, activity);
}

export function moveToAssignment(workspace: Workspace, { task, worker }: Reservation): void {
  const activity = activitiesOf(workspace, task.queue).assignment;
  if (activity) moveWorker(workspace, worker, activity);
}

/** Whom nobody needs any more goes back to what he did, unless he does something else already. */
export function moveBack(workspace: Workspace, { task, worker, activityBefore }: Reservation): void {
  if (activityBefore && worker.activity === activitiesOf(workspace, task.queue).reservation)
    moveWorker(workspace, worker, activityBefore);
}
