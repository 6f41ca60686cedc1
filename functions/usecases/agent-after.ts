import type { AgentLeg } from '../domain/agent-leg';
import type { Ports } from '../ports';
import type { VoiceAnswer } from '../ports/voice-answer';
import { begin } from './invocation';
import { readHandoff } from './record';

/**
 * The agent's leg left the conference and lives on: star was pressed, or the caller has gone. The words keep the leg
 * alive long enough for after-bridge to see which it was.
 */
export async function agentAfter(ports: Ports, { leg }: { readonly leg: AgentLeg }): Promise<VoiceAnswer> {
  const known = await readHandoff(begin(ports), leg.callSid);
  const handoff = known === undefined || known === 'absent' ? undefined : known.value;
  const language = handoff?.language ?? ports.settings.vocabulary.defaultLanguage;
  const isReturned = handoff?.state.name === 'closed' && handoff.state.disposition === 'returned-to-ai';
  return [
    { verb: 'say', text: { key: isReturned ? 'agent.returned' : 'agent.goodbye', language } },
    { verb: 'hangup' },
  ];
}
