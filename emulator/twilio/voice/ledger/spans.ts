/** A stretch of time, milliseconds since the epoch; `toMs` is not part of it. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The same time as few spans as possible, in order, none empty. */
export function merge(spans: readonly Span[]): Span[] {
  const merged: { fromMs: number; toMs: number }[] = [];
  for (const { fromMs, toMs } of [...spans].sort((a, b) => a.fromMs - b.fromMs)) {
    if (toMs <= fromMs) continue;
    const last = merged.at(-1);
    if (last && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else merged.push({ fromMs, toMs });
  }
  return merged;
}

/** The time in `spans` and not in `others`. */
export function subtract(spans: readonly Span[], others: readonly Span[]): Span[] {
  let left = merge(spans);
  for (const other of merge(others)) {
    left = left.flatMap(({ fromMs, toMs }) => [
      { fromMs, toMs: Math.min(toMs, other.fromMs) },
      { fromMs: Math.max(fromMs, other.toMs), toMs },
    ]);
    left = merge(left);
  }
  return left;
}

/** The time in both. */
export function intersect(spans: readonly Span[], others: readonly Span[]): Span[] {
  return subtract(spans, subtract(spans, others));
}

export function totalMs(spans: readonly Span[]): number {
  return merge(spans).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
}

/** The longest one; the first of equals. */
export function longest(spans: readonly Span[]): Span | undefined {
  return merge(spans).reduce<Span | undefined>(
    (best, span) => (!best || span.toMs - span.fromMs > best.toMs - best.fromMs ? span : best),
    undefined,
  );
}
