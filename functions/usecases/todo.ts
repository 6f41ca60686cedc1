import { doneWith, isLeased } from '../domain/handoff/change';
import { takenOver } from '../domain/handoff/decide';
import type { Effect } from '../domain/handoff/effect';
import type { Handoff } from '../domain/handoff/record';
import { storeContext } from './context';
import { change, isMine, type Changed } from './record';
import { endAgent, letGo, sendCallerBack, tellAi } from './effects-on-legs';
import { refuse, release, settleTask } from './effects-on-tasks';
import { momentOf, type Invocation } from './invocation';
import { appendOutcome } from './outcome';

/** `later`: not known to have happened, or not yet due; it stays on the record for the next event or the sweeper. */
export type Done = 'done' | 'later';

/** Carries out what the record wants done, if that is this invocation's to do, and stores what came of it. */
export async function carryOut(invocation: Invocation, callSid: string, changed: Changed): Promise<Changed> {
  if (changed.kind !== 'stored') return changed;
  const { handoff, revision } = changed;
  if (handoff.todo.length === 0 || !isMine(invocation, handoff)) return changed;
  const results = await Promise.all(
    handoff.todo.map(async (effect) => ({
      effect,
      done: await perform(invocation, callSid, handoff, effect),
    })),
  );
  const done = results.filter((result) => result.done === 'done').map((result) => result.effect);
  for (const { effect } of results.filter((result) => result.done === 'later')) {
    invocation.ports.log.warn('effect left for later', { callSid, handoff: handoff.n, effect: effect.do });
  }
  return change(invocation, callSid, (now) => now && doneWith(now, done), { value: handoff, revision });
}

/** Carries out what somebody left behind whose lease has run out. */
export async function takeTodoOver(invocation: Invocation, callSid: string): Promise<Changed> {
  const { clock } = invocation.ports;
  const changed = await change(invocation, callSid, (now) =>
    now && now.todo.length > 0 && !isLeased(now, clock.nowMs()) ? takenOver(now, momentOf(invocation)) : now,
  );
  return carryOut(invocation, callSid, changed);
}

async function perform(
  invocation: Invocation,
  callSid: string,
  handoff: Handoff,
  effect: Effect,
): Promise<Done> {
  switch (effect.do) {
    case 'store-context':
      return (await storeContext(invocation, callSid, effect.update)) ? 'done' : 'later';
    case 'settle-task':
      return settleTask(invocation, callSid, effect);
    case 'refuse':
      return 'task' in handoff.state ? refuse(invocation, handoff.state.task, effect) : 'done';
    case 'end-agent':
      return endAgent(invocation, handoff.language, effect);
    case 'let-go':
      return letGo(invocation, callSid, effect);
    case 'release':
      return release(invocation, effect);
    case 'tell-ai':
      return tellAi(invocation, handoff, effect);
    case 'caller-back':
      return sendCallerBack(invocation, callSid, handoff, effect);
    case 'outcome':
      return appendOutcome(invocation, callSid, handoff, effect);
  }
}

/** `done` unless the upstream may still do it when asked again. */
export function doneUnlessUnsure(answer: { readonly kind: string }): Done {
  return answer.kind === 'indeterminate' || answer.kind === 'throttled' ? 'later' : 'done';
}
