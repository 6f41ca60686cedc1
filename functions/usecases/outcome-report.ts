import { dayOf, daysUpTo, newDay, withListed, type Day, type ListedOutcome } from '../domain/report/day';
import { EMPTY_TALLY, withOutcome, type Tally } from '../domain/report/tally';
import type { Versioned } from '../ports/answer';
import type { BoardPorts } from '../ports/board';
import { begin, insistently, patiently, type Invocation } from './invocation';

export interface OutcomeReport {
  /** Since the reader's day began. */
  readonly today: Tally;
  /** Of days of UTC, the newest first. */
  readonly days: readonly { readonly day: string; readonly tally: Tally }[];
  /** False where the time did not suffice: asked again, it goes on from there. */
  readonly isWhole: boolean;
}

const DAYS = 30;
/** What is younger may still be joined by an earlier one that the list does not show yet: it is counted, but not kept. */
const SETTLED_MS = 2 * 60_000;
/** What one more page may take of the time that is left. */
const ONE_PAGE_MS = 1_500;

/**
 * What became of the handoffs of today and of the last thirty days. A day is counted once and kept as a document: the
 * next reader counts on from there.
 */
export async function outcomeReport(
  ports: BoardPorts,
  dayBeganMs: number,
): Promise<OutcomeReport | 'unknown'> {
  const invocation = begin(ports);
  const [today, month] = await Promise.all([
    since(invocation, ports, dayBeganMs),
    lastDays(invocation, ports),
  ]);
  if (!month) return 'unknown';
  return { today: today.tally, days: month.days, isWhole: today.isWhole && month.isWhole };
}

/** From the newest back. */
async function since(
  invocation: Invocation,
  { history, clock }: BoardPorts,
  sinceMs: number,
): Promise<{ tally: Tally; isWhole: boolean }> {
  let tally = EMPTY_TALLY;
  let after: number | undefined;
  const seen = new Set<string>();
  for (;;) {
    if (clock.nowMs() > invocation.endsAtMs - ONE_PAGE_MS) return { tally, isWhole: false };
    const page = await insistently(invocation, () => history.list('newest-first', after));
    if (page.kind !== 'ok') return { tally, isWhole: false };
    const { items, isLast } = page.value;
    for (const { atMs, outcome } of items) {
      const key = `${outcome?.callSid}-${outcome?.handoff}`;
      if (atMs < sinceMs || !outcome || seen.has(key)) continue;
      seen.add(key);
      tally = withOutcome(tally, outcome);
    }
    const last = items.at(-1);
    if (isLast || !last || last.atMs < sinceMs) return { tally, isWhole: true };
    after = last.index;
  }
}

type Kept = Map<string, Versioned<Day> | undefined>;

/** The days as they were kept, and what came since; undefined where the days cannot be read. */
async function lastDays(
  invocation: Invocation,
  ports: BoardPorts,
): Promise<{ days: OutcomeReport['days']; isWhole: boolean } | undefined> {
  const { clock, history } = ports;
  const names = daysUpTo(clock.nowMs(), DAYS);
  const kept: Kept = new Map();
  const reads = await Promise.all(
    names.map(async (name) => [name, await insistently(invocation, () => history.days.read(name))] as const),
  );
  if (reads.some(([, read]) => read.kind !== 'ok' && read.kind !== 'gone')) return undefined;
  for (const [name, read] of reads) kept.set(name, read.kind === 'ok' ? read.value : undefined);
  const { days, isWhole } = await countOn(invocation, ports, kept);
  return {
    days: names.map((day) => ({ day, tally: days.get(day)?.tally ?? EMPTY_TALLY })),
    isWhole,
  };
}

/** Reads what the kept days do not hold yet. Each day is kept as soon as it is known as far as it is settled. */
async function countOn(
  invocation: Invocation,
  { history, clock }: BoardPorts,
  kept: Kept,
): Promise<{ days: Map<string, Day>; isWhole: boolean }> {
  const days = new Map<string, Day>();
  for (const [name, stored] of kept) if (stored) days.set(name, stored.value);
  let newest = [...days.values()].reduce<Day | undefined>(
    (last, day) => (last && last.through >= day.through ? last : day),
    undefined,
  );
  const changed = new Map<string, Day>();
  const fresh: ListedOutcome[] = [];
  const settledMs = clock.nowMs() - SETTLED_MS;
  let after = newest?.through;
  let isWhole = false;
  while (clock.nowMs() <= invocation.endsAtMs - ONE_PAGE_MS) {
    const page = await insistently(invocation, () => history.list('oldest-first', after));
    if (page.kind !== 'ok') break;
    for (const item of page.value.items) {
      // From the first one on that may not have settled, nothing is kept.
      if (fresh.length > 0 || item.atMs > settledMs) {
        fresh.push(item);
        continue;
      }
      const name = dayOf(item.atMs);
      newest = withListed(days.get(name) ?? newDay(newest), item);
      days.set(name, newest);
      changed.set(name, newest);
    }
    after = page.value.items.at(-1)?.index ?? after;
    isWhole = page.value.isLast;
    if (isWhole) break;
  }
  await keep(invocation, history, kept, changed);
  for (const item of fresh) {
    const name = dayOf(item.atMs);
    newest = withListed(days.get(name) ?? newDay(newest), item);
    days.set(name, newest);
  }
  return { days, isWhole };
}

/** The oldest first, and none after one that was not kept: what a day holds is all that came before its end. */
async function keep(
  invocation: Invocation,
  { days }: BoardPorts['history'],
  kept: Kept,
  changed: ReadonlyMap<string, Day>,
): Promise<void> {
  for (const [name, day] of [...changed].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (invocation.ports.clock.nowMs() > invocation.endsAtMs) return;
    const before = kept.get(name);
    const written = await patiently(invocation, () =>
      before ? days.replace(name, day, before.revision) : days.create(name, day),
    );
    // Somebody else has counted on, or it is not known: the next reader goes on from what is stored.
    if (written.kind !== 'ok') return;
  }
}
