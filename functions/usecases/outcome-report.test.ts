import type { Outcome } from '../domain/handoff/outcome';
import { defaultPolicy } from '../domain/handoff/policy';
import type { Day, ListedOutcome } from '../domain/report/day';
import type { ReadAnswer, Versioned, WriteAnswer } from '../ports/answer';
import type { BoardPorts, History } from '../ports/board';
import { outcomeReport, type OutcomeReport } from './outcome-report';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const NOON = Date.UTC(2026, 2, 10, 12);
const MIDNIGHT = NOON - 12 * HOUR_MS;
const PAGE = 100;

/** A list of outcomes and the days that are kept, as Sync has them; every page takes time. */
class Kept {
  nowMs = NOON;
  pageMs = 50;
  pages = 0;
  readonly items: ListedOutcome[] = [];
  readonly days = new Map<string, Versioned<Day>>();
  /** Runs once, before the next day is written. */
  before: (() => Promise<unknown>) | undefined;
  private revisions = 0;

  add(atMs: number, more: Partial<Outcome> = {}, index = this.items.length): void {
    const outcome: Outcome = {
      ...{
        callSid: `CA${String(index).padStart(32, '0')}`,
        handoff: 1,
        via: 'tool',
        disposition: 'connected',
      },
      times: { requested: atMs - 60_000, bridged: 9_000, ended: 60_000 },
      ...more,
    };
    this.items.push({ index, atMs, outcome });
  }

  async report(): Promise<OutcomeReport> {
    const history: History = {
      list: async (order, after) => {
        this.nowMs += this.pageMs;
        this.pages += 1;
        const sign = order === 'oldest-first' ? 1 : -1;
        const rest = [...this.items]
          .sort((a, b) => sign * (a.index - b.index))
          .filter(({ index }) => after === undefined || sign * (index - after) > 0);
        return { kind: 'ok', value: { items: rest.slice(0, PAGE), isLast: rest.length <= PAGE } };
      },
      days: {
        read: async (key): Promise<ReadAnswer<Day>> => {
          const value = this.days.get(key);
          return value ? { kind: 'ok', value } : { kind: 'gone' };
        },
        create: (key, value) => this.write(key, value, undefined),
        replace: (key, value, revision) => this.write(key, value, revision),
      },
    };
    const ports = {
      history,
      clock: { nowMs: () => this.nowMs, sleep: async (ms: number) => void (this.nowMs += ms) },
      ids: { owner: () => 'me', jitter: () => 0.5 },
      settings: { policy: defaultPolicy },
    };
    const report = await outcomeReport(ports as unknown as BoardPorts, MIDNIGHT);
    if (report === 'unknown') throw new Error('the days could not be read');
    return report;
  }

  private async write(key: string, value: Day, revision: string | undefined): Promise<WriteAnswer> {
    const run = this.before;
    this.before = undefined;
    await run?.();
    if (this.days.get(key)?.revision !== revision) return { kind: 'conflict' };
    this.days.set(key, { value, revision: String(++this.revisions) });
    return { kind: 'ok', value: String(this.revisions) };
  }
}

const counts = ({ days }: OutcomeReport): number[] => days.map(({ tally }) => tally.handoffs);
const sum = (all: readonly number[]): number => all.reduce((total, count) => total + count, 0);

it('counts today since the reader’s midnight, and each of thirty days', async () => {
  const kept = new Kept();
  for (const ago of [2, 1, 1, 0, 0, 0]) kept.add(NOON - ago * DAY_MS - HOUR_MS);
  const report = await kept.report();
  expect([report.isWhole, report.today.handoffs, counts(report)]).toEqual([
    ...[true, 3],
    [3, 2, 1, ...Array.from({ length: 27 }, () => 0)],
  ]);
});

it('reads of a day that is kept only what came since', async () => {
  const kept = new Kept();
  for (let index = 0; index < 950; index += 1) kept.add(NOON - 3 * DAY_MS + index * 60_000);
  const first = await kept.report();
  kept.add(kept.nowMs - HOUR_MS);
  kept.pages = 0;
  const second = await kept.report();
  // One for today, one for what came since.
  expect([kept.pages, sum(counts(first)), sum(counts(second))]).toEqual([2, 950, 951]);
});

it('goes on where the time ran out, until it is whole', async () => {
  const kept = new Kept();
  kept.pageMs = 400;
  for (let index = 0; index < 4_000; index += 1) kept.add(NOON - 5 * DAY_MS + index * 60_000);
  const answers: [boolean, number][] = [];
  for (let tried = 0; tried < 6 && answers.at(-1)?.[0] !== true; tried += 1) {
    const before = kept.nowMs;
    const report = await kept.report();
    expect(kept.nowMs - before).toBeLessThan(9_000);
    answers.push([report.isWhole, sum(counts(report))]);
  }
  expect(answers.at(-1)).toEqual([true, 4_000]);
  expect(answers.length).toBeGreaterThan(2);
});

it('two readers at the same time count nothing twice', async () => {
  const kept = new Kept();
  for (let index = 0; index < 250; index += 1) kept.add(NOON - 2 * DAY_MS + index * 10 * 60_000);
  let other: Promise<unknown> | undefined;
  kept.before = async () => {
    // The other one has more to count, and is done before the first has written anything.
    kept.add(kept.nowMs - HOUR_MS);
    await (other = kept.report());
  };
  await kept.report();
  await other;
  expect(sum(counts(await kept.report()))).toBe(251);
  expect(sum([...kept.days.values()].map(({ value }) => value.tally.handoffs))).toBe(251);
});

it('keeps nothing that an outcome may still come before, and counts it all the same', async () => {
  const kept = new Kept();
  kept.add(NOON - HOUR_MS, {}, 0);
  kept.add(NOON - 1_000, {}, 2);
  expect(counts(await kept.report())[0]).toBe(2);
  // Index 1 shows only now.
  kept.add(NOON - 1_500, {}, 1);
  kept.nowMs += HOUR_MS;
  expect(counts(await kept.report())[0]).toBe(3);
});

it('counts a handoff that was written twice once, also where the first was kept long since', async () => {
  const kept = new Kept();
  const once = { callSid: `CA${'7'.repeat(32)}` };
  kept.add(NOON - HOUR_MS, once);
  await kept.report();
  kept.add(NOON - HOUR_MS / 2, once);
  const { today, days } = await kept.report();
  expect([today.handoffs, days[0]?.tally.handoffs]).toEqual([1, 1]);
});
