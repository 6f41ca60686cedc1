import type { Handoff } from '../domain/handoff/record';
import { controlUrlOf } from './ai-leg';
import { insistently, patiently, type Invocation } from './invocation';
import { happen } from './record';
import { carryOut } from './todo';

/**
 * The agent's phone is free again: Vapi's own transfer calls it. Flushed first, so that nothing the AI was saying runs
 * into the transfer. Vapi says `forwarding` when it has begun; an AI leg that has ended answers with anything but 2xx.
 */
export async function transferByVapi(
  invocation: Invocation,
  callSid: string,
  handoff: Handoff,
): Promise<void> {
  const { ai, calls, log } = invocation.ports;
  const { state, leg, language } = handoff;
  if (state.name !== 'transferring' || state.bridge !== 'vapi' || !state.sent) return;
  const { agentCall } = state;
  const [url, agent] = await Promise.all([
    controlUrlOf(invocation, leg),
    insistently(invocation, () => calls.fetch(agentCall)),
  ]);
  let isCallOver = url.kind === 'refused';
  if (url.kind === 'ok' && agent.kind === 'ok') {
    await patiently(invocation, () => ai.mute(url.value));
    await patiently(invocation, () => ai.say(url.value, { key: 'ai.flush', language }));
    const answer = await patiently(invocation, () => ai.transfer(url.value, agent.value.to));
    log.info('transfer by Vapi', { callSid, handoff: handoff.n, answer: answer.kind });
    if (answer.kind === 'ok' || answer.kind === 'indeterminate') return;
    isCallOver = answer.kind === 'refused';
  }
  const refused = { kind: 'redirect-refused', agentCall, isCallOver } as const;
  await carryOut(invocation, callSid, await happen(invocation, callSid, refused));
}
