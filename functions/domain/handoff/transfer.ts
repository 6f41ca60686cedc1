import { leased, remembered, unleased, wanting } from './change';
import type { Effect } from './effect';
import type { AgentCall, HandoffEvent, Moment } from './event';
import type { Bridged, Handoff } from './record';
import { WRAP_UP_MS } from '../wrap-up';

/**
 * An agent who has the caller passes the call on: TaskRouter reserves another one for the same task. The first has the
 * call until the other is in the conference, so that whatever fails before changes nothing for the caller.
 */

type Next = NonNullable<Bridged['next']>;

/** Whether this reservation is such an agent's, and he may still have the call: one at a time, and the last must have left. */
export function isTransfer(
  { n, state, over }: Pick<Handoff, 'n' | 'state' | 'over'>,
  { n: theirs, task, reservation }: Omit<AgentCall, 'agentCall'>,
): boolean {
  if (n !== theirs || state.name !== 'bridged' || state.bridge !== 'conference') return false;
  if (state.task !== task || over.includes(reservation)) return false;
  if (state.reservation === reservation || state.was) return false;
  return state.next?.name !== 'joining' || state.next.reservation === reservation;
}

/** Never back from the whisper to the ring: news comes in any order. */
export function nextRings(
  handoff: Handoff,
  name: 'ringing' | 'whispering',
  event: AgentCall,
  moment: Moment,
): Handoff {
  const { next } = handoff.state as Bridged;
  const isKnown = next?.reservation === event.reservation;
  if (isKnown && (name === 'ringing' || next.name !== 'ringing')) return handoff;
  const { ringMs, whisperMs } = moment.policy;
  const other: Effect[] = next && !isKnown ? [{ do: 'end-agent', call: next.agentCall }] : [];
  return wanting(
    withNext(handoff, name, event, moment.nowMs + (name === 'ringing' ? ringMs : whisperMs)),
    other,
    moment,
  );
}

/** The other agent has pressed 1. Whoever finds the record his afterwards lets him into the conference. */
export function nextAccepted(handoff: Handoff, event: AgentCall, moment: Moment): Handoff {
  const { next } = handoff.state as Bridged;
  if (next?.name === 'joining') return handoff;
  return leased(withNext(handoff, 'joining', event, moment.nowMs + moment.policy.leaseMs), moment);
}

/** What is left undone about others does no harm: their reservations time out, their phones ring out. */
function lasting(todo: readonly Effect[]): Effect[] {
  return todo.filter((effect) => effect.do !== 'refuse' && effect.do !== 'end-agent');
}

function withNext(handoff: Handoff, name: Next['name'], event: AgentCall, deadlineMs: number): Handoff {
  const { reservation, worker, agentCall } = event;
  const next = { name, reservation, worker, agentCall };
  const over = handoff.over.slice(-1);
  return {
    ...handoff,
    todo: lasting(handoff.todo),
    over,
    state: { ...(handoff.state as Bridged), next, deadlineMs },
  };
}

/** Declined, not answered, taken back: the first agent keeps the caller. */
export function nextOver(
  handoff: Handoff,
  reservation: string,
  effects: readonly Effect[],
  moment: Moment,
): Handoff {
  const { next, ...state } = handoff.state as Bridged;
  // Of somebody else than the one who is being asked: noted, so that he does not get the call by a late key.
  if (next && next.reservation !== reservation) return { ...handoff, over: [reservation] };
  const over = remembered(handoff.over, reservation);
  return wanting({ ...handoff, todo: lasting(handoff.todo), over, state }, effects, moment);
}

/** A leg ended that is not of the agent who has the call. */
export function otherGone(handoff: Handoff, state: Bridged, agentCall: string, moment: Moment): Handoff {
  const { next, was, ...rest } = state;
  if (next?.agentCall === agentCall) {
    const { reservation, worker } = next;
    const refuse: Effect[] = next.name === 'joining' ? [] : [{ do: 'refuse', reservation, worker }];
    return nextOver(handoff, reservation, refuse, moment);
  }
  if (was?.agentCall !== agentCall) return handoff;
  const untilMs = moment.nowMs + WRAP_UP_MS;
  const release: Effect = { do: 'release', task: state.task, reservation: was.reservation, untilMs };
  // Who left before and still wraps up has the page for it, and ends with the task at the latest.
  const todo = handoff.todo.filter((effect) => effect.do !== 'release');
  return wanting({ ...handoff, todo, state: rest }, [release], moment);
}

/** The call is the other agent's now; the first may leave the conference without ending it. */
export function memberJoined(
  handoff: Handoff,
  { agentCall }: Extract<HandoffEvent, { kind: 'member-joined' }>,
  moment: Moment,
): Handoff {
  const { state, n } = handoff;
  if (state.name !== 'bridged' || state.next?.name !== 'joining' || state.next.agentCall !== agentCall)
    return handoff;
  const { task, bridge, reservation, agentCall: call, next } = state;
  const { name: _, ...theirs } = next;
  const was = { reservation, agentCall: call };
  const deadlineMs = moment.nowMs + moment.policy.bridgeCheckMs;
  const now: Bridged = { name: 'bridged', task, ...theirs, bridge, sinceMs: moment.nowMs, was, deadlineMs };
  return wanting(unleased({ ...handoff, state: now }), [{ do: 'let-go', n, call }], moment);
}
