import { isDeepStrictEqual } from 'node:util';
import { Repetition } from '../core/course/repetition';
import type { Directory } from './people/directory';
import { Refusal } from './refusal';
import type { ScenarioPlayer } from './scenario-player';
import { restoreState, stateOf, type SavedCourse, type Snapshot } from './snapshot-file';
import type { ControlTarget } from './target';

/** The state at the beginning of a course, to go back to when it is repeated. */
export function beginningOf(target: ControlTarget, directory: Directory, player: ScenarioPlayer): unknown {
  return { ...stateOf(target, directory, player), journalLength: target.journal.entries.length };
}

/**
 * Restores a snapshot with live calls: the state before them, then what came in since. Refuses (409) when that leads
 * elsewhere than to the state that was kept; then the state before the calls is there.
 */
export async function restoreCourse(
  target: ControlTarget,
  directory: Directory,
  player: ScenarioPlayer,
  saved: Snapshot,
  { beginning, inputs, turns }: SavedCourse,
): Promise<void> {
  const { course, virtual, ids, outsideIds, activity, runtime, journal } = target;
  const { journal: happened, ...end } = saved;
  const { journalLength, ...others } = beginning;
  const state = { ...end, ...others };
  const goBack = (isThen: boolean) =>
    restoreState(target, directory, player, state, happened.slice(0, journalLength), isThen);
  await goBack(true);
  course.load(JSON.stringify({ ...state, journalLength }), inputs);
  const { ids: drawn, work } = saved.counters;
  const there = { turns, atMs: saved.takenAtMs, ids: drawn, work };
  try {
    await new Repetition(course, virtual, ids, activity, target.again).run(inputs, there);
    outsideIds.position = saved.counters.outside;
    for (const domain of runtime.domains()) runtime.recall(domain, saved.logs[domain] ?? []);
    const now = { ...stateOf(target, directory, player), journal: journal.entries };
    const other = difference(plain(now), plain(saved));
    if (other !== undefined) throw new Error(other);
  } catch (error) {
    activity.clear();
    await goBack(false);
    course.renew();
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal(
      409,
      `the live calls took another course than when the snapshot was taken (${why}); it wants the same version of the ` +
        'emulator, and a state that only requests and the controls have changed; the state before the calls is restored',
    );
  }
  journal.load(saved.journal);
  target.paced?.goOnFromHere();
}

type Plain = Record<string, unknown> & { journal: Record<string, unknown>[] };

/**
 * As JSON has it. Signatures differ with the address of the emulator, which is in what is signed; the changes of Sync's
 * objects are counted on from those that browsers have heard of here.
 */
function plain(value: object): Plain {
  const text = JSON.stringify(value, (name, one: unknown) => (name === 'lastChange' ? undefined : one));
  const { journal, ...rest } = JSON.parse(text) as Plain;
  return {
    ...rest,
    journal: journal.map(({ requestHeaders: _headers, signatureBase: _base, ...entry }) => entry),
  };
}

function difference(now: Plain, then: Plain): string | undefined {
  const at = then.journal.findIndex((entry, index) => !isDeepStrictEqual(entry, now.journal[index]));
  if (at >= 0) {
    return `entry ${at} of the journal was ${shown(then.journal[at])} and is ${shown(now.journal[at])}`;
  }
  if (now.journal.length > then.journal.length) return 'the journal is longer';
  const part = Object.keys(now).find((name) => !isDeepStrictEqual(now[name], then[name]));
  return part === undefined ? undefined : `${part} is not what it was`;
}

function shown(entry: unknown): string {
  const text = JSON.stringify(entry) ?? 'missing';
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
