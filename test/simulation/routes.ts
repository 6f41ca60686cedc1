import type { AgentLeg } from '../../functions/domain/agent-leg';
import { readAgentLeg } from '../../functions/domain/agent-leg';
import type { Via } from '../../functions/domain/handoff/outcome';
import type { Ports } from '../../functions/ports';
import type { RouteRef, VoiceAnswer } from '../../functions/ports/voice-answer';
import { accept } from '../../functions/usecases/accept';
import { afterAi } from '../../functions/usecases/after-ai';
import { afterBridge } from '../../functions/usecases/after-bridge';
import { agentAfter } from '../../functions/usecases/agent-after';
import { agentWait } from '../../functions/usecases/agent-wait';
import { hold } from '../../functions/usecases/hold';
import { whisper } from '../../functions/usecases/whisper';
import type { Leg } from './voice-model';
import type { World } from './world';

/** What our URLs answer to a leg that asks them. */
export function answerOf(
  world: World,
  ports: Ports,
  asking: Leg,
  { route, query }: RouteRef,
  extra: Readonly<Record<string, string>>,
): Promise<VoiceAnswer> {
  const callSid = asking.sid;
  const caller = '+15550001111';
  switch (route) {
    case 'voice/hold':
      return hold(ports, {
        callSid,
        caller,
        turn: Number(query.turn ?? 0),
        via: query.via as Via | undefined,
        after: Number(query.n ?? 0),
        leg: query.leg ?? '',
      });
    case 'voice/after-ai':
      return afterAi(ports, { callSid, caller, leg: query.leg ?? '', after: Number(query.n ?? 0) });
    case 'voice/after-bridge':
      return afterBridge(ports, {
        leg: legOf(query),
        agentCall: query.agentCall ?? '',
        caller,
        isCallOver: false,
      });
    case 'agent/whisper':
      return whisper(ports, { leg: legOf(query), agentCall: callSid });
    case 'agent/accept':
      return accept(ports, {
        leg: legOf(query),
        agentCall: callSid,
        digits: extra.digits ?? '',
        snapshot: query.s,
      });
    case 'agent/after':
      return agentAfter(ports, { leg: legOf(query) });
    case 'agent/wait':
      return agentWait(ports, {
        leg: legOf(query),
        // The first participant's wait URL says whose it is; the agent's own CallSid comes with the request.
        agentCall: query.who === 'agent' ? callSid : (query.agentCall ?? ''),
        who: query.who === 'agent' ? 'agent' : 'caller',
        turn: Number(query.turn),
      });
    default:
      world.violations.push(`nobody serves ${route} as a voice URL`);
      return Promise.resolve([]);
  }
}

export function legOf(query: Readonly<Record<string, string>>): AgentLeg {
  const leg = readAgentLeg(query);
  if (!leg) throw new Error(`not the query of an agent's leg: ${JSON.stringify(query)}`);
  return leg;
}
