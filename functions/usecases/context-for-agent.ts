import type { CallContext } from '../domain/context';
import type { Ports } from '../ports';
import { readContext } from './context';
import { begin } from './invocation';

/** What an agent's screen shows of a call; undefined when nothing is kept of it. */
export async function contextForAgent(
  ports: Ports,
  callSid: string,
): Promise<CallContext | 'unknown' | undefined> {
  const answer = await readContext(begin(ports), callSid);
  if (answer.kind === 'ok') return answer.value.value;
  return answer.kind === 'gone' ? undefined : 'unknown';
}
