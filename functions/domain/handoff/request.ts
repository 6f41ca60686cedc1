import { fitUpdate, mergeUpdates, type ContextUpdate } from '../context';
import { at, closed, doneWith, isLeased, isLive, leased, tellCaller, unleased, wanting } from './change';
import type { Effect } from './effect';
import type { HandoffEvent, Moment, Requested } from './event';
import type { Handoff } from './record';

export function requested(
  handoff: Handoff | undefined,
  event: Requested,
  moment: Moment,
): Handoff | undefined {
  if (!handoff) return opened(undefined, event, moment);
  if (isLive(handoff)) return resumed(handoff, event, moment);
  return mayAskAgain(handoff, event, moment) && !isBlocked(handoff)
    ? opened(handoff, event, moment)
    : handoff;
}

/** A request while one is live changes nothing, unless its maker was lost before it had made the task. */
function resumed(handoff: Handoff, event: Requested, moment: Moment): Handoff {
  if (handoff.leg !== event.leg) return handoff;
  if (handoff.state.name !== 'requested' || isLeased(handoff, moment.nowMs)) return handoff;
  return leased({ ...handoff, todo: withContext(handoff.todo, event.context) }, moment);
}

/** A task of an earlier handoff may still live: no other one is made before it is ended. */
export function isBlocked({ todo }: Handoff): boolean {
  return todo.some((effect) => effect.do === 'settle-task');
}

function mayAskAgain(handoff: Handoff, event: Requested, { nowMs, policy }: Moment): boolean {
  if (handoff.state.name !== 'closed') return false;
  const { disposition } = handoff.state;
  if (disposition === 'caller-left' || disposition === 'connected') return false;
  if (event.after !== undefined) return event.after === handoff.n;
  if (event.leg !== handoff.leg) return false;
  const endedMs = handoff.times.requested + (handoff.times.ended ?? 0);
  return disposition === 'returned-to-ai' || nowMs - endedMs >= policy.debounceMs;
}

function opened(last: Handoff | undefined, event: Requested, moment: Moment): Handoff {
  const { nowMs, policy } = moment;
  const { via, origin, leg, waits, language, department, context } = event;
  const handoff: Handoff = {
    v: 1,
    n: (last?.n ?? 0) + 1,
    via,
    origin,
    leg,
    waits,
    language,
    department,
    state: { name: 'requested', deadlineMs: nowMs + policy.leaseMs },
    untilMs: nowMs + policy.searchMs,
    fence: last?.fence ?? 0,
    todo: withContext(last?.todo ?? [], context),
    times: { requested: nowMs },
    rung: 0,
    declined: 0,
    over: [],
  };
  return leased(handoff, moment);
}

/** One effect for all that is not stored yet: the record has no room for two. */
function withContext(todo: readonly Effect[], context: ContextUpdate): Effect[] {
  const others = todo.filter((effect) => effect.do !== 'store-context');
  const updates = todo.flatMap((effect) => (effect.do === 'store-context' ? [effect.update] : []));
  return [...others, storing(updates.reduceRight((newer, older) => mergeUpdates(older, newer), context))];
}

/** Who is let through the gate has the caller. */
function storing(context: ContextUpdate): Effect {
  const isNewLeg = context.leg !== '';
  return { do: 'store-context', update: { ...fitUpdate(context), ...(isNewLeg && { isNewLeg }) } };
}

export function taskCreated(
  before: Handoff,
  { n, task, stored }: Extract<HandoffEvent, { kind: 'task-created' }>,
  moment: Moment,
): Handoff {
  const handoff = stored ? doneWith(before, [storing(stored)]) : before;
  const { state, todo } = handoff;
  if (handoff.n === n && state.name === 'requested') return queued(handoff, task, moment);
  if (handoff.n === n && 'task' in state && state.task === task) return handoff;
  if (todo.some((effect) => effect.do === 'settle-task' && effect.task === task)) return handoff;
  return wanting(handoff, [orphan(handoff, n, task)], moment);
}

function orphan({ state }: Handoff, n: number, task: string) {
  const disposition = state.name === 'closed' ? state.disposition : 'failed:task-refused';
  return { do: 'settle-task', task, n, disposition } as const;
}

/** The task is known and waits for an agent. */
export function queued(handoff: Handoff, task: string, { nowMs }: Moment): Handoff {
  const next: Handoff = { ...handoff, state: { name: 'queued', task, deadlineMs: handoff.untilMs } };
  return at(next.todo.length === 0 ? unleased(next) : next, 'queued', nowMs);
}

export function taskRefused(handoff: Handoff, n: number, moment: Moment): Handoff {
  if (handoff.n !== n || handoff.state.name !== 'requested') return handoff;
  const tell = handoff.via === 'tool' && handoff.waits === 'ai' ? [] : tellCaller(handoff, 'failed');
  return closed(handoff, 'failed:task-refused', tell, moment, false);
}
