import { isWanted } from '../domain/handoff/agent';
import { isTransfer } from '../domain/handoff/transfer';
import type { AgentLeg } from '../domain/agent-leg';
import { agentLegQuery } from '../domain/agent-leg';
import type { Ports } from '../ports';
import type { RouteRef } from '../ports/voice-answer';
import { begin, insistently, patiently, type Invocation } from './invocation';
import { happen, readHandoff } from './record';
import { carryOut } from './todo';

export interface AssignmentRequest {
  /** CallSid and handoff as the task's attributes say. */
  readonly leg: AgentLeg;
  /** The worker's phone: a number, `client:…` or `sip:…`. */
  readonly contactUri: string;
  /** The number that calls it. */
  readonly from: string;
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

/**
 * An agent is reserved: his phone rings, unless the handoff is over. All that is asked is asked at once [1]; when the call is
 * passed on, his phone is called after that [2].
 */
export async function assignment(ports: Ports, request: AssignmentRequest): Promise<AssignmentAnswer> {
  const { leg, isFallback } = request;
  const invocation = begin(ports);
  const { callSid, n, task, reservation, worker } = leg;
  const note = { callSid, n, task, worker, atMs: ports.clock.nowMs() };
  const [noted, known, call] = await Promise.all([
    patiently(invocation, () => ports.reservations.create(reservation, note)),
    readHandoff(invocation, callSid),
    ports.calls.fetch(callSid),
  ]);
  const handoff = known === undefined || known === 'absent' ? undefined : known.value;
  const isPassedOn = handoff?.state.name === 'bridged' && handoff.state.task === task;
  if (handoff && isPassedOn) {
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
  const isRepeated = noted.kind === 'conflict';
  if (isRepeated && !isFallback) return { instruction: 'none' };
  if (!isPassedOn) return { instruction: 'call', ...ringing(ports, request) };
  // Whether the phone rings already is not known: the caller stays with whom he has.
  return isRepeated ? { instruction: 'reject' } : callPhone(invocation, request);
}

/**
 * TaskRouter does not call whom a task is transferred to: of the instructions that make it call somebody it takes none then
 * but `conference`, which knows no whisper. So we call.
 * Source: https://www.twilio.com/docs/api/errors/40151
 */
async function callPhone(invocation: Invocation, request: AssignmentRequest): Promise<AssignmentAnswer> {
  const { calls } = invocation.ports;
  const { url: answer, ...phone } = ringing(invocation.ports, request);
  const dialled = await patiently(invocation, () => calls.dial({ ...phone, from: request.from, answer }));
  return { instruction: dialled.kind === 'ok' || dialled.kind === 'indeterminate' ? 'none' : 'reject' };
}

function ringing(ports: Ports, { leg, contactUri }: AssignmentRequest) {
  const query = agentLegQuery(leg);
  // Whoever answers in the browser has read who calls and why, and has pressed a button that says so.
  const isOnPage = contactUri.startsWith('client:');
  const url: RouteRef = isOnPage
    ? { route: 'agent/accept', query: { ...query, Digits: '1' } }
    : { route: 'agent/whisper', query };
  const statusCallback: RouteRef = { route: 'agent/status', query };
  const timeoutSeconds = Math.round(ports.settings.policy.ringMs / 1000);
  return { to: contactUri, url, statusCallback, timeoutSeconds };
}
