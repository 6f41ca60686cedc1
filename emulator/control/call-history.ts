import type { JournalEntry } from '../core/journal';

interface CallProblem {
  readonly atMs: number;
  readonly kind: string;
  readonly what: string;
}

/** What is known of a call by what happened: the call itself has a status alone. */
export interface CallHistory {
  endedBecause: string | null;
  readonly problems: CallProblem[];
}

const WRONG = /\.(error|warning|failed|not-served|unknown|call-over)$/;
/** An error follows it that says the same. */
const TWICE = 'twiml.failed';

/** Why each call ended and what went wrong on it, by its SID. */
export function callHistories(entries: readonly JournalEntry[]): Map<string, CallHistory> {
  const histories = new Map<string, CallHistory>();
  for (const entry of entries) {
    const { kind, atMs, callSid } = entry;
    const isEnd = kind === 'call.ended';
    if (typeof callSid !== 'string' || (!isEnd && (kind === TWICE || !WRONG.test(kind)))) continue;
    const history = histories.get(callSid) ?? { endedBecause: null, problems: [] };
    histories.set(callSid, history);
    if (isEnd) history.endedBecause = String(entry['how']);
    else history.problems.push({ atMs, kind, what: inWords(entry) });
  }
  return histories;
}

/** Fields that stand beside the words, or in them. */
const ELSEWHERE = ['atMs', 'kind', 'callSid', 'number'];

/** What an entry says besides where and when. */
function inWords({ code, message, warning, ...rest }: JournalEntry): string {
  const facts = Object.entries(rest)
    .filter(([name, value]) => value !== undefined && !ELSEWHERE.includes(name))
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const what = [code, message ?? warning].filter((part) => part !== undefined).join(': ');
  return [what, ...facts].filter(Boolean).join(', ');
}
