import type { CallContext } from '../domain/context';
import { knownContext } from '../domain/known-context';
import type { Ports } from '../ports';
import { readContext } from './context';
import { begin } from './invocation';
import { readHandoff } from './record';

/** What an agent's screen shows of a call; undefined when nothing is kept of it. */
export async function contextForAgent(
  ports: Ports,
  callSid: string,
): Promise<CallContext | 'unknown' | undefined> {
  const invocation = begin(ports);
  const [stored, record] = await Promise.all([
    readContext(invocation, callSid),
    readHandoff(invocation, callSid),
  ]);
  const handoff = record === undefined || record === 'absent' ? undefined : record.value;
  const known = knownContext(callSid, stored.kind === 'ok' ? stored.value.value : undefined, handoff);
  return known ?? (stored.kind === 'gone' ? undefined : 'unknown');
}
