/** Upper bounds of the buckets in seconds, each inclusive; one more bucket takes what is longer than the last. */
export const BOUNDS_SECONDS: readonly number[] = [
  2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 20, 25, 30, 35, 40, 45, 50, 60, 75, 90, 105, 120, 150, 180, 240, 300, 450,
  600,
];

/** How many waits fell into each bucket. Fixed buckets, so that days can be added up. */
export type Histogram = readonly number[];

export const EMPTY_HISTOGRAM: Histogram = Array.from({ length: BOUNDS_SECONDS.length + 1 }, () => 0);

export function withWait(histogram: Histogram, waitMs: number): Histogram {
  const found = BOUNDS_SECONDS.findIndex((bound) => waitMs <= bound * 1000);
  const bucket = found === -1 ? BOUNDS_SECONDS.length : found;
  return EMPTY_HISTOGRAM.map((_, index) => countAt(histogram, index) + (index === bucket ? 1 : 0));
}

export function sumOf(one: Histogram, other: Histogram): Histogram {
  return EMPTY_HISTOGRAM.map((_, index) => countAt(one, index) + countAt(other, index));
}

export function total(histogram: Histogram): number {
  return histogram.reduce((sum, count) => sum + count, 0);
}

/** How many waited this long at most. `seconds`: one of the bounds. */
export function within(histogram: Histogram, seconds: number): number {
  return histogram.reduce((sum, count, index) => {
    const bound = BOUNDS_SECONDS[index];
    return bound !== undefined && bound <= seconds ? sum + count : sum;
  }, 0);
}

/**
 * The wait in seconds that this share (0 to 1) of all did not exceed, as near as the buckets tell: even within a bucket.
 * The last bound where it is longer than that; undefined where nobody waited.
 */
export function percentile(histogram: Histogram, share: number): number | undefined {
  const all = total(histogram);
  if (all === 0) return undefined;
  const wanted = share * all;
  let passed = 0;
  for (const [index, count] of histogram.entries()) {
    if (count > 0 && passed + count >= wanted) {
      const upper = BOUNDS_SECONDS[index];
      if (upper === undefined) break;
      const lower = BOUNDS_SECONDS[index - 1] ?? 0;
      return lower + ((upper - lower) * (wanted - passed)) / count;
    }
    passed += count;
  }
  return BOUNDS_SECONDS.at(-1);
}

/** The same counts in fewer buckets. `bounds`: some of the bounds; one more bucket takes the rest. */
export function coarse(histogram: Histogram, bounds: readonly number[]): number[] {
  const upTo = [...bounds.map((bound) => within(histogram, bound)), total(histogram)];
  return upTo.map((count, index) => count - (upTo[index - 1] ?? 0));
}

function countAt(histogram: Histogram, index: number): number {
  return histogram[index] ?? 0;
}
