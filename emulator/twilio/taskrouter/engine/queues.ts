import { TwilioError } from '../../../core/twilio-error';
import { readExpression } from './configuration';
import type { Activity, TaskOrder, TaskQueue } from './entities';
import { queueData, record } from './events';
import type { Routing } from './routing';
import type { Workspace } from './workspace';

export interface QueueChange {
  readonly friendlyName?: string | undefined;
  readonly targetWorkers?: string | undefined;
  readonly maxReservedWorkers?: number | undefined;
  readonly taskOrder?: TaskOrder | undefined;
  readonly reservationActivity?: Activity | undefined;
  readonly assignmentActivity?: Activity | undefined;
}

/** Source: https://www.twilio.com/docs/taskrouter/api/task-queue */
const MAX_RESERVED_WORKERS = 50;

export function createQueue(workspace: Workspace, wanted: QueueChange & { friendlyName: string }): TaskQueue {
  const { targetWorkers = '1==1', reservationActivity, assignmentActivity } = wanted;
  if (!workspace.multiTaskEnabled && !(reservationActivity && assignmentActivity))
    throw TwilioError.badRequest('Activity Sids cannot be empty');
  const queue: TaskQueue = {
    ...workspace.entity('WQ'),
    friendlyName: wanted.friendlyName,
    targetWorkers,
    target: readTarget(targetWorkers),
    maxReservedWorkers: readMaxReservedWorkers(wanted.maxReservedWorkers ?? 1),
    taskOrder: wanted.taskOrder ?? 'FIFO',
    reservationActivity,
    assignmentActivity,
  };
  workspace.queues.set(queue.sid, queue);
  record(workspace, 'task-queue.created', queue, `TaskQueue ${queue.friendlyName} created`, queueData(queue));
  return queue;
}

export function updateQueue(workspace: Workspace, queue: TaskQueue, change: QueueChange): void {
  const { targetWorkers, maxReservedWorkers } = change;
  const target = targetWorkers === undefined ? queue.target : readTarget(targetWorkers);
  if (maxReservedWorkers !== undefined) queue.maxReservedWorkers = readMaxReservedWorkers(maxReservedWorkers);
  queue.friendlyName = change.friendlyName ?? queue.friendlyName;
  queue.taskOrder = change.taskOrder ?? queue.taskOrder;
  queue.reservationActivity = change.reservationActivity ?? queue.reservationActivity;
  queue.assignmentActivity = change.assignmentActivity ?? queue.assignmentActivity;
  workspace.touch(queue);
  if (targetWorkers !== undefined && targetWorkers !== queue.targetWorkers) {
    queue.targetWorkers = targetWorkers;
    queue.target = target;
    const description = `TaskQueue ${queue.friendlyName} expression updated`;
    record(workspace, 'task-queue.expression.updated', queue, description, queueData(queue));
  }
  workspace.wake();
}

/** Where the queue puts workers for a reservation, and for a task that they have accepted: nowhere in a multitasking workspace. */
export function activitiesOf(
  { multiTaskEnabled }: Workspace,
  queue: TaskQueue | undefined,
): Record<'reservation' | 'assignment', Activity | undefined> {
  const { reservationActivity, assignmentActivity } = (!multiTaskEnabled && queue) || {};
  return { reservation: reservationActivity, assignment: assignmentActivity };
}

/** A queue that holds tasks, or that a workflow leads to, cannot be deleted. */
export function deleteQueue(workspace: Workspace, queue: TaskQueue): void {
  const isBusy = [...workspace.tasks.values()].some(
    ({ status, queue: present, route: { routing } }) =>
      status !== 'completed' &&
      status !== 'canceled' &&
      (present === queue || (routing && leadsTo(routing, queue))),
  );
  const isReferenced = [...workspace.workflows.values()].some(({ routing }) => leadsTo(routing, queue));
  if (isBusy || isReferenced)
    throw TwilioError.badRequest(
      `Cannot delete TaskQueue ${queue.sid} because ${isBusy ? 'it still has tasks' : 'a workflow refers to it'}.`,
    );
  workspace.queues.delete(queue.sid);
  record(workspace, 'task-queue.deleted', queue, `TaskQueue ${queue.friendlyName} deleted`, queueData(queue));
}

function leadsTo(routing: Routing, { sid }: TaskQueue): boolean {
  return (
    routing.defaultQueueSid === sid ||
    routing.filters.some(({ targets }) => targets.some(({ queueSid }) => queueSid === sid))
  );
}

/** An empty expression lets nobody in. */
function readTarget(text: string): TaskQueue['target'] {
  return text.trim() === '' ? undefined : readExpression(text, 'target-workers');
}

function readMaxReservedWorkers(value: number): number {
  if (!Number.isInteger(value) || value < 1 || value > MAX_RESERVED_WORKERS)
    throw TwilioError.badRequest(`MaxReservedWorkers must be between 1 and ${MAX_RESERVED_WORKERS}`);
  return value;
}
