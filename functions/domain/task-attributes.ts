import { shorten } from './text-length';

/** TaskRouter's limit, in characters of the JSON text. Source: https://www.twilio.com/docs/taskrouter/limits */
export const ATTRIBUTES_LIMIT = 4096;

/** What a task tells the router and the agent's screen. */
export interface TaskAttributes {
  readonly callSid: string;
  /** The Vapi call id; '' when no AI has spoken. */
  readonly conversationId: string;
  readonly handoff: number;
  readonly via: string;
  readonly reason: string;
  readonly language: string;
  readonly department: string;
  readonly priority: number;
  readonly summary: string;
  readonly slots: Readonly<Record<string, string>>;
  readonly contextUrl: string;
  readonly status: string;
  /** Worker SIDs that are not asked again. */
  readonly declinedBy: readonly string[];
  readonly fence: number;
}

/**
 * Makes attributes fit. What routing needs is never cut. Cut first: the summary, down to 200 characters; then slots, the
 * longest value first, down to 40 characters each; then the reason to 200; then whole slots, last first; then the rest
 * of the summary and of the reason. All of it stands in the context document as well. Some characters are left free for what is added later (outcome,
 * declinedBy, what TaskRouter itself adds).
 */
export function fitAttributes(attributes: TaskAttributes, limit = ATTRIBUTES_LIMIT - 600): TaskAttributes {
  let fitted = attributes;
  const excess = (): number => JSON.stringify(fitted).length - limit;
  const cut = (key: 'summary' | 'reason', least: number): void => {
    while (excess() > 0 && fitted[key].length > least) {
      fitted = { ...fitted, [key]: shorten(fitted[key], Math.max(least, fitted[key].length - excess())) };
    }
  };
  cut('summary', 200);
  while (excess() > 0) {
    const [key, value] = longest(fitted.slots);
    if (value.length <= 40) break;
    fitted = {
      ...fitted,
      slots: { ...fitted.slots, [key]: shorten(value, Math.max(40, value.length - excess())) },
    };
  }
  cut('reason', 200);
  while (excess() > 0 && Object.keys(fitted.slots).length > 0) {
    fitted = { ...fitted, slots: Object.fromEntries(Object.entries(fitted.slots).slice(0, -1)) };
  }
  cut('summary', 0);
  cut('reason', 0);
  return fitted;
}

function longest(slots: Readonly<Record<string, string>>): [string, string] {
  return Object.entries(slots).reduce((a, b) => (b[1].length > a[1].length ? b : a), ['', '']);
}

/** Attributes as stored, with later knowledge put in; undefined when that would not fit. `leftFree`: characters. */
export function amendAttributes(
  stored: Readonly<Record<string, unknown>>,
  change: Readonly<Record<string, unknown>>,
  leftFree = 0,
): Record<string, unknown> | undefined {
  const limit = ATTRIBUTES_LIMIT - leftFree;
  const amended = { ...stored, ...change };
  if (JSON.stringify(amended).length <= limit) return amended;
  const { summary: _, ...rest } = amended;
  return JSON.stringify(rest).length <= limit ? rest : undefined;
}

/** The workers who are not asked again, one more of them. */
export function declinedByWith(stored: Readonly<Record<string, unknown>>, worker: string): string[] {
  const known: unknown[] = Array.isArray(stored.declinedBy) ? stored.declinedBy : [];
  const sids = known.filter((sid): sid is string => typeof sid === 'string' && sid !== worker);
  return [...sids, worker];
}
