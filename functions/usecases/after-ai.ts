import { isLive } from '../domain/handoff/change';
import { classOf } from '../domain/ended-reason';
import type { Ports } from '../ports';
import type { VoiceAnswer } from '../ports/voice-answer';
import { holdTurn } from './hold';
import { begin, insistently, type Invocation } from './invocation';
import { readHandoff } from './record';

export interface AfterAi {
  readonly callSid: string;
  readonly caller: string | undefined;
  /** The AI leg whose stream closed. */
  readonly leg: string;
  /** The handoff before this AI leg, 0 for none. */
  readonly after: number;
}

/** Vapi may not know yet how its call ended. */
const REASON_AFTER_MS = 500;

/** The AI's stream closed and the call lives on: somebody is being looked for, the AI said goodbye, or it broke. */
export async function afterAi(ports: Ports, request: AfterAi): Promise<VoiceAnswer> {
  const invocation = begin(ports);
  const { callSid, leg } = request;
  const [known, reported] = await Promise.all([
    readHandoff(invocation, callSid),
    reportedReason(invocation, leg),
  ]);
  const handoff = known === undefined || known === 'absent' ? undefined : known.value;
  if (handoff && isLive(handoff)) return holdTurn(invocation, { ...request, via: undefined, turn: 0 });
  const endedReason = reported ?? (await askedReason(invocation, leg));
  ports.log.info('AI ended', { callSid, leg, endedReason });
  if (endedReason !== undefined && classOf(endedReason) === 'normal') return [{ verb: 'hangup' }];
  const after = handoff?.n ?? request.after;
  return holdTurn(invocation, { ...request, after, via: 'ai-lost', turn: 0 });
}

async function reportedReason(invocation: Invocation, leg: string): Promise<string | undefined> {
  const stored = await insistently(invocation, () => invocation.ports.aiLegs.read(leg));
  return stored.kind === 'ok' ? stored.value.value.report?.endedReason : undefined;
}

/** Unknown twice counts as broken: a human too many is better than a caller dropped. */
async function askedReason({ ports }: Invocation, leg: string): Promise<string | undefined> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const answer = await ports.ai.fetchLeg(leg);
    if (answer.kind === 'refused') return undefined;
    if (answer.kind === 'ok' && answer.value.endedReason !== undefined) return answer.value.endedReason;
    if (attempt === 0) await ports.clock.sleep(REASON_AFTER_MS);
  }
  return undefined;
}
