import type { LiveCall, Phase } from '../../functions/domain/board/live-call';
import type { Agent, BoardState } from './api';

/** In the order in which a supervisor looks at them. */
export const PHASES: readonly Phase[] = ['waiting', 'ringing', 'talking', 'ai'];

export function byPhase(calls: readonly LiveCall[]): Readonly<Record<Phase, readonly LiveCall[]>> {
  const of = (phase: Phase): LiveCall[] => calls.filter((call) => call.phase === phase);
  return { ai: of('ai'), waiting: of('waiting'), ringing: of('ringing'), talking: of('talking') };
}

/** Since when whoever waits longest has waited: nobody has the call yet while a phone rings. */
export function oldestWaitingMs(calls: readonly LiveCall[]): number | undefined {
  const since = calls
    .filter(({ phase }) => phase === 'waiting' || phase === 'ringing')
    .map(({ sinceMs }) => sinceMs);
  return since.length === 0 ? undefined : Math.min(...since);
}

/** The share of callers who were taken in time; of those who left only who waited longer counts. Undefined of nobody. */
export function serviceLevel({ level }: Pick<BoardState, 'level'>): number | undefined {
  if (!level) return undefined;
  const { acceptedBelow, acceptedAbove, canceledAbove } = level;
  const all = acceptedBelow + acceptedAbove + canceledAbove;
  return all === 0 ? undefined : acceptedBelow / all;
}

export interface ActivityGroup {
  readonly activity: string;
  readonly isAvailable: boolean;
  /** Who has been in it longest first. */
  readonly agents: readonly Agent[];
}

/** Available activities first, then the fullest. */
export function byActivity(agents: readonly Agent[]): ActivityGroup[] {
  const groups = new Map<string, Agent[]>();
  for (const agent of agents) groups.set(agent.activity, [...(groups.get(agent.activity) ?? []), agent]);
  return [...groups]
    .map(([activity, members]) => ({
      activity,
      isAvailable: members.some(({ isAvailable }) => isAvailable),
      agents: members.sort((a, b) => a.sinceMs - b.sinceMs || a.name.localeCompare(b.name)),
    }))
    .sort(
      (a, b) =>
        Number(b.isAvailable) - Number(a.isAvailable) ||
        b.agents.length - a.agents.length ||
        a.activity.localeCompare(b.activity),
    );
}
