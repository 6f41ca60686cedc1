/** Stops what was scheduled; harmless when it already ran. */
export type Cancel = () => void;

/** Time as the emulator sees it: milliseconds since the epoch, and something that runs later. */
export interface Clock {
  now(): number;
  /**
   * Runs `run` once, `delayMs` from now. Timers due at the same millisecond run by `order` (compared as text),
   * then in the order in which they were set, so that a run can be repeated to the byte.
   */
  after(delayMs: number, run: () => void, order?: string): Cancel;
}

/** ISO 8601 with whole seconds, as TaskRouter and Sync print dates. */
export function isoSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** RFC 2822, as the 2010 API and conference callbacks print dates. */
export function rfc2822(ms: number): string {
  return new Date(ms).toUTCString().replace('GMT', '+0000');
}
