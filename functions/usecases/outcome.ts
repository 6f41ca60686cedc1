import type { Effect } from '../domain/handoff/effect';
import type { Handoff } from '../domain/handoff/record';
import { patiently, type Invocation } from './invocation';
import type { Done } from './todo';

/** Puts how a handoff ended on the list of outcomes. */
export async function appendOutcome(
  invocation: Invocation,
  callSid: string,
  handoff: Handoff,
  { do: _, n, ...ended }: Extract<Effect, { do: 'outcome' }>,
): Promise<Done> {
  const queue = await queueOf(invocation, handoff, n);
  const outcome = { callSid, handoff: n, ...ended, ...(queue === undefined ? {} : { queue }) };
  const answer = await patiently(invocation, () => invocation.ports.outcomes.append(outcome));
  return answer.kind === 'ok' || answer.kind === 'refused' ? 'done' : 'later';
}

/** The queue of the task that ends with it; undefined where the task is not known any more, or was never made. */
async function queueOf(invocation: Invocation, { todo }: Handoff, n: number): Promise<string | undefined> {
  const task = todo.flatMap((effect) =>
    effect.do === 'settle-task' && effect.n === n ? (effect.task ?? []) : [],
  )[0];
  if (task === undefined) return undefined;
  const known = await patiently(invocation, () => invocation.ports.taskRouter.fetchTask(task));
  return known.kind === 'ok' ? known.value.value.queue : undefined;
}
