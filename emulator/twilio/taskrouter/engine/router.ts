import { requestInstruction } from './assignment';
import { candidatesFor, isSkipped, reportUnknownWorker } from './candidates';
import type { Task } from './entities';
import { reserve } from './reservations';
import { cancelTask } from './tasks';
import { isForOneWorker } from './transfers';
import { goOnAfterSkip, goOnAfterTimeout, isOverdue, leave, reevaluate, targetOf, tellMatched } from './way';
import type { Workspace } from './workspace';

/** Source: https://www.twilio.com/docs/taskrouter/limits (maximum assignment count) */
const MAX_ASSIGNMENTS = 1000;

/** Makes every reservation that can be made now, for the most urgent task first, and moves tasks on whose time is up. */
export function route(workspace: Workspace): void {
  const open = workspace.tasks.unended().filter(isOpen).sort(byUrgency(workspace));
  for (const task of open) if (isOpen(task)) settle(workspace, task);
}

/** A task that is being transferred to a worker waits for him only. */
function isOpen(task: Task): boolean {
  return (task.status === 'pending' || task.status === 'reserved') && !isForOneWorker(task);
}

function settle(workspace: Workspace, task: Task): void {
  while (isOpen(task)) {
    if (task.status === 'pending') {
      if (task.route.isStale) {
        const left = reevaluate(workspace, task);
        if (left) return quit(workspace, task, left);
      }
      if (isOverdue(workspace, task)) {
        if (goOnAfterTimeout(workspace, task)) continue;
        return quit(workspace, task, 'timeout');
      }
    }
    const { isFresh } = task.route;
    task.route.isFresh = false;
    if (isFresh) {
      tellMatched(workspace, task);
      reportUnknownWorker(workspace, task);
    }
    reserveFor(workspace, task);
    if (!isFresh || task.status !== 'pending') return;
    const target = targetOf(task.route);
    if (!target || !isSkipped(workspace, task, target)) return;
    if (!goOnAfterSkip(workspace, task)) return quit(workspace, task, 'skipped');
  }
}

function reserveFor(workspace: Workspace, task: Task): void {
  const room = (task.queue?.maxReservedWorkers ?? 1) - workspace.pendingOf(task).length;
  if (room <= 0) return;
  for (const worker of candidatesFor(workspace, task).slice(0, room)) {
    if (task.status === 'pending' && task.assignments >= MAX_ASSIGNMENTS)
      return cancelTask(workspace, task, 'Task TTL Exceeded or Max assignment count exceeded');
    requestInstruction(workspace, reserve(workspace, task, worker));
  }
}

function quit(workspace: Workspace, task: Task, how: 'timeout' | 'skipped'): void {
  leave(workspace, task, how);
  const reason =
    how === 'timeout' ? 'Task canceled on Workflow timeout' : 'Task canceled on Workflow skipped';
  cancelTask(workspace, task, reason);
}

/**
 * Higher priority first; then by virtual start time in the queue's order, and between a FIFO and a LIFO queue by the
 * workspace's PrioritizeQueueOrder.
 * Source: https://www.twilio.com/docs/taskrouter/queue-ordering-last-first-out-lifo
 */
function byUrgency(workspace: Workspace): (a: Task, b: Task) => number {
  return (a, b) => {
    if (a.priority !== b.priority) return b.priority - a.priority;
    const [order, other] = [a.queue?.taskOrder ?? 'FIFO', b.queue?.taskOrder ?? 'FIFO'];
    if (order !== other) return order === workspace.prioritizeQueueOrder ? -1 : 1;
    const age = a.virtualStartAtMs - b.virtualStartAtMs || a.serial - b.serial;
    return order === 'FIFO' ? age : -age;
  };
}
