import type { AgentLeg } from '../domain/agent-leg';
import type { Handoff } from '../domain/handoff/record';
import type { Ports } from '../ports';
import type { VoiceAnswer } from '../ports/voice-answer';
import { backToAi } from './back-to-ai';
import { blind, dropped } from './hold-answer';
import { begin, insistently, type Invocation } from './invocation';
import { happen, readHandoff, type Known } from './record';
import { carryOut } from './todo';

export interface AfterBridge {
  readonly leg: AgentLeg;
  readonly agentCall: string;
  readonly caller: string | undefined;
  /** The caller's own leg has ended: whatever is answered, nobody hears it. */
  readonly isCallOver: boolean;
}

/** The conference is over for the caller: given back by a living agent, left by a broken line, or done. */
export async function afterBridge(ports: Ports, request: AfterBridge): Promise<VoiceAnswer> {
  const invocation = begin(ports);
  const { leg, agentCall, isCallOver } = request;
  const { callSid, n } = leg;
  if (isCallOver) {
    await carryOut(invocation, callSid, await happen(invocation, callSid, { kind: 'caller-left' }));
    return [{ verb: 'hangup' }];
  }
  const [known, agent] = await Promise.all([
    readHandoff(invocation, callSid),
    insistently(invocation, () => ports.calls.fetch(agentCall)),
  ]);
  const isAgentLive = isInProgress((await passedOn(invocation, known, agentCall)) ?? agent);
  const event = { kind: 'bridge-over', n, isAgentLive } as const;
  const changed = await happen(invocation, callSid, event, known);
  if (changed.kind !== 'stored') {
    return blind(ports, { turn: 1, after: n, leg: '', via: undefined });
  }
  const [answer] = await Promise.all([
    whereNext(invocation, request, changed.handoff),
    carryOut(invocation, callSid, changed),
  ]);
  return answer;
}

type CallAnswer = Awaited<ReturnType<Ports['calls']['fetch']>>;

/** The leg of the agent who has the call now, where it is not the one that the caller was brought together with. */
async function passedOn(
  invocation: Invocation,
  known: Known,
  agentCall: string,
): Promise<CallAnswer | undefined> {
  const state = known === undefined || known === 'absent' ? undefined : known.value.state;
  if (state?.name !== 'bridged' || state.agentCall === agentCall) return undefined;
  return insistently(invocation, () => invocation.ports.calls.fetch(state.agentCall));
}

function isInProgress(answer: CallAnswer): boolean {
  return answer.kind === 'ok' && answer.value.status === 'in-progress';
}

async function whereNext(
  invocation: Invocation,
  { leg, caller }: AfterBridge,
  handoff: Handoff,
): Promise<VoiceAnswer> {
  const { callSid } = leg;
  const { state, n } = handoff;
  if (state.name !== 'closed' || n !== leg.n) {
    return [{ verb: 'redirect', to: { route: 'voice/hold', query: { n: String(n), turn: '1' } } }];
  }
  const isBroken = state.disposition === 'failed:agent-drop' || state.disposition === 'failed:transfer';
  return isBroken ? dropped(handoff) : backToAi(invocation, { callSid, caller }, handoff);
}
