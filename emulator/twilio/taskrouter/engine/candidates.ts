import type { Attributes, OrderClause, Path } from '../../../../routing/language';
import { attributeNames, evaluate, queueNames, targetNames } from '../../../../routing/language';
import { hasRoom, namedWorker } from './capacity';
import type { Task, TaskQueue, Worker } from './entities';
import { attributesOf } from './entities';
import type { Target } from './routing';
import { targetOf } from './way';
import type { Workspace } from './workspace';

/** The workers that TargetWorkers of this queue lets in, whatever they do now. */
export function workersOf(workspace: Workspace, queue: TaskQueue): Worker[] {
  const { target } = queue;
  if (!target) return [];
  return [...workspace.workers.values()].filter((worker) =>
    evaluate(target, attributeNames(attributesOf(worker))),
  );
}

/** The workers who can be reserved for this task now, the best first. */
export function candidatesFor(workspace: Workspace, task: Task): Worker[] {
  const busy = new Set(workspace.pendingOf(task).map(({ worker }) => worker));
  const wanted = task.routingTarget && workspace.workers.get(task.routingTarget);
  if (wanted)
    return (task.ignoreCapacity || hasRoom(workspace, wanted, task.channel)) && !busy.has(wanted)
      ? [wanted]
      : [];
  if (!task.queue) return [];
  const target = targetOf(task.route);
  const eligible = workersOf(workspace, task.queue).filter(
    (worker) =>
      !busy.has(worker) &&
      hasRoom(workspace, worker, task.channel) &&
      (!target || isTargeted(workspace, target, task, worker)),
  );
  return eligible.sort(byOrder(eligible, target?.orderBy ?? []));
}

/** True when the target's skip_if says to go on to the next target. */
export function isSkipped(workspace: Workspace, task: Task, target: Target): boolean {
  if (!target.skipIf || !task.queue) return false;
  const workers = workersOf(workspace, task.queue);
  const byActivity: Record<string, number> = {};
  for (const { activity } of workers) byActivity[activity.sid] = (byActivity[activity.sid] ?? 0) + 1;
  const available = workers.filter(({ activity }) => activity.available).length;
  const counts = { available, unavailable: workers.length - available, byActivity };
  return evaluate(target.skipIf, queueNames(counts));
}

function isTargeted(workspace: Workspace, target: Target, task: Task, worker: Worker): boolean {
  const attributes = attributesOf(task);
  if (target.knownWorker) {
    const known = attributeNames(attributes)(target.knownWorker.path);
    if (known !== worker[target.knownWorker.by]) return false;
  }
  return (
    !target.expression || evaluate(target.expression, targetNames(attributes, namedWorker(workspace, worker)))
  );
}

/**
 * Twilio reports when the task names no known worker, or one who is not there or not in the queue, and waits for him all
 * the same. Null is an answer: there is none.
 * Source: https://www.twilio.com/docs/api/errors/40152, https://www.twilio.com/docs/api/errors/40154
 */
export function reportUnknownWorker(workspace: Workspace, task: Task): void {
  const known = targetOf(task.route)?.knownWorker;
  if (!known || !task.queue) return;
  const wanted = attributeNames(attributesOf(task))(known.path);
  const isWanted = (worker: Worker): boolean => worker[known.by] === wanted;
  if (wanted === null || workersOf(workspace, task.queue).some(isWanted)) return;
  const [code, message] = [...workspace.workers.values()].some(isWanted)
    ? [40152, `The known worker ${String(wanted)} is not in TaskQueue ${task.queue.friendlyName}`]
    : [40154, `There is no known worker ${String(wanted)}`];
  workspace.ctx.journal.add('taskrouter.known-worker', { code, message, task_sid: task.sid });
}

/**
 * By the target's order_by; a missing attribute is last in either direction, a clause that meets anything but a whole
 * number is ignored. What is left undecided goes to the worker who has been idle longest.
 * Source: https://www.twilio.com/docs/taskrouter/workflow-configuration/order-workers
 */
function byOrder(
  workers: readonly Worker[],
  clauses: readonly OrderClause[],
): (a: Worker, b: Worker) => number {
  const attributes = new Map(workers.map((worker) => [worker, attributesOf(worker)]));
  const valueAt = (worker: Worker, path: Path): unknown =>
    attributeNames(attributes.get(worker) as Attributes)(path) ?? undefined;
  const usable = clauses.filter(({ path }) =>
    workers.every((worker) => {
      const value = valueAt(worker, path);
      return value === undefined || Number.isInteger(value);
    }),
  );
  return (a, b) => {
    for (const { path, direction } of usable) {
      const [left, right] = [valueAt(a, path) as number | undefined, valueAt(b, path) as number | undefined];
      if (left === right) continue;
      if (left === undefined) return 1;
      if (right === undefined) return -1;
      return direction === 'DESC' ? right - left : left - right;
    }
    return a.idleSince - b.idleSince;
  };
}
