import * as z from 'zod/mini';
import { shorten } from '../text-length';
import type { Outcome } from '../handoff/outcome';
import { EMPTY_HISTOGRAM, sumOf, total, withWait } from './histogram';

const counts = z.record(z.string(), z.number());
const histogram = z.array(z.number());

/** What became of many handoffs: counts and nothing of any single one. Waits are from the request to the bridge. */
export const tallySchema = z.object({
  handoffs: z.number(),
  waits: histogram,
  dispositions: counts,
  /** What made the handoffs. */
  vias: counts,
  departments: counts,
  languages: counts,
  queues: z.record(z.string(), z.object({ handoffs: z.number(), waits: histogram })),
});
export type Tally = z.infer<typeof tallySchema>;

/** Where an outcome names no queue, or another queue than the first fifty: what a day's tally takes is bounded. */
export const OTHER = '';
const MOST_NAMES = 50;
const LONGEST_NAME = 64;

export const EMPTY_TALLY: Tally = {
  ...{ handoffs: 0, waits: [...EMPTY_HISTOGRAM], dispositions: {}, vias: {} },
  ...{ departments: {}, languages: {}, queues: {} },
};

export function withOutcome(tally: Tally, outcome: Outcome): Tally {
  const { via, disposition, times, language = OTHER, department = OTHER, queue = OTHER } = outcome;
  const { bridged } = times;
  const waited = (before: readonly number[]): number[] =>
    bridged === undefined ? [...before] : [...withWait(before, bridged)];
  const name = nameFor(tally.queues, queue);
  const known = own(tally.queues, name) ?? { handoffs: 0, waits: [...EMPTY_HISTOGRAM] };
  return {
    handoffs: tally.handoffs + 1,
    waits: waited(tally.waits),
    dispositions: withOne(tally.dispositions, disposition),
    vias: withOne(tally.vias, via),
    departments: withOne(tally.departments, department),
    languages: withOne(tally.languages, language),
    queues: { ...tally.queues, [name]: { handoffs: known.handoffs + 1, waits: waited(known.waits) } },
  };
}

export function addTallies(one: Tally, other: Tally): Tally {
  return {
    handoffs: one.handoffs + other.handoffs,
    waits: [...sumOf(one.waits, other.waits)],
    dispositions: addCounts(one.dispositions, other.dispositions),
    vias: addCounts(one.vias, other.vias),
    departments: addCounts(one.departments, other.departments),
    languages: addCounts(one.languages, other.languages),
    queues: joined(one.queues, other.queues, (a, b) => ({
      handoffs: a.handoffs + b.handoffs,
      waits: [...sumOf(a.waits, b.waits)],
    })),
  };
}

/** How many got a human. */
export function reached({ waits }: Pick<Tally, 'waits'>): number {
  return total(waits);
}

function withOne(known: Readonly<Record<string, number>>, given: string): Record<string, number> {
  const name = nameFor(known, given);
  return { ...known, [name]: (own(known, name) ?? 0) + 1 };
}

function nameFor(known: Readonly<Record<string, unknown>>, given: string): string {
  const name = shorten(given, LONGEST_NAME);
  return Object.hasOwn(known, name) || Object.keys(known).length < MOST_NAMES ? name : OTHER;
}

function addCounts(one: Record<string, number>, other: Record<string, number>): Record<string, number> {
  return joined(one, other, (a, b) => a + b);
}

function joined<T>(one: Record<string, T>, other: Record<string, T>, both: (a: T, b: T) => T) {
  const more = Object.entries(other).map(([name, value]): [string, T] => {
    const known = own(one, name);
    return [name, known === undefined ? value : both(known, value)];
  });
  return Object.fromEntries([...Object.entries(one), ...more]);
}

/** Names are anybody's words. */
function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
