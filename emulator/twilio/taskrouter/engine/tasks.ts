import { TwilioError } from '../../../core/twilio-error';
import { readAttributes } from './attributes';
import { NOTHING_DUE, type Due } from './dues';
import type { Activity, EndingKind, Reservation, Task, TaskChannel, TaskQueue, Workflow } from './entities';
import { record, taskData } from './events';
import { moveWorker } from './workers';
import { accept, end, follow, leaveToOthers, mutate } from './reservations';
import { enterQueue, enterWorkflow } from './way';
import type { Workspace } from './workspace';

/** How long an ended task can still be read. Source: https://www.twilio.com/docs/taskrouter/lifecycle-task-state */
const KEPT_AFTER_END_MS = 5 * 60_000;

export interface NewTask {
  readonly attributes: string;
  readonly channel: TaskChannel;
  readonly workflow?: Workflow | undefined;
  /** Straight into this queue, without a workflow. */
  readonly queue?: TaskQueue | undefined;
  readonly priority?: number | undefined;
  readonly timeoutSeconds?: number | undefined;
  readonly virtualStartAtMs?: number | undefined;
  readonly routingTarget?: string | undefined;
  readonly ignoreCapacity?: boolean | undefined;
}

const DAY_SECONDS = 86_400;

export function createTask(workspace: Workspace, wanted: NewTask): Task {
  const timeoutSeconds = wanted.timeoutSeconds ?? DAY_SECONDS;
  const task: Task = {
    ...workspace.entity('WT'),
    status: 'pending',
    attributes: readAttributes(wanted.attributes),
    priority: wanted.priority ?? 0,
    reason: undefined,
    channel: wanted.channel,
    timeoutSeconds,
    virtualStartAtMs: wanted.virtualStartAtMs ?? workspace.now(),
    workflow: wanted.workflow,
    queue: undefined,
    queueEnteredAtMs: undefined,
    routingTarget: wanted.routingTarget,
    ignoreCapacity: wanted.ignoreCapacity ?? false,
    version: 0,
    assignments: 0,
    route: {
      routing: undefined,
      arrival: undefined,
      isFresh: false,
      isStale: false,
      deadline: NOTHING_DUE,
    },
    transfers: [],
    ending: { how: 'expire', due: NOTHING_DUE },
  };
  endAfter(workspace, task, timeoutSeconds * 1000, 'expire');
  workspace.tasks.set(task.sid, task);
  const isLost = wanted.workflow && !enterWorkflow(workspace, task, wanted.workflow);
  if (wanted.queue) enterQueue(workspace, task, wanted.queue);
  tell(workspace, task, 'task.created', 'created');
  if (isLost) cancelTask(workspace, task, 'Task canceled on Workflow skipped');
  workspace.wake();
  return task;
}

/** Ends a task that nobody has taken; its reservations are canceled. 400 with code 20001 when somebody has. */
export function cancelTask(workspace: Workspace, task: Task, reason: string | undefined): void {
  if (task.status !== 'pending' && task.status !== 'reserved')
    throw refusal(workspace, task, 'cancel', 'it is not pending or reserved');
  close(workspace, task, 'canceled', reason);
  tell(workspace, task, 'task.canceled', `canceled${reason ? `: ${reason}` : ''}`);
  for (const reservation of workspace.pendingOf(task)) end(workspace, reservation, 'canceled');
}

/** The worker takes the task, and has a day to complete it. */
export function acceptReservation(workspace: Workspace, reservation: Reservation): void {
  const { task } = reservation;
  accept(workspace, reservation);
  task.ending.due.stop();
  endAfter(workspace, task, DAY_SECONDS * 1000, 'delete');
}

export function completeTask(workspace: Workspace, task: Task, reason: string | undefined): void {
  if (task.status !== 'assigned' && task.status !== 'wrapping')
    throw refusal(workspace, task, 'complete', 'it is not currently assigned');
  close(workspace, task, 'completed', reason);
  tell(workspace, task, 'task.completed', 'completed');
  follow(workspace, task, 'completed');
}

export function wrapTask(workspace: Workspace, task: Task, reason: string | undefined): void {
  if (task.status !== 'assigned') throw refusal(workspace, task, 'wrap up', 'it is not currently assigned');
  task.status = 'wrapping';
  if (reason !== undefined) task.reason = reason;
  mutate(workspace, task);
  tell(workspace, task, 'task.wrapup', 'wrapping up');
  follow(workspace, task, 'wrapping');
}

