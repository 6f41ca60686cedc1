import { at, endNext, isSearching, leased, remembered, wanting } from './change';
import type { Effect } from './effect';
import type { AgentCall, HandoffEvent, Moment } from './event';
import type { Handoff } from './record';
import { queued } from './request';
import { isTransfer, nextAccepted, nextOver, nextRings } from './transfer';

/** Refusals left undone; without an older one its agent may be asked again. */
const MOST_REFUSALS = 2;
/** Phones still to be stopped; a further one rings out, or its whisper says that the call is no longer to be taken. */
const MOST_STOPS = 1;

/** Whether this agent may still have the call. */
export function isWanted(handoff: Handoff, { n, task, reservation }: Omit<AgentCall, 'agentCall'>): boolean {
  const { state } = handoff;
  if (handoff.n !== n || !isSearching(handoff) || handoff.over.includes(reservation)) return false;
  return state.name === 'requested' || (state.name !== 'closed' && state.task === task);
}

export function rings(handoff: Handoff, event: AgentCall, moment: Moment): Handoff {
  if (isTransfer(handoff, event)) return nextRings(handoff, 'ringing', event, moment);
  if (!isWanted(handoff, event)) return notWanted(handoff, event, moment);
  if (isAbout(handoff, event.reservation)) return handoff;
  return withAgent(handoff, 'ringing', event, moment, moment.policy.ringMs);
}

/** The agent has answered the phone. */
export function whispered(handoff: Handoff, event: AgentCall, moment: Moment): Handoff {
  if (isTransfer(handoff, event)) return nextRings(handoff, 'whispering', event, moment);
  if (!isWanted(handoff, event)) return handoff;
  if (handoff.state.name === 'whispering' && handoff.state.agentCall === event.agentCall) return handoff;
  const next = withAgent(handoff, 'whispering', event, moment, moment.policy.whisperMs);
  return at(next, 'answered', moment.nowMs);
}

function withAgent(
  handoff: Handoff,
  name: 'ringing' | 'whispering',
  { task, reservation, worker, agentCall }: AgentCall,
  { nowMs }: Moment,
  lastsMs: number,
): Handoff {
  const isNew = !isAbout(handoff, reservation);
  const state = { name, task, reservation, worker, agentCall, deadlineMs: nowMs + lastsMs } as const;
  const next = { ...handoff, state, rung: handoff.rung + (isNew ? 1 : 0) };
  return at(at(next, 'queued', nowMs), 'reserved', nowMs);
}

function isAbout({ state }: Handoff, reservation: string): boolean {
  return 'reservation' in state && state.reservation === reservation;
}

/** A phone that rings for nothing: stopped, unless it is the one that has the call. */
function notWanted(handoff: Handoff, { agentCall }: AgentCall, moment: Moment): Handoff {
  const { state, todo } = handoff;
  if ('agentCall' in state && state.agentCall === agentCall) return handoff;
  const stops = todo.filter((effect) => effect.do === 'end-agent');
  if (stops.length >= MOST_STOPS || stops.some(({ call }) => call === agentCall)) return handoff;
  return wanting(handoff, [{ do: 'end-agent', call: agentCall }], moment);
}

/** Declined, not answered, busy, a machine: the next agent, please. */
export function refused(
  handoff: Handoff,
  event: Extract<HandoffEvent, { kind: 'refused' }>,
  moment: Moment,
): Handoff {
  const { task, reservation, worker, cause } = event;
  if (isTransfer(handoff, event))
    return nextOver(handoff, reservation, [{ do: 'refuse', reservation, worker }], moment);
  if (!isWanted(handoff, event)) return handoff;
  const counted = isAbout(handoff, reservation) ? handoff : { ...handoff, rung: handoff.rung + 1 };
  const next = { ...counted, declined: counted.declined + (cause === 'declined' ? 1 : 0) };
  const others = next.todo.filter((effect) => effect.do !== 'refuse');
  const refusals = next.todo.filter((effect) => effect.do === 'refuse').slice(1 - MOST_REFUSALS);
  const todo = [...others, ...refusals];
  return without({ ...next, todo }, task, reservation, [{ do: 'refuse', reservation, worker }], moment);
}

/** TaskRouter took the call away from an agent: timed out, rescinded. */
export function reservationOver(handoff: Handoff, reservation: string, moment: Moment): Handoff {
  const { state, over } = handoff;
  if (state.name === 'bridged' && state.next?.reservation === reservation)
    return nextOver(handoff, reservation, endNext(handoff, 'too-late'), moment);
  if (!isSearching(handoff) || over.includes(reservation)) return handoff;
  if (state.name !== 'ringing' && state.name !== 'whispering') return handoff;
  if (state.reservation !== reservation) return { ...handoff, over: remembered(over, reservation) };
  const say = state.name === 'whispering' ? ({ say: 'too-late' } as const) : {};
  return without(
    handoff,
    state.task,
    reservation,
    [{ do: 'end-agent', call: state.agentCall, ...say }],
    moment,
  );
}

function without(
  handoff: Handoff,
  task: string,
  reservation: string,
  effects: Effect[],
  moment: Moment,
): Handoff {
  const noted = { ...handoff, over: remembered(handoff.over, reservation) };
  const isFree = isAbout(handoff, reservation) || handoff.state.name === 'requested';
  return wanting(isFree ? queued(noted, task, moment) : noted, effects, moment);
}

/** The agent has pressed 1. Whoever finds the record his afterwards brings caller and agent together. */
export function accepted(
  handoff: Handoff,
  event: Extract<HandoffEvent, { kind: 'accepted' }>,
  moment: Moment,
): Handoff {
  if (isTransfer(handoff, event)) return nextAccepted(handoff, event, moment);
  if (!isWanted(handoff, event)) return handoff;
  const { task, reservation, worker, agentCall, bridge } = event;
  const deadlineMs = moment.nowMs + moment.policy.leaseMs;
  const state = { name: 'transferring', task, reservation, worker, agentCall, bridge, deadlineMs } as const;
  // Who declined before matters to no one now.
  const todo = handoff.todo.filter((effect) => effect.do !== 'refuse');
  return leased(at({ ...handoff, state, todo, over: [] }, 'accepted', moment.nowMs), moment);
}
