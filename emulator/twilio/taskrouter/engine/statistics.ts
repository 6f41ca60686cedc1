import type { Task } from './entities';
import type { WorkspaceEvent } from './events';
import type { Workspace } from './workspace';

/** What a selection of tasks looks like now. Source: https://www.twilio.com/docs/taskrouter/api/taskqueue-statistics */
export function realTime(workspace: Workspace, tasks: readonly Task[]) {
  const open = tasks.filter(({ status }) => status in STATUSES);
  const waiting = open.filter(({ status }) => status === 'pending' || status === 'reserved');
  const longest = oldest(waiting, (task) => task.createdAtMs);
  return {
    longest_task_waiting_age: longest ? secondsSince(workspace, longest.createdAtMs) : 0,
    longest_task_waiting_sid: longest?.sid ?? null,
    tasks_by_priority: countBy(open, ({ priority }) => String(priority)),
    tasks_by_status: { ...STATUSES, ...countBy(open, ({ status }) => status) },
    total_tasks: open.length,
  };
}

/** The task that has been in its present queue longest. */
export function longestInQueue(workspace: Workspace, tasks: readonly Task[]) {
  const waiting = tasks.filter(({ status }) => status === 'pending' || status === 'reserved');
  const longest = oldest(waiting, (task) => task.queueEnteredAtMs ?? task.createdAtMs);
  return {
    longest_relative_task_age_in_queue: longest
      ? secondsSince(workspace, longest.queueEnteredAtMs ?? longest.createdAtMs)
      : 0,
    longest_relative_task_sid_in_queue: longest?.sid ?? null,
  };
}

/** What happened to reservations and tasks, by the events of a selection. Times are whole seconds. */
export function cumulative(events: readonly WorkspaceEvent[], splitBySeconds: readonly number[]) {
  const of = (type: string): readonly WorkspaceEvent[] => events.filter((event) => event.type === type);
  const accepted = of('reservation.accepted');
  const canceled = of('task.canceled');
  const untilAccepted = durations(accepted, 'task_age');
  const split = splitBySeconds.map((seconds) => {
    const count = (isInside: (age: number) => boolean) => ({
      tasks_canceled: canceled.filter(({ data }) => isInside(Number(data['task_age']))).length,
      reservations_accepted: accepted.filter(({ data }) => isInside(Number(data['task_age']))).length,
    });
    return [String(seconds), { above: count((age) => age > seconds), below: count((age) => age <= seconds) }];
  });
  return {
    /** What workspaces, queues and workflows all show. */
    shared: {
      avg_task_acceptance_time: untilAccepted.avg,
      reservations_created: of('reservation.created').length,
      reservations_accepted: accepted.length,
      reservations_rejected: of('reservation.rejected').length,
      reservations_timed_out: of('reservation.timeout').length,
      reservations_canceled: of('reservation.canceled').length,
      reservations_rescinded: of('reservation.rescinded').length,
      split_by_wait_time: split.length === 0 ? null : (Object.fromEntries(split) as Record<string, unknown>),
      wait_duration_until_accepted: untilAccepted,
      wait_duration_until_canceled: durations(canceled, 'task_age'),
      tasks_canceled: canceled.length,
      tasks_completed: of('task.completed').length,
      tasks_deleted: of('task.deleted').length + of('task.system-deleted').length,
      tasks_moved: of('task-queue.moved').length,
    },
    waitInQueueUntilAccepted: durations(accepted, 'task_queue_age'),
    tasksCreated: of('task.created').length,
    tasksEnteredQueue: of('task-queue.entered').length,
    tasksEnteredWorkflow: of('workflow.entered').length,
    tasksTimedOutInWorkflow: of('workflow.timeout').length,
  };
}

const STATUSES: Readonly<Record<string, number>> = { reserved: 0, pending: 0, assigned: 0, wrapping: 0 };

function durations(events: readonly WorkspaceEvent[], field: string) {
  const seconds = events.map(({ data }) => Number(data[field] ?? 0));
  const total = seconds.reduce((sum, each) => sum + each, 0);
  const isEmpty = seconds.length === 0;
  return {
    avg: isEmpty ? 0 : Math.round(total / seconds.length),
    min: isEmpty ? 0 : Math.min(...seconds),
    max: isEmpty ? 0 : Math.max(...seconds),
    total,
  };
}

function oldest(tasks: readonly Task[], sinceMs: (task: Task) => number): Task | undefined {
  return [...tasks].sort((a, b) => sinceMs(a) - sinceMs(b))[0];
}

function secondsSince(workspace: Workspace, ms: number): number {
  return Math.floor((workspace.now() - ms) / 1000);
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}
