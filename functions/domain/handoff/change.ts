import { effectSchema, type Effect } from './effect';
import type { Moment } from './event';
import type { Disposition, Times } from './outcome';
import type { Handoff } from './record';

/** What decisions are made of: each function gives a new record, none changes the one it was given. */

export function isLive(handoff: Handoff): boolean {
  return handoff.state.name !== 'closed';
}

/** Nobody has accepted yet. */
export function isSearching(handoff: Handoff): boolean {
  return ['requested', 'queued', 'ringing', 'whispering'].includes(handoff.state.name);
}

export function isLeased(handoff: Handoff, nowMs: number): boolean {
  return handoff.lease !== undefined && handoff.lease.untilMs > nowMs;
}

export function leased(handoff: Handoff, { nowMs, owner, policy }: Moment): Handoff {
  return { ...handoff, fence: handoff.fence + 1, lease: { owner, untilMs: nowMs + policy.leaseMs } };
}

export function unleased(handoff: Handoff): Handoff {
  const { lease: _, ...rest } = handoff;
  return rest;
}

/** Adds effects, and the right to carry them out. */
export function wanting(handoff: Handoff, effects: readonly Effect[], moment: Moment): Handoff {
  return effects.length === 0 ? handoff : leased({ ...handoff, todo: [...handoff.todo, ...effects] }, moment);
}

const MOST_REMEMBERED = 2;

/** The reservations that are over, one more of them. */
export function remembered(over: readonly string[], reservation: string): string[] {
  return [...over, reservation].slice(-MOST_REMEMBERED);
}

/** Notes when something happened first. */
export function at(handoff: Handoff, moment: keyof Times, nowMs: number): Handoff {
  if (handoff.times[moment] !== undefined) return handoff;
  return { ...handoff, times: { ...handoff.times, [moment]: Math.max(0, nowMs - handoff.times.requested) } };
}

/** The one way to the end. `effects` come before those that every end wants. */
export function closed(
  handoff: Handoff,
  disposition: Disposition,
  effects: readonly Effect[],
  moment: Moment,
  hasTask = true,
): Handoff {
  const ended = at(handoff, 'ended', moment.nowMs);
  const { n, via, times, language, department } = ended;
  const { requested, ended: endedMs } = times;
  // The outcome carries the whole timeline, and what only a live one needs is left undone: records stay small.
  const todo = handoff.todo.filter((effect) => !['refuse', 'let-go', 'release'].includes(effect.do));
  return wanting(
    {
      ...unleased(ended),
      state: { name: 'closed', disposition },
      times: { requested, ended: endedMs },
      over: [],
      todo,
    },
    [
      ...effects,
      ...endNext(handoff, disposition === 'connected' ? 'caller-left' : 'too-late'),
      ...(hasTask ? [settleTask(handoff, disposition)] : []),
      { do: 'outcome', n, via, disposition, language, department, times },
    ],
    moment,
  );
}

/** The agent to whom the call was being passed on is told that it is over. */
export function endNext({ state }: Handoff, say: 'caller-left' | 'too-late'): Effect[] {
  const next = state.name === 'bridged' ? state.next : undefined;
  if (!next) return [];
  return [{ do: 'end-agent', call: next.agentCall, ...(next.name !== 'ringing' && { say }) }];
}

function settleTask({ state, n, lease, times }: Handoff, disposition: Disposition): Effect {
  if (state.name !== 'requested' && state.name !== 'closed') {
    const next = state.name === 'bridged' ? state.next : undefined;
    const reject = next && next.name !== 'joining' ? { reject: next.reservation } : {};
    return { do: 'settle-task', task: state.task, n, disposition, ...reject };
  }
  return { do: 'settle-task', n, disposition, afterMs: lease?.untilMs ?? times.requested };
}

/** Nobody was found: what that is called. */
export function nobody({ via, rung, declined }: Handoff): Disposition {
  if (via === 'ai-lost' || via === 'vapi-down') return 'ai-lost';
  return rung > 0 && declined >= rung ? 'declined' : 'no-agent';
}

/** The caller hears how it went where he is. */
export function tellCaller({ waits, leg, n }: Handoff, what: 'nobody' | 'failed'): Effect[] {
  if (waits === 'hold') return [{ do: 'caller-back', n }];
  return leg === '' ? [] : [{ do: 'tell-ai', leg, what }];
}

/** Some of what was to be done is done. With nothing left the lease of a closed handoff ends. */
export function doneWith(handoff: Handoff, done: readonly Effect[]): Handoff {
  const gone = new Set(done.map(keyOf));
  const todo = handoff.todo.filter((effect) => !gone.has(keyOf(effect)));
  if (todo.length === handoff.todo.length) return handoff;
  const isHeldForMore = handoff.state.name === 'transferring' || handoff.state.name === 'requested';
  return todo.length === 0 && !isHeldForMore ? { ...unleased(handoff), todo } : { ...handoff, todo };
}

/** The same for an effect that was just decided and for one that was read again, in whatever order its fields are. */
function keyOf(effect: Effect): string {
  return JSON.stringify(effectSchema.parse(effect));
}
