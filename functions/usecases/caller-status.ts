import type { CallStatus } from '../ports/calls';
import type { Ports } from '../ports';
import { begin } from './invocation';
import { happen } from './record';
import { carryOut } from './todo';

const OVER: readonly CallStatus[] = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

/** The caller's call changed its status; only its end matters. */
export async function callerStatus(
  ports: Ports,
  { callSid, status }: { readonly callSid: string; readonly status: CallStatus },
): Promise<void> {
  if (!OVER.includes(status)) return;
  const invocation = begin(ports);
  await carryOut(invocation, callSid, await happen(invocation, callSid, { kind: 'caller-left' }));
}
