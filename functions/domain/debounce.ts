/** When a write may go out, given the last one: at once, or after `waitMs`. */
export function debounce(
  lastMs: number | undefined,
  nowMs: number,
  everyMs: number,
): { readonly waitMs: number } {
  if (lastMs === undefined) return { waitMs: 0 };
  return { waitMs: Math.max(0, Math.min(everyMs, lastMs + everyMs - nowMs)) };
}
