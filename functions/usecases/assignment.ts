import { isWanted } from '../domain/handoff/agent';
import { isTransfer } from '../domain/handoff/transfer';
import type { AgentLeg } from '../domain/agent-leg';
import { agentLegQuery } from '../domain/agent-leg';
import type { Ports } from '../ports';
import type { RouteRef } from '../ports/voice-answer';
import { begin, insistently, patiently } from './invocation';
import { happen, readHandoff } from './record';
import { carryOut } from './todo';

export interface AssignmentRequest {
  /** CallSid and handoff as the task's attributes say. */
  readonly leg: AgentLeg;
  /** The worker's phone: a number, `client:…` or `sip:…`. */
  readonly contactUri: string;
  /** The first URL failed: TaskRouter has no instruction yet, whatever we noted. */
  readonly isFallback: boolean;
}

/** `none`: TaskRouter is given no instruction (`{}`). */
export type AssignmentAnswer =
  | {
      readonly instruction: 'call';
      readonly to: string;
      readonly url: RouteRef;
      readonly statusCallback: RouteRef;
      readonly timeoutSeconds: number;
    }
  | { readonly instruction: 'reject' }
  | { readonly instruction: 'none' };

/** An agent is reserved: his phone rings, unless the handoff is over. All that is asked is asked at once [1]. */
export async function assignment(
  ports: Ports,
  { leg, contactUri, isFallback }: AssignmentRequest,
): Promise<AssignmentAnswer> {
  const invocation = begin(ports);
  const { callSid, n, task, reservation, worker } = leg;
  const note = { callSid, n, task, worker, atMs: ports.clock.nowMs() };
  const [noted, known, call] = await Promise.all([
    patiently(invocation, () => ports.reservations.create(reservation, note)),
    readHandoff(invocation, callSid),
    ports.calls.fetch(callSid),
  ]);
  const handoff = known === undefined || known === 'absent' ? undefined : known.value;
  if (handoff?.state.name === 'bridged' && handoff.state.task === task) {
    // Passed on by the agent who has the caller, or a second time while that goes on.
    if (!isTransfer(handoff, leg)) return { instruction: 'reject' };
  } else if (known === 'absent' || (handoff && !isWanted(handoff, leg))) {
    // Without this the next agent would be asked at once.
    await insistently(invocation, () => ports.taskRouter.cancelTask(task, 'not wanted any more'));
    return { instruction: 'reject' };
  }
  if (call.kind === 'ok' && !['queued', 'ringing', 'in-progress'].includes(call.value.status)) {
    await carryOut(invocation, callSid, await happen(invocation, callSid, { kind: 'caller-left' }, known));
    return { instruction: 'reject' };
  }
  if (noted.kind === 'conflict' && !isFallback) return { instruction: 'none' };
  const query = agentLegQuery(leg);
  // Whoever answers in the browser has read who calls and why, and has pressed a button that says so.
  const isOnPage = contactUri.startsWith('client:');
  return {
    instruction: 'call',
    to: contactUri,
    url: isOnPage
      ? { route: 'agent/accept', query: { ...query, Digits: '1' } }
      : { route: 'agent/whisper', query },
    statusCallback: { route: 'agent/status', query },
    timeoutSeconds: Math.round(ports.settings.policy.ringMs / 1000),
  };
}
