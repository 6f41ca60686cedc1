import * as z from 'zod/mini';
import type { Outcome } from '../handoff/outcome';
import { EMPTY_TALLY, tallySchema, withOutcome } from './tally';

/** An outcome as it stands in the list: later ones have a higher index. */
export interface ListedOutcome {
  readonly index: number;
  /** When it was written there, milliseconds since the epoch. */
  readonly atMs: number;
  /** Undefined for what is none of ours. */
  readonly outcome: Outcome | undefined;
}

/** What was counted of one day (UTC, by when outcomes were written), so that a month need not be read item by item. */
export const daySchema = z.object({
  /** Everything up to this index of the list is counted, here or in the days before. */
  through: z.number(),
  /** The outcomes that were counted last: one that was written twice counts once. */
  lately: z.array(z.string()),
  tally: tallySchema,
});
export type Day = z.infer<typeof daySchema>;

const MOST_REMEMBERED = 100;

/** A day that nothing was counted of; what came just before is not counted again. */
export function newDay(before: Day | undefined): Day {
  return { through: before?.through ?? -1, lately: before?.lately ?? [], tally: EMPTY_TALLY };
}

/** One more outcome, in the order of the list. */
export function withListed(day: Day, { index, outcome }: ListedOutcome): Day {
  if (index <= day.through) return day;
  const counted = { ...day, through: index };
  if (!outcome) return counted;
  const key = keyOf(outcome);
  if (day.lately.includes(key)) return counted;
  return {
    ...counted,
    lately: [...day.lately, key].slice(-MOST_REMEMBERED),
    tally: withOutcome(day.tally, outcome),
  };
}

/** `2026-01-31` */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** The newest of `count` days first. */
export function daysUpTo(ms: number, count: number): string[] {
  return Array.from({ length: count }, (_, ago) => dayOf(ms - ago * 86_400_000));
}

/** Which handoff: enough of its CallSid to tell it from its neighbours. */
export function keyOf({ callSid, handoff }: Outcome): string {
  return `${callSid.slice(-8)}-${handoff}`;
}
