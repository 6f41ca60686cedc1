import type { Case } from './case';
import { compared, type Report } from './report';
import type { Target } from './target';

export interface LiveRun extends Report {
  /** Why it did not come to its end. */
  readonly brokenOff: string | undefined;
  /** What could not be deleted. */
  readonly left: readonly string[];
}

/**
 * Deletes what an earlier attempt left, runs the cases one after another, and deletes what they made: at their end, when
 * one fails, and when `stop` says so, without waiting for the case that runs then.
 */
export async function liveRun(target: Target, cases: readonly Case[], stop: AbortSignal): Promise<LiveRun> {
  const rows: Report['rows'][number][] = [];
  const notes: string[] = [];
  const stopped = new Promise<'stopped'>((resolve) => {
    if (stop.aborted) resolve('stopped');
    stop.addEventListener('abort', () => resolve('stopped'));
  });
  const remains = await target.tidy();
  let brokenOff =
    remains.length > 0 ? 'what an earlier attempt left could not be seen or deleted' : undefined;
  for (const one of brokenOff === undefined ? cases : []) {
    const report = stop.aborted ? 'stopped' : await Promise.race([compared(one, target), stopped]);
    if (report === 'stopped') {
      brokenOff = `${String(stop.reason)} in “${one.title}”`;
      break;
    }
    rows.push(...report.rows);
    notes.push(...report.notes);
  }
  return { rows, notes, brokenOff, left: await target.close() };
}
