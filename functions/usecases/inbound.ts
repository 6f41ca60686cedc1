import type { Ports } from '../ports';
import type { VoiceAnswer } from '../ports/voice-answer';
import { connectLeg } from './connect-leg';
import { holdTurn } from './hold';
import { begin } from './invocation';

export interface InboundCall {
  readonly callSid: string;
  /** The caller's number; undefined when withheld. */
  readonly caller: string | undefined;
}

/** How long the AI may take before the call goes to a human. */
const AI_DEADLINE_MS = 2_500;

/** A call comes in: to the AI, or, when there is none, to the people. */
export async function inbound(ports: Ports, { callSid, caller }: InboundCall): Promise<VoiceAnswer> {
  const invocation = begin(ports);
  const language = ports.settings.vocabulary.defaultLanguage;
  const request = { callSid, caller, language, back: undefined, deadlineMs: AI_DEADLINE_MS };
  const connected = await connectLeg(invocation, request, 0);
  if (connected) return connected.answer;
  return holdTurn(invocation, { callSid, caller, after: 0, via: 'vapi-down', leg: '', turn: 0 });
}
