import { agentLegQuery, type AgentLeg } from '../domain/agent-leg';
import type { Ports } from '../ports';
import type { RouteRef, VoiceAnswer } from '../ports/voice-answer';
import { conferenceName } from './bridge-legs';
import { begin, insistently } from './invocation';

export interface HeldTurn {
  readonly leg: AgentLeg;
  readonly language: string;
  /** Counts the turns, from 0. */
  readonly turn: number;
}

/** What a caller on hold hears. */
export function heldRef({ leg, language, turn }: HeldTurn): RouteRef {
  return { route: 'voice/held', query: { ...agentLegQuery(leg), language, turn: String(turn) } };
}

/** One turn of being on hold. Whoever is forgotten there is brought back to the agent. */
export async function held(ports: Ports, { leg, language, turn }: HeldTurn): Promise<VoiceAnswer> {
  const { calls, settings } = ports;
  const isLong = turn * settings.holdTurnSeconds * 1000 >= settings.policy.heldMs;
  if (isLong)
    await insistently(begin(ports), () =>
      calls.changeMember(conferenceName(leg), leg.callSid, { hold: false }),
    );
  return [
    { verb: 'say', text: { key: 'caller.held', language } },
    { verb: 'music', seconds: settings.holdTurnSeconds },
    { verb: 'redirect', to: heldRef({ leg, language, turn: turn + 1 }) },
  ];
}
