import { at, closed, isLeased, leased, tellCaller, unleased } from './change';
import type { Effect } from './effect';
import type { HandoffEvent, Moment } from './event';
import type { Handoff, HandoffState } from './record';
import { refused } from './agent';
import { otherGone } from './transfer';

type Transferring = Extract<HandoffState, { name: 'transferring' }>;
type Event<K extends HandoffEvent['kind']> = Extract<HandoffEvent, { kind: K }>;

/** How long agent and caller have had each other, as far as is known: the news of the bridge may be lost. */
export function talkedMs({ state, times }: Handoff, { nowMs }: Moment): number {
  if (state.name === 'transferring' && state.alone) return 0;
  if (state.name === 'bridged' && state.sinceMs !== undefined) return nowMs - state.sinceMs;
  const since = times.bridged ?? times.accepted;
  return since === undefined ? 0 : nowMs - times.requested - since;
}

function transferringBy({ state }: Handoff, agentCall: string): Transferring | undefined {
  return state.name === 'transferring' && state.agentCall === agentCall ? state : undefined;
}

export function bridgeChanged(handoff: Handoff, { agentCall }: Event<'bridge-changed'>): Handoff {
  const state = transferringBy(handoff, agentCall);
  return !state || state.bridge === 'vapi' ? handoff : { ...handoff, state: { ...state, bridge: 'vapi' } };
}

export function agentGone(handoff: Handoff, { agentCall }: Event<'agent-gone'>, moment: Moment): Handoff {
  const { state } = handoff;
  if (state.name === 'bridged' && state.agentCall !== agentCall)
    return otherGone(handoff, state, agentCall, moment);
  if (!('agentCall' in state) || state.agentCall !== agentCall) return handoff;
  if (state.name === 'ringing' || state.name === 'whispering') {
    return refused(handoff, { kind: 'refused', cause: 'unanswered', n: handoff.n, ...state }, moment);
  }
  // Bridged, or bridged without our knowing: the conference ends and the caller's leg comes to after-bridge.
  if (state.name === 'bridged') return handoff;
  // The agent has hung up, as told: the phone is free for Vapi's transfer.
  if (state.bridge === 'vapi')
    return state.sent ? handoff : leased({ ...handoff, state: { ...state, sent: true } }, moment);
  return talkedMs(handoff, moment) >= moment.policy.dropMs
    ? handoff
    : broken(handoff, 'failed:transfer', [], moment);
}

/** The conversation never was, or broke off: the caller, wherever he is, is led to somebody else. */
function broken(
  handoff: Handoff,
  disposition: 'failed:transfer' | 'failed:agent-drop',
  effects: readonly Effect[],
  moment: Moment,
): Handoff {
  const { leg, lease } = handoff;
  const unmute: Effect[] =
    leg === '' ? [] : [{ do: 'tell-ai', leg, what: 'unmute', ...(lease && { afterMs: lease.untilMs }) }];
  return closed(
    handoff,
    disposition,
    [...effects, ...unmute, { do: 'caller-back', n: handoff.n, via: 'agent-drop' }],
    moment,
  );
}

/** Takes the lease over from the accept that has answered: the agent's own leg is what asks. */
export function agentAlone(handoff: Handoff, { agentCall }: Event<'agent-alone'>, moment: Moment): Handoff {
  const state = transferringBy(handoff, agentCall);
  return state ? leased({ ...handoff, state: { ...state, alone: true } }, moment) : handoff;
}

export function redirectRefused(
  handoff: Handoff,
  { agentCall, isCallOver, isAgentWaiting }: Event<'redirect-refused'>,
  moment: Moment,
): Handoff {
  if (!transferringBy(handoff, agentCall)) return handoff;
  const { leg } = handoff;
  const say = isCallOver ? 'caller-left' : 'trouble';
  const agent: Effect[] = isAgentWaiting ? [{ do: 'end-agent', call: agentCall, say }] : [];
  if (isCallOver) {
    const fallback: Effect[] = leg === '' ? [] : [{ do: 'tell-ai', leg, what: 'failed' }];
    return closed(handoff, 'caller-left', [...agent, ...fallback], moment);
  }
  const unmute: Effect[] = leg !== '' ? [{ do: 'tell-ai', leg, what: 'unmute' }] : [];
  return closed(handoff, 'failed:redirect', [...agent, ...unmute, ...tellCaller(handoff, 'failed')], moment);
}

