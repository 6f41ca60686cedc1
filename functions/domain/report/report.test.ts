import fc from 'fast-check';
import type { Outcome } from '../handoff/outcome';
import { csvOf } from './csv';
import { daySchema, dayOf, daysUpTo, newDay, withListed } from './day';
import { BOUNDS_SECONDS, coarse, EMPTY_HISTOGRAM, percentile, total, within, withWait } from './histogram';
import { reportRows, reportTable } from './rows';
import { addTallies, EMPTY_TALLY, reached, withOutcome } from './tally';

const outcome = (callSid: string, more: Partial<Outcome> = {}): Outcome => ({
  ...{ callSid, handoff: 1, via: 'tool', disposition: 'connected', times: { requested: 0, bridged: 12_000 } },
  ...{ language: 'en', department: 'billing', queue: 'Billing' },
  ...more,
});
const left = { disposition: 'caller-left', times: { requested: 0 } } as const;

describe('a histogram of waits', () => {
  const waits = fc.array(fc.integer({ min: 0, max: 900_000 }), { minLength: 1, maxLength: 200 });

  it('tells a percentile to within its bucket', () => {
    fc.assert(
      fc.property(waits, fc.constantFrom(0.5, 0.9, 0.95), (all, share) => {
        const histogram = all.reduce(withWait, EMPTY_HISTOGRAM);
        const exactMs = [...all].sort((a, b) => a - b)[Math.ceil(share * all.length) - 1] ?? 0;
        const upper = BOUNDS_SECONDS.find((bound) => exactMs <= bound * 1000) ?? 600;
        const lower = exactMs > 600_000 ? 600 : (BOUNDS_SECONDS[BOUNDS_SECONDS.indexOf(upper) - 1] ?? 0);
        const told = percentile(histogram, share) ?? NaN;
        expect(told).toBeGreaterThanOrEqual(lower);
        expect(told).toBeLessThanOrEqual(upper);
      }),
    );
  });

  it('loses nobody in coarser buckets', () => {
    fc.assert(
      fc.property(waits, (all) => {
        const histogram = all.reduce(withWait, EMPTY_HISTOGRAM);
        const few = coarse(histogram, [10, 30, 60]);
        expect(few.reduce((sum, count) => sum + count)).toBe(total(histogram));
        expect(few[0]).toBe(all.filter((ms) => ms <= 10_000).length);
        expect(within(histogram, 30)).toBe(all.filter((ms) => ms <= 30_000).length);
      }),
    );
  });

  it('knows no percentile of nobody', () => expect(percentile(EMPTY_HISTOGRAM, 0.5)).toBeUndefined());
});

describe('a tally', () => {
  it('counts by disposition, cause, department, language and queue, and who got a human', () => {
    const tally = [
      outcome('a'),
      outcome('b', left),
      outcome('c', { queue: undefined, language: 'es' }),
    ].reduce(withOutcome, EMPTY_TALLY);
    expect(tally).toMatchObject({
      handoffs: 3,
      dispositions: { connected: 2, 'caller-left': 1 },
      vias: { tool: 3 },
      departments: { billing: 3 },
      languages: { en: 2, es: 1 },
    });
    expect(tally.queues['Billing']).toMatchObject({ handoffs: 2 });
    expect(tally.queues['']).toMatchObject({ handoffs: 1 });
    expect(reached(tally)).toBe(2);
  });

  it('of two days is the tally of all of them', () => {
    const some = fc.array(
      fc.record({ queue: fc.constantFrom('A', 'B', '__proto__'), bridged: fc.option(fc.nat(700_000)) }),
    );
    const talliedOf = (given: readonly { queue: string; bridged: number | null }[]) =>
      given
        .map(({ queue, bridged }) =>
          outcome('x', { queue, times: { requested: 0, bridged: bridged ?? undefined } }),
        )
        .reduce(withOutcome, EMPTY_TALLY);
    fc.assert(
      fc.property(some, some, (one, other) => {
        expect(addTallies(talliedOf(one), talliedOf(other))).toEqual(talliedOf([...one, ...other]));
      }),
    );
  });

  it('stays within a document of Sync, however many queues and names there are', () => {
    let day = newDay(undefined);
    for (let index = 0; index < 3_000; index += 1) {
      const name = `${index}`.padEnd(200, 'é');
      const listed = outcome(`CA${index}`.slice(2).padStart(34, '0'), {
        queue: name,
        department: name.slice(0, 32),
      });
      day = withListed(day, { index, atMs: 0, outcome: listed });
    }
    expect(Buffer.byteLength(JSON.stringify(day))).toBeLessThan(16 * 1024);
    expect(day.tally.handoffs).toBe(3_000);
    expect(daySchema.parse(JSON.parse(JSON.stringify(day)))).toEqual(day);
  });

  it('holds nothing of any single call', () => {
    const text = JSON.stringify(
      withOutcome(EMPTY_TALLY, outcome('CA1234', { times: { requested: 17_000 } })),
    );
    expect(text).not.toMatch(/CA1234|17000/);
  });
});

describe('a day', () => {
  const listed = (index: number, callSid: string) => ({ index, atMs: 0, outcome: outcome(callSid) });

  it('counts what was written twice once, also across midnight, and nothing again that was counted', () => {
    const first = [listed(4, 'a'), listed(7, 'b'), listed(8, 'a'), listed(8, 'c')].reduce(
      withListed,
      newDay(undefined),
    );
    expect([first.tally.handoffs, first.through]).toEqual([2, 8]);
    const second = [
      listed(7, 'c'),
      listed(9, 'b'),
      { ...listed(10, ''), outcome: undefined },
      listed(11, 'd'),
    ];
    const next = second.reduce(withListed, newDay(first));
    expect([next.tally.handoffs, next.through]).toEqual([1, 11]);
  });

  it('is a day of UTC', () => {
    expect(dayOf(Date.UTC(2026, 0, 31, 23, 59))).toBe('2026-01-31');
    expect(daysUpTo(Date.UTC(2026, 2, 1), 3)).toEqual(['2026-03-01', '2026-02-28', '2026-02-27']);
  });
});

describe('the numbers to take away', () => {
  it('have a line for everything, then for each group, the most frequent first', () => {
    const tally = [outcome('a'), outcome('b'), outcome('c', left)].reduce(withOutcome, EMPTY_TALLY);
    const [all, ...groups] = reportRows(tally);
    expect(all).toMatchObject({ group: 'all', handoffs: 3, reached: 2, share: 1 });
    expect(groups.map(({ group, name, handoffs }) => `${group} ${name} ${handoffs}`)).toEqual([
      ...['disposition connected 2', 'disposition caller-left 1', 'via tool 3', 'department billing 3'],
      ...['language en 3', 'queue Billing 3'],
    ]);
    expect(reportTable('2026-01', tally)[2]).toEqual([
      ...['2026-01', 'disposition', 'connected', 2, 0.6667],
      ...[undefined, undefined, undefined],
    ]);
  });

  it.each([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+1', `'+1`],
    ['-1', `'-1`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\t=1', `'\t=1`],
    [' =1', `' =1`],
    ['\r=1', `"'\r=1"`],
    ['a "b", c', '"a ""b"", c"'],
    ['two\nlines', '"two\nlines"'],
    ['Ventas – ñ', 'Ventas – ñ'],
  ])('are a file that is no program: %j', (text, written) => {
    expect(csvOf([['x', text, -2.5, undefined]])).toBe(`x,${written},-2.5,\r\n`);
  });
});
