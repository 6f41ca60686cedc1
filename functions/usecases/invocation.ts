import type { Moment } from '../domain/handoff/event';
import type { Ports } from '../ports';

/** One run of a Function: by `owner` it knows its leases again, and at `endsAtMs` it should have answered. */
export interface Invocation {
  readonly ports: Ports;
  readonly owner: string;
  readonly endsAtMs: number;
}

const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 2_000;

export function begin(ports: Ports): Invocation {
  const { clock, ids, settings } = ports;
  return { ports, owner: ids.owner(), endsAtMs: clock.nowMs() + settings.policy.budgetMs };
}

export function momentOf({ ports, owner }: Invocation): Moment {
  return { nowMs: ports.clock.nowMs(), owner, policy: ports.settings.policy };
}

/** Sleeps before try number `retry` (from 0), with full jitter; false when the time left does not allow it. */
export async function backOff({ ports, endsAtMs }: Invocation, retry: number, leastMs = 0): Promise<boolean> {
  const longestMs = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** retry);
  const waitMs = Math.max(leastMs, Math.ceil(longestMs * ports.ids.jitter()));
  if (ports.clock.nowMs() + waitMs >= endsAtMs) return false;
  await ports.clock.sleep(waitMs);
  return true;
}

/** Tries again what was throttled: a 429 was never processed. Any other answer comes back at once. */
export async function patiently<A extends { readonly kind: string }>(
  invocation: Invocation,
  attempt: () => Promise<A>,
): Promise<A> {
  for (let retry = 0; ; retry += 1) {
    const answer = await attempt();
    if (answer.kind !== 'throttled') return answer;
    const { retryAfterMs } = answer as { retryAfterMs?: number };
    if (!(await backOff(invocation, retry, retryAfterMs))) return answer;
  }
}

/** As `patiently`, and once more after an answer that was lost: for requests that may be repeated without harm. */
export async function insistently<A extends { readonly kind: string }>(
  invocation: Invocation,
  attempt: () => Promise<A>,
): Promise<A> {
  const answer = await patiently(invocation, attempt);
  return answer.kind === 'indeterminate' ? patiently(invocation, attempt) : answer;
}
