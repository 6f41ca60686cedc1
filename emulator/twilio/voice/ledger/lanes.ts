import type { AudioSource } from '../../../core/ports';
import type { DoneSpan, LedgerRecord } from './audio-ledger';

/** A piece of one leg's time in which nothing changes. */
export interface Lane {
  readonly fromMs: number;
  readonly toMs: number;
  readonly hears: readonly { readonly source: AudioSource; readonly text: string | undefined }[];
  readonly does: DoneSpan['does'] | 'listening';
}

/** One leg's life cut where anything changes, from its beginning to its end without a hole: what a picture needs. */
export function lanes(record: LedgerRecord, callSid: string): Lane[] {
  const leg = record.legs.find((one) => one.callSid === callSid);
  if (!leg) return [];
  const cuts = [leg, ...leg.hears, ...leg.does].flatMap(({ fromMs, toMs }) => [fromMs, toMs]);
  const edges = [...new Set(cuts)].sort((a, b) => a - b);
  return edges.slice(1).map((toMs, index) => {
    const fromMs = edges[index] ?? toMs;
    const covers = (span: { fromMs: number; toMs: number }): boolean =>
      span.fromMs <= fromMs && span.toMs >= toMs;
    const does = leg.does.filter(covers);
    return {
      fromMs,
      toMs,
      hears: leg.hears.filter(covers).map(({ source, text }) => ({ source, text })),
      does: does.find((one) => one.does === 'speaking')?.does ?? does[0]?.does ?? 'listening',
    };
  });
}
