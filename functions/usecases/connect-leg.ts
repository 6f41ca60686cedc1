import type { NewLeg } from '../ports/ai';
import type { VoiceAnswer } from '../ports/voice-answer';
import { storeContext } from './context';
import { patiently, type Invocation } from './invocation';

/** A new AI leg for the caller [1], written down [2]. Undefined when the AI can't be had. `n`: the handoff before it, or 0. */
export async function connectLeg(
  invocation: Invocation,
  request: NewLeg,
  n: number,
): Promise<{ readonly leg: string; readonly answer: VoiceAnswer } | undefined> {
  const { ports } = invocation;
  const { callSid, caller, language } = request;
  const created = await ports.ai.createLeg(request);
  if (created.kind !== 'ok') {
    ports.log.warn('no AI', { callSid, answer: created.kind });
    return undefined;
  }
  const { leg, createdAtMs, controlUrl, twiml } = created.value;
  const atMs = ports.clock.nowMs();
  const value = { callSid, startedAtMs: atMs, ...(controlUrl && { controlUrl }) };
  const [noted] = await Promise.all([
    patiently(invocation, () => ports.aiLegs.create(leg, value)),
    storeContext(
      invocation,
      callSid,
      { atMs, leg, legAtMs: createdAtMs, isNewLeg: true, caller, language },
      n === 0,
    ),
  ]);
  if (noted.kind !== 'ok') ports.log.warn('AI leg not stored', { callSid, leg, answer: noted.kind });
  const next = { route: 'voice/after-ai', query: { leg, n: String(n) } } as const;
  return {
    leg,
    answer: [
      { verb: 'connect', twiml },
      { verb: 'redirect', to: next },
    ],
  };
}
