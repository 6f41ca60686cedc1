import type { AgentLeg } from '../domain/agent-leg';
import { encodeSnapshot } from '../domain/handoff/codec';
import { knownContext } from '../domain/known-context';
import type { Ports } from '../ports';
import type { AgentTextKey, Text } from '../ports/texts';
import type { VoiceAnswer } from '../ports/voice-answer';
import { bye } from './accept';
import { readContext } from './context';
import { begin } from './invocation';
import { happen } from './record';
import { askForKey } from './whisper-answer';

/** The agent has answered the phone: who calls and why, and 1 or 2. */
export async function whisper(
  ports: Ports,
  { leg, agentCall }: { readonly leg: AgentLeg; readonly agentCall: string },
): Promise<VoiceAnswer> {
  const invocation = begin(ports);
  const [changed, context] = await Promise.all([
    happen(invocation, leg.callSid, { kind: 'whispered', ...leg, agentCall }),
    readContext(invocation, leg.callSid),
  ]);
  const known = knownContext(
    leg.callSid,
    context.kind === 'ok' ? context.value.value : undefined,
    changed.kind === 'stored' ? changed.handoff : undefined,
  );
  const reason = known?.reason ?? known?.summary ?? '';
  const { defaultLanguage } = ports.settings.vocabulary;
  if (changed.kind === 'none') return bye(defaultLanguage, 'agent.taken');
  if (changed.kind === 'unknown')
    return askForKey(defaultLanguage, opening(defaultLanguage, '', reason), leg, undefined);
  const { handoff, revision } = changed;
  const { state, language, department } = handoff;
  const isPassedOn = state.name === 'bridged' && state.next?.name === 'whispering';
  const asked = isPassedOn ? state.next : state.name === 'whispering' ? state : undefined;
  if (asked?.agentCall !== agentCall) {
    const isGone = state.name === 'closed' && state.disposition === 'caller-left';
    return bye(language, isGone ? 'agent.callerGone' : 'agent.taken');
  }
  const words = opening(language, department, reason, isPassedOn ? 'agent.whisperTransfer' : 'agent.whisper');
  return askForKey(language, words, leg, encodeSnapshot(handoff, revision));
}

function opening(
  language: string,
  department: string,
  reason: string,
  key: AgentTextKey = 'agent.whisper',
): Text[] {
  return [{ key, language, values: { department, reason } }];
}
