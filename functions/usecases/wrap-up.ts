import { isAnyOpen, withWrapUp, type WrapUp, type WrapUpLine } from '../domain/wrap-up';
import type { Ports } from '../ports';
import type { Task } from '../ports/task-router';
import type { Acted, By } from './agent-acts';
import { begin, insistently, patiently, type Invocation } from './invocation';
import { legOf } from './own-reservation';
import { readHandoff } from './record';

const MOST_ROUNDS = 4;

/**
 * Keeps what an agent says of a call, beside what others say of it who had the same one. Once he has nothing more to do
 * with the call his part of the task is done, and with the last part the task is.
 */
export async function wrapUp(ports: Ports, { worker, reservation }: By, said: WrapUp): Promise<Acted> {
  const invocation = begin(ports);
  const read = await insistently(invocation, () => ports.reservations.read(reservation));
  if (read.kind === 'gone') return 'not-now';
  if (read.kind !== 'ok') return 'unknown';
  const { callSid, n, task, worker: owner } = read.value.value;
  if (owner !== worker) return 'not-now';
  const known = await readHandoff(invocation, callSid);
  if (known === undefined) return 'unknown';
  const handoff = known !== 'absent' && known.value.n === n ? known.value : undefined;
  const isOnCall = handoff !== undefined && legOf(handoff, reservation) !== undefined;
  const line = { callSid, handoff: n, wrapUp: { worker, reservation, ...said } };
  if (!isOnCall) {
    const listed = await insistently(invocation, () => ports.outcomes.append(line));
    if (listed.kind !== 'ok') return 'unknown';
  }
  const kept = await keepOnTask(invocation, task, line.wrapUp, isOnCall ? 'open' : 'done');
  if (kept === 'unknown') return kept;
  if (isOnCall || kept === 'gone') return 'done';
  const isLast = (!handoff || handoff.state.name === 'closed') && !isAnyOpen(kept.attributes);
  const { taskRouter } = ports;
  const ended = await insistently(invocation, () =>
    isLast ? taskRouter.completeTask(task, 'wrapped up') : taskRouter.completeReservation(task, reservation),
  );
  // Refused: it is over already.
  return ended.kind === 'ok' || ended.kind === 'refused' ? 'done' : 'unknown';
}

async function keepOnTask(
  invocation: Invocation,
  task: string,
  said: WrapUpLine['wrapUp'],
  stays: 'open' | 'done',
): Promise<Task | 'gone' | 'unknown'> {
  const { taskRouter } = invocation.ports;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const known = await insistently(invocation, () => taskRouter.fetchTask(task));
    if (known.kind !== 'ok') return known.kind === 'gone' ? 'gone' : 'unknown';
    const { value, revision } = known.value;
    const attributes = withWrapUp(value.attributes, said, stays);
    if (!attributes) return value;
    const written = await patiently(invocation, () =>
      taskRouter.updateAttributes(task, attributes, revision),
    );
    if (written.kind === 'ok') return { ...value, attributes };
    if (written.kind === 'gone') return 'gone';
    // The list has it: a task that takes no attributes any more needs none.
    if (written.kind === 'refused') return value;
    if (written.kind === 'throttled') return 'unknown';
  }
  return 'unknown';
}