export function callerAlone(handoff: Handoff, { n }: Event<'caller-alone'>, moment: Moment): Handoff {
  const { state } = handoff;
  if (handoff.n !== n || state.name !== 'transferring') return handoff;
  return broken(
    handoff,
    'failed:transfer',
    [{ do: 'end-agent', call: state.agentCall, say: 'trouble' }],
    moment,
  );
}

export function joined(handoff: Handoff, { n, redirectedAtMs }: Event<'joined'>, moment: Moment): Handoff {
  if (handoff.n !== n) return handoff;
  const noted = redirectedAtMs === undefined ? handoff : at(handoff, 'redirected', redirectedAtMs);
  return bridged(noted, handoff, moment);
}

export function forwarded(handoff: Handoff, { leg }: Event<'forwarded'>, moment: Moment): Handoff {
  const { state } = handoff;
  return handoff.leg === leg && state.name === 'transferring' && state.bridge === 'vapi'
    ? bridged(handoff, handoff, moment)
    : handoff;
}

function bridged(noted: Handoff, handoff: Handoff, { nowMs, policy }: Moment): Handoff {
  const { state } = handoff;
  if (state.name !== 'transferring') return handoff;
  const { sent: _sent, alone: _alone, ...rest } = state;
  const next: Handoff = {
    ...noted,
    state: { ...rest, name: 'bridged', deadlineMs: nowMs + policy.bridgeCheckMs },
  };
  return at(next.todo.length === 0 ? unleased(next) : next, 'bridged', nowMs);
}

/** What an agent does on the page counts once the two have each other and nobody is just bringing them together. */
export function isTalking(handoff: Handoff, nowMs: number): boolean {
  const { state } = handoff;
  if (state.name === 'bridged') return state.bridge === 'conference';
  return state.name === 'transferring' && state.bridge === 'conference' && !isLeased(handoff, nowMs);
}

/** Said on the page and not guessed from who left first: how long they have talked does not matter. */
export function agentEnds(
  handoff: Handoff,
  { reservation, how }: Event<'agent-ends'>,
  moment: Moment,
): Handoff {
  const { state, n } = handoff;
  if (!isTalking(handoff, moment.nowMs)) return handoff;
  if (!('reservation' in state) || state.reservation !== reservation) return handoff;
  const disposition = how === 'hung-up' ? 'connected' : 'returned-to-ai';
  return closed(handoff, disposition, [{ do: 'caller-back', n }], moment);
}

/** The caller came out of the conference alive: given back by a living agent, left by one whose line broke, or done. */
export function bridgeOver(handoff: Handoff, event: Event<'bridge-over'>, moment: Moment): Handoff {
  const { state } = handoff;
  if (handoff.n !== event.n || (state.name !== 'bridged' && state.name !== 'transferring')) return handoff;
  if (event.isAgentLive) return closed(handoff, 'returned-to-ai', [], moment);
  return closed(handoff, brokenOff(handoff, moment), [], moment);
}

/** The agent's leg is over. A caller who was being passed on has been promised somebody, however long he has talked. */
function brokenOff(handoff: Handoff, moment: Moment): 'connected' | 'failed:agent-drop' {
  const isPromised = handoff.state.name === 'bridged' && handoff.state.next !== undefined;
  return !isPromised && talkedMs(handoff, moment) >= moment.policy.dropMs ? 'connected' : 'failed:agent-drop';
}

export function bridgeLost(handoff: Handoff, { agentCall }: Event<'bridge-lost'>, moment: Moment): Handoff {
  const { state, n } = handoff;
  if (state.name !== 'bridged' && state.name !== 'transferring') return handoff;
  if (state.agentCall !== agentCall || state.bridge !== 'conference') return handoff;
  return closed(handoff, brokenOff(handoff, moment), [{ do: 'caller-back', n, via: 'agent-drop' }], moment);
}

export function lookedAfter(
  handoff: Handoff,
  { agentCall }: Event<'looked-after'>,
  { nowMs, policy }: Moment,
): Handoff {
  const { state } = handoff;
  if (state.name !== 'bridged' || state.agentCall !== agentCall) return handoff;
  return { ...handoff, state: { ...state, deadlineMs: nowMs + policy.bridgeCheckMs } };
}
