import type { ContextUpdate } from '../domain/context';
import type { HandoffEvent, Requested } from '../domain/handoff/event';
import { isLeased } from '../domain/handoff/change';
import type { Handoff } from '../domain/handoff/record';
import { isBlocked } from '../domain/handoff/request';
import { fitAttributes, type TaskAttributes } from '../domain/task-attributes';
import type { Line } from '../ports/task-router';
import { storeContext } from './context';
import { insistently, patiently, type Invocation } from './invocation';
import { happen, isMine, type Changed } from './record';
import { carryOut, takeTodoOver } from './todo';

/** A request for a human, read and checked. */
export interface Escalation {
  readonly callSid: string;
  readonly request: Omit<Requested, 'kind' | 'context'>;
  /** TaskRouter's priority, 0 and up. */
  readonly priority: number;
  readonly context: ContextUpdate;
}

/**
 * `looking`: a human is being looked for, since now or already (`isNew`). `elsewhere`: the request came too late or
 * from an AI leg that no longer has the caller. `failed`: nothing could be done.
 */
export type Escalated =
  | {
      readonly kind: 'looking';
      readonly isNew: boolean;
      readonly handoff: Handoff;
      readonly line: Line | undefined;
    }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'failed' };

/** How long after its creation a task is surely found by its attributes. */
const FOUND_AFTER_MS = 1_000;
const GATE_PAUSE_MS = 300;
const MOST_GATE_ROUNDS = 4;

/** Opens a handoff: the record is the gate [1], then the task [2], then its SID on the record [3]. */
export async function escalate(invocation: Invocation, escalation: Escalation): Promise<Escalated> {
  const { callSid, request, context } = escalation;
  const event: Requested = { kind: 'requested', ...request, context };
  const line = expectedLine(invocation, callSid);
  // Before it is known whether this AI leg still has the caller; where it had not, the record keeps what is to be stored.
  const stored = storeContext(invocation, callSid, context).then(
    (known) => known !== undefined && ['', known.leg].includes(context.leg),
  );
  const gate = await passGate(invocation, callSid, event);
  if (gate.kind !== 'stored') {
    await stored;
    return { kind: 'failed' };
  }
  const { handoff } = gate;
  if (handoff.state.name !== 'requested' || !isMine(invocation, handoff)) {
    await stored;
    const isLooking = handoff.state.name !== 'closed' && handoff.leg === request.leg;
    if (handoff.state.name === 'closed' && isBlocked(handoff)) return { kind: 'failed' };
    return isLooking ? { kind: 'looking', isNew: false, handoff, line: undefined } : { kind: 'elsewhere' };
  }
  const isResumed = gate.before?.n === handoff.n;
  const made = await (isResumed ? findOrMakeTask : makeTask)(invocation, escalation, gate, stored);
  if (made.kind !== 'stored') return { kind: 'looking', isNew: true, handoff, line: undefined };
  if (made.handoff.state.name !== 'closed') {
    return { kind: 'looking', isNew: true, handoff: made.handoff, line: await knownBy(line) };
  }
  return { kind: made.handoff.state.disposition.startsWith('failed') ? 'failed' : 'elsewhere' };
}

/** The record is the gate. Where the last handoff's task may still live, that is settled first. */
async function passGate(invocation: Invocation, callSid: string, event: Requested): Promise<Changed> {
  const { clock } = invocation.ports;
  for (let round = 0; ; round += 1) {
    const gate = await happen(invocation, callSid, event, round === 0 && !event.after ? 'absent' : undefined);
    if (gate.kind !== 'stored' || gate.handoff.state.name !== 'closed' || !isBlocked(gate.handoff))
      return gate;
    if (round >= MOST_GATE_ROUNDS) return gate;
    if (isLeased(gate.handoff, clock.nowMs())) await clock.sleep(GATE_PAUSE_MS);
    else await takeTodoOver(invocation, callSid);
  }
}

