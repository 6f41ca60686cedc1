import { agentLegQuery, type AgentLeg } from '../domain/agent-leg';
import type { VoiceAnswer } from '../ports/voice-answer';

/** The two halves of a bridge. Each handoff has a conference of its own; whoever leaves it ends it. */
export function conferenceName({ callSid, n }: Pick<AgentLeg, 'callSid' | 'n'>): string {
  return `handoff-${callSid}-${n}`;
}

export function callerHalf(leg: AgentLeg, agentCall: string, nowMs: number): VoiceAnswer {
  const query = { ...agentLegQuery(leg), agentCall };
  return [
    {
      verb: 'conference',
      name: conferenceName(leg),
      label: 'caller',
      action: { route: 'voice/after-bridge', query },
      waitUrl: { route: 'agent/wait', query: { ...query, who: 'caller', turn: '0' } },
      statusCallback: { route: 'conference/status', query: { ...query, redirectedAtMs: String(nowMs) } },
      hangupOnStar: false,
    },
  ];
}

/** `label`: within one conference nobody else's may be the same. */
export function agentHalf(leg: AgentLeg, label = 'agent'): VoiceAnswer {
  const query = agentLegQuery(leg);
  return [
    {
      verb: 'conference',
      name: conferenceName(leg),
      label,
      action: { route: 'agent/after', query },
      waitUrl: { route: 'agent/wait', query: { ...query, who: 'agent', turn: '0' } },
      statusCallback: { route: 'conference/status', query },
      hangupOnStar: true,
    },
  ];
}
