import { decide } from '../domain/handoff/decide';
import type { HandoffEvent } from '../domain/handoff/event';
import type { Handoff } from '../domain/handoff/record';
import type { Versioned, WriteAnswer } from '../ports/answer';
import { backOff, insistently, momentOf, patiently, type Invocation } from './invocation';

/**
 * What is stored after a change was decided. `unknown`: the store could not be asked, or did not say whether it wrote.
 * `none`: there is no record, and the change needs one.
 */
export type Changed =
  | {
      readonly kind: 'stored';
      readonly handoff: Handoff;
      readonly revision: string;
      readonly isChanged: boolean;
      /** What this change was made of; undefined for a record that it made. */
      readonly before: Handoff | undefined;
    }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

/** What the caller of `change` knows already: spares the read, and is only believed if the write confirms it. */
export type Known = Versioned<Handoff> | 'absent' | undefined;

const MOST_ROUNDS = 12;

/** An event happens to a handoff: read, decide, write conditionally; when somebody else was faster, all over again. */
export function happen(
  invocation: Invocation,
  callSid: string,
  event: HandoffEvent,
  known?: Known,
): Promise<Changed> {
  return change(invocation, callSid, (handoff) => decide(handoff, event, momentOf(invocation)), known);
}

export async function change(
  invocation: Invocation,
  callSid: string,
  next: (handoff: Handoff | undefined) => Handoff | undefined,
  known?: Known,
): Promise<Changed> {
  const { log } = invocation.ports;
  let current = known;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    current ??= await readHandoff(invocation, callSid);
    if (current === undefined) return { kind: 'unknown' };
    const before = current === 'absent' ? undefined : current;
    const after = next(before?.value);
    if (!after) return { kind: 'none' };
    if (before && after === before.value) {
      return {
        kind: 'stored',
        handoff: after,
        revision: before.revision,
        isChanged: false,
        before: before.value,
      };
    }
    const answer = await patiently(invocation, () => write(invocation, callSid, after, before?.revision));
    if (answer.kind === 'ok') {
      log.info('handoff changed', {
        callSid,
        handoff: after.n,
        before: before?.value.state.name,
        after: after.state.name,
        fence: after.fence,
      });
      return {
        kind: 'stored',
        handoff: after,
        revision: answer.value,
        isChanged: true,
        before: before?.value,
      };
    }
    if (answer.kind === 'refused' || answer.kind === 'throttled') {
      log.warn('handoff not stored', { callSid, handoff: after.n, answer: answer.kind });
      return { kind: 'unknown' };
    }
    // Somebody was faster, or the answer was lost: what is stored now decides. Decisions may be repeated.
    if (round > 0 && !(await backOff(invocation, round))) return { kind: 'unknown' };
    current = undefined;
  }
  return { kind: 'unknown' };
}

function write(
  { ports }: Invocation,
  callSid: string,
  handoff: Handoff,
  revision: string | undefined,
): Promise<WriteAnswer> {
  return revision === undefined
    ? ports.handoffs.create(callSid, handoff)
    : ports.handoffs.replace(callSid, handoff, revision);
}

/** Undefined when the store cannot be asked. */
export async function readHandoff(
  invocation: Invocation,
  callSid: string,
): Promise<Versioned<Handoff> | 'absent' | undefined> {
  const answer = await insistently(invocation, () => invocation.ports.handoffs.read(callSid));
  if (answer.kind === 'ok') return answer.value;
  if (answer.kind === 'gone') return 'absent';
  invocation.ports.log.warn('handoff not read', { callSid, answer: answer.kind });
  return undefined;
}

/** Whether this invocation may carry out what the record wants done. */
export function isMine({ owner }: Invocation, handoff: Handoff): boolean {
  return handoff.lease?.owner === owner;
}
