/** Readers of values that others sent: what is not of the wanted type counts as not there. */

export function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** An own property of an object; undefined of anything else. */
export function fieldOf(value: unknown, name: string): unknown {
  const object = objectOf(value);
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** A text that is not blank, cut to `longest` UTF-16 units. */
export function textOf(value: unknown, longest: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.slice(0, longest).trim();
  return text === '' ? undefined : text;
}

/** Milliseconds since the epoch, from a number of them or an ISO 8601 text. */
export function millisecondsOf(value: unknown): number | undefined {
  const ms = typeof value === 'string' ? Date.parse(value) : value;
  return typeof ms === 'number' && Number.isFinite(ms) && ms > 0 ? ms : undefined;
}