async function expectedLine({ ports }: Invocation, callSid: string): Promise<Line | undefined> {
  const answer = await ports.taskRouter.line(callSid);
  return answer.kind === 'ok' ? answer.value : undefined;
}

/** The prospects are told if they are here by now: nobody waits for them. */
function knownBy(line: Promise<Line | undefined>): Promise<Line | undefined> {
  return Promise.race([line, Promise.resolve(undefined)]);
}

type Gate = Extract<Changed, { kind: 'stored' }>;

/** Makes the task of a handoff that this invocation leases, and writes its SID down. `stored`: whether the context is. */
export async function makeTask(
  invocation: Invocation,
  escalation: Escalation,
  gate: Gate,
  stored: Promise<boolean>,
): Promise<Changed> {
  const { callSid, priority, context } = escalation;
  const { handoff } = gate;
  const known = { value: handoff, revision: gate.revision };
  const { taskRouter, log } = invocation.ports;
  const attributes = attributesOf(invocation, escalation, handoff);
  const [created, isStored] = await Promise.all([
    patiently(invocation, () => taskRouter.createTask(attributes, priority)),
    stored,
  ]);
  if (created.kind === 'ok') {
    const task = { n: handoff.n, task: created.value, stored: isStored ? context : undefined };
    return taskKnown(invocation, callSid, task, known);
  }
  if (created.kind === 'refused') {
    log.warn('task refused', { callSid, handoff: handoff.n, status: created.status, code: created.code });
    const refused = await happen(invocation, callSid, { kind: 'task-refused', n: handoff.n }, known);
    return carryOut(invocation, callSid, refused);
  }
  if (created.kind === 'throttled') return gate;
  // Made or not? If it can't be found, the lease runs out and the sweeper looks again: never two tasks on a guess.
  await invocation.ports.clock.sleep(FOUND_AFTER_MS);
  const adopted = await adoptTask(invocation, callSid, handoff.n);
  return typeof adopted === 'string' ? gate : adopted;
}

/** For a handoff whose first maker was lost: he may have made its task. Where that cannot be known, nothing is made. */
async function findOrMakeTask(...request: Parameters<typeof makeTask>): Promise<Changed> {
  const [invocation, { callSid }, gate] = request;
  const adopted = await adoptTask(invocation, callSid, gate.handoff.n);
  if (adopted === 'unknown') return gate;
  return adopted === 'none' ? makeTask(...request) : adopted;
}

/** Finds a task that was made for this handoff by somebody who could not write it down. */
export async function adoptTask(
  invocation: Invocation,
  callSid: string,
  n: number,
): Promise<Changed | 'none' | 'unknown'> {
  const found = await insistently(invocation, () => invocation.ports.taskRouter.findTasks(callSid, n));
  if (found.kind !== 'ok') return 'unknown';
  const task = found.value[0];
  return task ? taskKnown(invocation, callSid, { n, task: task.sid }) : 'none';
}

async function taskKnown(
  invocation: Invocation,
  callSid: string,
  task: Omit<Extract<HandoffEvent, { kind: 'task-created' }>, 'kind'>,
  known?: Parameters<typeof happen>[3],
): Promise<Changed> {
  const changed = await happen(invocation, callSid, { kind: 'task-created', ...task }, known);
  return carryOut(invocation, callSid, changed);
}

function attributesOf(
  { ports }: Invocation,
  { callSid, priority, context }: Escalation,
  { leg, n, via, language, department, fence }: Handoff,
): TaskAttributes {
  return fitAttributes({
    callSid,
    conversationId: leg,
    handoff: n,
    via,
    reason: context.reason ?? '',
    language,
    department,
    priority,
    summary: context.summary ?? '',
    slots: context.slots ?? {},
    contextUrl: ports.settings.contextUrl(callSid, ports.clock.nowMs()),
    status: 'waiting',
    declinedBy: [],
    fence,
  });
}
