import type { Task, TaskQueue, TaskRoute, Workflow } from './entities';
import { attributesOf } from './entities';
import { record, taskData } from './events';
import type { Arrival, Place, Routing, Target } from './routing';
import { afterSkip, afterTimeout, arrive, deadlineOf, targetAt } from './routing';
import type { Workspace } from './workspace';

/** A task's way through its workflow. Each step says whether the task is still in it; false means that it left. */

/** A new task enters its workflow; false when no filter and no default takes it. */
export function enterWorkflow(workspace: Workspace, task: Task, workflow: Workflow): boolean {
  tell(workspace, task, 'workflow.entered', `entered Workflow ${workflow.friendlyName}`);
  return evaluateFromTheStart(workspace, task, workflow) === undefined;
}

/** Evaluates the workflow anew, timeouts counted in the task's age; says why the task left, if it did. */
export function reevaluate(workspace: Workspace, task: Task): 'timeout' | 'skipped' | undefined {
  task.route.isStale = false;
  return task.workflow && evaluateFromTheStart(workspace, task, task.workflow);
}

function evaluateFromTheStart(
  workspace: Workspace,
  task: Task,
  { routing }: Workflow,
): 'timeout' | 'skipped' | undefined {
  const { route } = task;
  const arrival = arrive(routing, attributesOf(task), workspace.now() - task.createdAtMs);
  if (arrival === 'timeout' || arrival === 'skipped') return arrival;
  if (route.routing === routing && isSamePlace(arrival.place, route.arrival?.place)) return undefined;
  moveTo(workspace, task, routing, arrival);
  return undefined;
}

/** True when the place's timeout has passed. */
export function isOverdue(workspace: Workspace, task: Task): boolean {
  const deadlineMs = deadlineAge(task);
  return deadlineMs !== undefined && workspace.now() - task.createdAtMs >= deadlineMs;
}

/** On to where the workflow leads after a timeout; false when it leads nowhere. */
export function goOnAfterTimeout(workspace: Workspace, task: Task): boolean {
  const { queue, route } = task;
  const deadlineMs = deadlineAge(task);
  if (queue) tell(workspace, task, 'task-queue.timeout', `timed out of TaskQueue ${queue.friendlyName}`);
  if (!route.routing || !route.arrival || deadlineMs === undefined) return false;
  const next = afterTimeout(route.routing, attributesOf(task), route.arrival.place, deadlineMs);
  if (next) moveTo(workspace, task, route.routing, next);
  return next !== undefined;
}

/** On to where the workflow leads after a skip; false when it leads nowhere. */
export function goOnAfterSkip(workspace: Workspace, task: Task): boolean {
  const { routing, arrival } = task.route;
  if (!routing || !arrival) return false;
  const next = afterSkip(routing, attributesOf(task), arrival);
  if (next) moveTo(workspace, task, routing, next);
  return next !== undefined;
}

/** The target that the task waits for; none in the default filter and without a workflow. */
export function targetOf({ routing, arrival }: TaskRoute): Target | undefined {
  return routing && targetAt(routing, arrival?.place);
}

/** The task is looked at in its present place for the first time. */
export function tellMatched(workspace: Workspace, task: Task): void {
  if (!task.workflow || !targetOf(task.route)) return;
  const what = `matched a target of Workflow ${task.workflow.friendlyName}`;
  tell(workspace, task, 'workflow.target-matched', what);
}

export function leave(workspace: Workspace, task: Task, how: 'timeout' | 'skipped'): void {
  const name = task.workflow?.friendlyName ?? '';
  tell(
    workspace,
    task,
    `workflow.${how}`,
    `${how === 'timeout' ? 'timed out in' : 'skipped'} Workflow ${name}`,
  );
}

export function enterQueue(workspace: Workspace, task: Task, queue: TaskQueue): void {
  task.queue = queue;
  task.queueEnteredAtMs = workspace.now();
  tell(workspace, task, 'task-queue.entered', `entered TaskQueue ${queue.friendlyName}`);
}

function deadlineAge({ route: { routing, arrival } }: Task): number | undefined {
  return routing && arrival && deadlineOf(routing, arrival);
}

function moveTo(workspace: Workspace, task: Task, routing: Routing, arrival: Arrival): void {
  const { route } = task;
  const target = targetAt(routing, arrival.place);
  const queue = workspace.queues.get(target?.queueSid ?? routing.defaultQueueSid ?? '');
  if (!queue) throw new Error(`task ${task.sid} is led to a TaskQueue that is gone`);
  route.deadline.stop();
  route.routing = routing;
  route.arrival = arrival;
  route.isFresh = true;
  const deadlineMs = deadlineOf(routing, arrival);
  if (deadlineMs !== undefined) {
    const ageMs = workspace.now() - task.createdAtMs;
    route.deadline = workspace.dues.after(deadlineMs - ageMs, () => workspace.wake());
  }
  task.priority = target?.priority ?? task.priority;
  if (task.queue === queue) return;
  if (task.queue)
    tell(workspace, task, 'task-queue.moved', `moved out of TaskQueue ${task.queue.friendlyName}`);
  enterQueue(workspace, task, queue);
}

function isSamePlace(a: Place, b: Place | undefined): boolean {
  if (a === 'default' || b === 'default' || b === undefined) return a === b;
  return a.filter === b.filter && a.target === b.target;
}

function tell(workspace: Workspace, task: Task, type: string, what: string): void {
  record(workspace, type, task, `Task ${task.sid} ${what}`, taskData(workspace, task));
}
