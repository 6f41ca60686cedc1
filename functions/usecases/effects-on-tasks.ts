import type { Effect } from '../domain/handoff/effect';
import type { Disposition } from '../domain/handoff/outcome';
import { amendAttributes, declinedByWith } from '../domain/task-attributes';
import { isOpen, isWrappingUp, wrapUpBegun } from '../domain/wrap-up';
import type { Answer } from '../ports/answer';
import type { Task } from '../ports/task-router';
import { insistently, patiently, type Invocation } from './invocation';
import { doneUnlessUnsure, type Done } from './todo';

type Of<D extends Effect['do']> = Extract<Effect, { do: D }>;

const MOST_ROUNDS = 4;

export async function settleTask(
  invocation: Invocation,
  callSid: string,
  { task, n, disposition, reject, afterMs }: Of<'settle-task'>,
): Promise<Done> {
  const { taskRouter, clock } = invocation.ports;
  if (task !== undefined) {
    if (reject !== undefined) await insistently(invocation, () => taskRouter.rejectReservation(task, reject));
    return settle(invocation, task, disposition);
  }
  const found = await insistently(invocation, () => taskRouter.findTasks(callSid, n));
  if (found.kind !== 'ok') return 'later';
  const all = await Promise.all(found.value.map(({ sid }) => settle(invocation, sid, disposition)));
  const isTooEarly = afterMs !== undefined && clock.nowMs() < afterMs;
  return isTooEarly || all.includes('later') ? 'later' : 'done';
}

/**
 * Says on the task how it ended, and ends it; whichever way its status allows. After a call that an agent with the page
 * open had, it wraps up: the agent completes it there, or the sweeper does once the time for that is over.
 */
async function settle(invocation: Invocation, taskSid: string, disposition: Disposition): Promise<Done> {
  const { taskRouter } = invocation.ports;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const known = await insistently(invocation, () => taskRouter.fetchTask(taskSid));
    if (known.kind !== 'ok') return doneUnlessUnsure(known);
    const { value: task, revision } = known.value;
    const nowMs = invocation.ports.clock.nowMs();
    const wrapUp = disposition === 'connected' ? wrapUpBegun(task.attributes, nowMs) : {};
    const change = { status: statusOf(disposition), outcome: disposition, ...wrapUp };
    if (task.attributes.outcome === undefined) {
      const amended = amendAttributes(task.attributes, change);
      const written =
        amended &&
        (await patiently(invocation, () => taskRouter.updateAttributes(taskSid, amended, revision)));
      if (written?.kind === 'conflict' || written?.kind === 'indeterminate') continue;
      if (written?.kind === 'throttled') return 'later';
      if (written?.kind === 'ok' && 'wrapUp' in wrapUp) continue;
    }
    if (isWrappingUp(task.attributes, nowMs) && isHeld(task)) {
      if (task.status === 'wrapping') return 'later';
      const wrapped = await patiently(invocation, () => taskRouter.wrapTask(taskSid, disposition));
      if (wrapped.kind === 'ok' || wrapped.kind === 'throttled') return 'later';
      continue;
    }
    const ended = await end(invocation, task, disposition);
    if (ended.kind === 'ok') return 'done';
    if (ended.kind === 'throttled') return 'later';
    // Refused: its status has changed meanwhile. Lost: perhaps done.
  }
  return 'later';
}

/** An agent has it. */
function isHeld({ status }: Task): boolean {
  return status === 'assigned' || status === 'wrapping';
}

async function end(
  invocation: Invocation,
  { sid, status }: Task,
  disposition: Disposition,
): Promise<Answer<void>> {
  const { taskRouter } = invocation.ports;
  switch (status) {
    case 'pending':
    case 'reserved':
      return patiently(invocation, () => taskRouter.cancelTask(sid, disposition));
    case 'assigned':
    case 'wrapping':
      return patiently(invocation, () => taskRouter.completeTask(sid, disposition));
    default:
      return { kind: 'ok', value: undefined };
  }
}

function statusOf(disposition: Disposition): string {
  switch (disposition) {
    case 'connected':
    case 'returned-to-ai':
      return 'completed';
    case 'caller-left':
      return 'abandoned';
    default:
      return 'failed';
  }
}

export async function refuse(
  invocation: Invocation,
  task: string,
  { reservation, worker }: Of<'refuse'>,
): Promise<Done> {
  const { taskRouter } = invocation.ports;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const known = await insistently(invocation, () => taskRouter.fetchTask(task));
    if (known.kind !== 'ok') return doneUnlessUnsure(known);
    const { attributes } = known.value.value;
    const amended = amendAttributes(attributes, { declinedBy: declinedByWith(attributes, worker) });
    const written =
      amended &&
      (await patiently(invocation, () => taskRouter.updateAttributes(task, amended, known.value.revision)));
    if (written?.kind === 'conflict' || written?.kind === 'indeterminate') continue;
    if (written?.kind === 'throttled') return 'later';
    return doneUnlessUnsure(
      await insistently(invocation, () => taskRouter.rejectReservation(task, reservation)),
    );
  }
  return 'later';
}

/** One of two agents who have the task is done with it, or wraps up on the page. */
export async function release(
  invocation: Invocation,
  { task, reservation, untilMs }: Of<'release'>,
): Promise<Done> {
  const { taskRouter, clock } = invocation.ports;
  const known = await insistently(invocation, () => taskRouter.fetchTask(task));
  if (known.kind !== 'ok') return doneUnlessUnsure(known);
  const { attributes, status } = known.value.value;
  const hasTime = untilMs !== undefined && clock.nowMs() < untilMs;
  if (hasTime && status !== 'completed' && isOpen(attributes, reservation)) {
    await insistently(invocation, () => taskRouter.wrapReservation(task, reservation));
    return 'later';
  }
  return doneUnlessUnsure(
    await insistently(invocation, () => taskRouter.completeReservation(task, reservation)),
  );
}
