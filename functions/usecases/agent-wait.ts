import type { AgentLeg } from '../domain/agent-leg';
import { isLive } from '../domain/handoff/change';
import type { Handoff } from '../domain/handoff/record';
import type { Ports } from '../ports';
import type { VoiceAnswer } from '../ports/voice-answer';
import { agentLegQuery } from '../domain/agent-leg';
import { bye, moveCaller } from './accept';
import { begin, insistently, type Invocation } from './invocation';
import { happen, isMine, readHandoff } from './record';
import { carryOut } from './todo';

export interface WaitTurn {
  readonly leg: AgentLeg;
  readonly agentCall: string;
  /** Who is alone in the conference. */
  readonly who: 'caller' | 'agent';
  /** Counts the turns, from 0. */
  readonly turn: number;
}

const TURN_SECONDS = 3;
/** From this turn on it is certain that the other one is not just on the way. */
const SURE_TURN = 1;
const LAST_TURN = 5;

/**
 * What is heard by whoever is alone in the conference: that he asks at all says that the other one is not there. So a
 * redirect whose answer was lost is settled here.
 */
export async function agentWait(ports: Ports, request: WaitTurn): Promise<VoiceAnswer> {
  const { leg, who, turn } = request;
  const invocation = begin(ports);
  if (turn >= SURE_TURN)
    await (who === 'agent' ? fetchCaller(invocation, request) : freeCaller(invocation, request));
  const query = { ...agentLegQuery(leg), agentCall: request.agentCall, who, turn: String(turn + 1) };
  const language = ports.settings.vocabulary.defaultLanguage;
  return [
    ...(who === 'agent' ? [{ verb: 'say', text: { key: 'agent.stillConnecting', language } } as const] : []),
    { verb: 'music', seconds: TURN_SECONDS },
    { verb: 'redirect', to: { route: 'agent/wait', query } },
  ];
}

/** The agent waits: the caller is moved once more, or the agent hears that it came to nothing. */
async function fetchCaller(invocation: Invocation, { leg, agentCall, turn }: WaitTurn): Promise<void> {
  const { callSid } = leg;
  const changed = await happen(invocation, callSid, { kind: 'agent-alone', agentCall });
  if (changed.kind !== 'stored') return;
  const { handoff } = changed;
  if (!isMine(invocation, handoff) || handoff.state.name !== 'transferring') {
    if (!isLive(handoff) || !isWith(handoff, agentCall)) await release(invocation, handoff, agentCall);
    return;
  }
  const moved = turn >= LAST_TURN ? 'refused' : await moveCaller(invocation, leg, agentCall);
  if (moved === 'sure' || moved === 'unsure') return;
  if (moved === 'not-ours') return leaveToVapi(invocation, handoff, { leg, agentCall });
  const isCallOver = moved === 'call-over';
  const refused = { kind: 'redirect-refused', agentCall, isCallOver, isAgentWaiting: true } as const;
  await carryOut(invocation, callSid, await happen(invocation, callSid, refused));
}

/** Our account does not own the call: the agent makes room for Vapi's own transfer, which begins when he has hung up. */
async function leaveToVapi(
  invocation: Invocation,
  { language }: Handoff,
  { leg, agentCall }: Pick<WaitTurn, 'leg' | 'agentCall'>,
): Promise<void> {
  await happen(invocation, leg.callSid, { kind: 'bridge-changed', agentCall });
  await insistently(invocation, () =>
    invocation.ports.calls.redirect(agentCall, bye(language, 'agent.callComes')),
  );
}

function isWith({ state }: Handoff, agentCall: string): boolean {
  return 'agentCall' in state && state.agentCall === agentCall;
}

/** A wait URL can't hang up: the leg is given other words from outside. */
async function release(
  { ports, ...rest }: Invocation,
  { state, language }: Handoff,
  agentCall: string,
): Promise<void> {
  const isGone = state.name === 'closed' && state.disposition === 'caller-left';
  const key = isGone ? 'agent.callerGone' : 'agent.failed';
  await insistently({ ports, ...rest }, () => ports.calls.redirect(agentCall, bye(language, key)));
}

/** The caller waits: if the agent is gone, or does not come, somebody else is looked for. */
async function freeCaller(invocation: Invocation, { leg, agentCall, turn }: WaitTurn): Promise<void> {
  const { callSid, n } = leg;
  const { calls } = invocation.ports;
  const known = await readHandoff(invocation, callSid);
  if (known === undefined) return;
  const agent = await insistently(invocation, () => calls.fetch(agentCall));
  const isAgentGone = agent.kind === 'gone' || (agent.kind === 'ok' && agent.value.status !== 'in-progress');
  if (!isAgentGone && turn < LAST_TURN) return;
  const alone = await happen(invocation, callSid, { kind: 'caller-alone', n });
  await carryOut(invocation, callSid, alone);
  if (alone.kind === 'stored' && alone.isChanged) return;
  // Decided before, and the caller is still here.
  const to = { route: 'voice/hold', query: { n: String(n), via: 'agent-drop' } } as const;
  await insistently(invocation, () => calls.redirect(callSid, [{ verb: 'redirect', to }]));
}
