import { liveCalls, type LiveCall } from '../domain/board/live-call';
import type { Outcome } from '../domain/handoff/outcome';
import type { Answer } from '../ports/answer';
import type { Acceptances, BoardPorts, FloorAgent, Listed } from '../ports/board';
import { begin, patiently } from './invocation';

/** A part that could not be had is undefined: the others are shown all the same. */
export interface Board {
  readonly calls: Listed<LiveCall> | undefined;
  readonly agents: Listed<FloorAgent> | undefined;
  /** Since the reader's day began. */
  readonly level: (Acceptances & { readonly seconds: number }) | undefined;
  /** Handoffs that ended last, the newest first. */
  readonly ended: readonly Outcome[] | undefined;
}

/** Who was taken within this time was taken well. One of the bounds that waits are counted by. */
export const LEVEL_SECONDS = 30;
const MOST_ENDED = 10;

/** Everything on the board, read at the same time. */
export async function board(ports: BoardPorts, dayBeganMs: number): Promise<Board> {
  const { floor, history } = ports;
  const invocation = begin(ports);
  const ask = <T>(attempt: () => Promise<Answer<T>>) => patiently(invocation, attempt).then(valueOf);
  const [tasks, callers, agents, level, ended] = await Promise.all([
    ask(() => floor.tasks()),
    ask(() => floor.callers()),
    ask(() => floor.agents()),
    ask(() => floor.acceptances(dayBeganMs, LEVEL_SECONDS)),
    ask(() => history.list('newest-first', undefined, MOST_ENDED)),
  ]);
  return {
    calls: tasks &&
      callers && {
        rows: liveCalls(tasks.rows, callers.rows),
        isWhole: tasks.isWhole && callers.isWhole,
      },
    agents,
    level: level && { ...level, seconds: LEVEL_SECONDS },
    ended: ended?.items.flatMap(({ outcome }) => outcome ?? []),
  };
}

function valueOf<T>(answer: Answer<T>): T | undefined {
  return answer.kind === 'ok' ? answer.value : undefined;
}