/** The worker is done with the task, and so is the task itself unless others hold it, are asked to, or still wrap up. */
export function finishReservation(
  workspace: Workspace,
  reservation: Reservation,
  status: 'wrapping' | 'completed',
): void {
  const { task } = reservation;
  const isOther = (each: Reservation): boolean =>
    each !== reservation &&
    (each.status === 'accepted' || (each.status === 'wrapping' && status === 'completed'));
  const others = workspace.reservationsOf(task).filter(isOther);
  const isTransferred = task.status === 'reserved' || task.status === 'pending';
  if (others.length > 0 || isTransferred) return leaveToOthers(workspace, reservation, status);
  const finish = status === 'wrapping' ? wrapTask : completeTask;
  finish(workspace, task, undefined);
}

/**
 * The talk that TaskRouter led is over: the worker wraps up, in a single-tasking workspace he is done; he goes to the activity
 * that the instruction named. Source: https://www.twilio.com/docs/taskrouter/lifecycle-task-state
 */
export function endTalk(
  workspace: Workspace,
  reservation: Reservation,
  postWorkActivity: Activity | undefined,
): void {
  if (reservation.status !== 'accepted') return;
  finishReservation(workspace, reservation, workspace.multiTaskEnabled ? 'wrapping' : 'completed');
  if (postWorkActivity) moveWorker(workspace, reservation.worker, postWorkActivity);
}

/** Removes the task at once, whatever its state. */
export function deleteTask(workspace: Workspace, task: Task): void {
  stop(task);
  tell(workspace, task, 'task.deleted', 'deleted');
  for (const reservation of workspace.pendingOf(task)) end(workspace, reservation, 'canceled');
  follow(workspace, task, 'completed');
  forget(workspace, task);
}

export interface TaskChange {
  readonly attributes?: string | undefined;
  readonly priority?: number | undefined;
  readonly channel?: TaskChannel | undefined;
  readonly virtualStartAtMs?: number | undefined;
}

/** New attributes send a waiting task through its workflow again. */
export function updateTask(workspace: Workspace, task: Task, change: TaskChange): void {
  const attributes = change.attributes === undefined ? undefined : readAttributes(change.attributes);
  if (attributes !== undefined && attributes !== task.attributes) {
    task.attributes = attributes;
    task.route.isStale = true;
  }
  task.priority = change.priority ?? task.priority;
  task.channel = change.channel ?? task.channel;
  task.virtualStartAtMs = change.virtualStartAtMs ?? task.virtualStartAtMs;
  mutate(workspace, task);
  workspace.wake();
}

/** Writes attributes that TaskRouter itself adds (`worker_call_sid`); they do not change the task's way. */
export function addAttributes(workspace: Workspace, task: Task, added: Record<string, unknown>): void {
  task.attributes = JSON.stringify({ ...(JSON.parse(task.attributes) as object), ...added });
  mutate(workspace, task);
  tellUpdated(workspace, task);
}

export function tellUpdated(workspace: Workspace, task: Task): void {
  tell(workspace, task, 'task.updated', 'updated');
}

const ENDINGS: Readonly<Record<EndingKind, (workspace: Workspace, task: Task) => void>> = {
  expire: (workspace, task) => cancelTask(workspace, task, 'Task TTL Exceeded'),
  delete: systemDelete,
  forget,
};

function endAfter(workspace: Workspace, task: Task, delayMs: number, how: EndingKind): void {
  task.ending = { how, due: workspace.dues.after(delayMs, () => ENDINGS[how](workspace, task)) };
}

/** Waits again for an ending that a snapshot has carried. */
export function resumeEnding(workspace: Workspace, task: Task, how: EndingKind, due: Due): void {
  task.ending = { how, due: workspace.dues.resume(due, () => ENDINGS[how](workspace, task)) };
}

function systemDelete(workspace: Workspace, task: Task): void {
  stop(task);
  tell(workspace, task, 'task.system-deleted', 'deleted by the system');
  follow(workspace, task, 'completed');
  forget(workspace, task);
}

function close(workspace: Workspace, task: Task, status: 'canceled' | 'completed', reason?: string): void {
  stop(task);
  task.status = status;
  if (reason !== undefined) task.reason = reason;
  mutate(workspace, task);
  endAfter(workspace, task, KEPT_AFTER_END_MS, 'forget');
}

function stop(task: Task): void {
  task.ending.due.stop();
  task.route.deadline.stop();
}

function forget(workspace: Workspace, task: Task): void {
  workspace.tasks.delete(task.sid);
  for (const { sid } of workspace.reservationsOf(task)) workspace.reservations.delete(sid);
}

function tell(workspace: Workspace, task: Task, type: string, what: string): void {
  record(workspace, type, task, `Task ${task.sid} ${what}`, taskData(workspace, task));
}

function refusal(workspace: Workspace, task: Task, verb: string, why: string): TwilioError {
  return TwilioError.badRequest(
    `Cannot ${verb} task ${task.sid} in workspace ${workspace.sid} for account ${workspace.ctx.account.sid} because ${why}.`,
  );
}
