import { percentile } from './histogram';
import { reached, type Tally } from './tally';

/** One line of the numbers: how many of which group. Shares from 0 to 1, times in seconds. */
export interface ReportRow {
  readonly group: 'all' | 'disposition' | 'via' | 'department' | 'language' | 'queue';
  readonly name: string;
  readonly handoffs: number;
  readonly share: number;
  /** Where they are known for the group. */
  readonly reached?: number;
  readonly medianSeconds?: number | undefined;
  readonly p90Seconds?: number | undefined;
}

/** A tally as a table, each group's most frequent first. */
export function reportRows(tally: Tally): ReportRow[] {
  const { handoffs, dispositions, vias, departments, languages, queues } = tally;
  const share = (count: number): number => (handoffs === 0 ? 0 : count / handoffs);
  const waits = (of: Pick<Tally, 'waits'>) => ({
    reached: reached(of),
    medianSeconds: percentile(of.waits, 0.5),
    p90Seconds: percentile(of.waits, 0.9),
  });
  const counted = (group: ReportRow['group'], counts: Readonly<Record<string, number>>): ReportRow[] =>
    Object.entries(counts).map(([name, count]) => ({ group, name, handoffs: count, share: share(count) }));
  const ofQueues = Object.entries(queues).map(([name, queue]) => ({
    ...{ group: 'queue' as const, name, handoffs: queue.handoffs, share: share(queue.handoffs) },
    ...waits(queue),
  }));
  const groups = [
    counted('disposition', dispositions),
    counted('via', vias),
    counted('department', departments),
    counted('language', languages),
    ofQueues,
  ];
  return [
    { group: 'all', name: '', handoffs, share: share(handoffs), ...waits(tally) },
    ...groups.flatMap((rows) => rows.sort((a, b) => b.handoffs - a.handoffs || (a.name < b.name ? -1 : 1))),
  ];
}

/** The table for a file. `period` stands in every row. */
export function reportTable(period: string, tally: Tally): (string | number | undefined)[][] {
  const round = (value: number | undefined, digits: number): number | undefined =>
    value === undefined ? undefined : Number(value.toFixed(digits));
  return [
    ['period', 'group', 'name', 'handoffs', 'share', 'reached a human', 'median seconds', 'p90 seconds'],
    ...reportRows(tally).map(({ group, name, handoffs, share, reached: got, medianSeconds, p90Seconds }) => [
      ...[period, group, name, handoffs, round(share, 4), got],
      ...[round(medianSeconds, 1), round(p90Seconds, 1)],
    ]),
  ];
}
