import type { Answer } from '../ports/answer';
import { insistently, type Invocation } from './invocation';

/** Where an AI leg is controlled; refused when there is no way to control it. */
export async function controlUrlOf(invocation: Invocation, leg: string): Promise<Answer<string>> {
  const { aiLegs, ai } = invocation.ports;
  const stored = await insistently(invocation, () => aiLegs.read(leg));
  if (stored.kind === 'ok' && stored.value.value.controlUrl) {
    return { kind: 'ok', value: stored.value.value.controlUrl };
  }
  const fetched = await insistently(invocation, () => ai.fetchLeg(leg));
  if (fetched.kind !== 'ok') return fetched;
  const { isOver, controlUrl } = fetched.value;
  return !isOver && controlUrl
    ? { kind: 'ok', value: controlUrl }
    : { kind: 'refused', status: 404, code: undefined };
}
