import type { Context } from 'hono';
import type { JournalEntry } from '../core/journal';
import type { Endpoint } from './endpoint';
import { eventStream } from './event-stream';
import { integerQuery } from './refusal';
import type { ControlTarget } from './target';

const MOST = 10_000;

/** An entry with its place in the journal, the first being 1. */
type Numbered = JournalEntry & { readonly seq: number };

/** Whether anything in the entry names this SID: its own fields, or the text of a request. */
export function concerns(entry: JournalEntry, sid: string): boolean {
  return Object.values(entry).some((value) =>
    typeof value === 'string'
      ? value.includes(sid)
      : typeof value === 'object' && value !== null && JSON.stringify(value).includes(sid),
  );
}

function wanted(c: Context): (entry: JournalEntry) => boolean {
  const [kind, callSid] = [c.req.query('kind') ?? '', c.req.query('callSid')];
  return (entry) => entry.kind.startsWith(kind) && (!callSid || concerns(entry, callSid));
}

const QUERY = {
  since: 'Only entries after this number (`seq`)',
  kind: 'Only kinds that begin so, such as `call.` or `webhook.answered`',
  callSid: 'Only entries that name this call',
};

/** Everything that happened, in order. */
export function journalEndpoints({ journal }: ControlTarget): Endpoint[] {
  const after = (since: number): Numbered[] =>
    journal.entries.slice(since).map((entry, index) => ({ ...entry, seq: since + index + 1 }));
  return [
    {
      method: 'GET',
      path: '/journal',
      about: 'What happened, the oldest first',
      query: { ...QUERY, limit: `At most so many, the newest (${MOST})` },
      answer(c) {
        const entries = after(integerQuery(c, 'since') ?? 0).filter(wanted(c));
        return c.json({
          last: journal.entries.length,
          entries: entries.slice(-(integerQuery(c, 'limit') ?? MOST)),
        });
      },
    },
    {
      method: 'GET',
      path: '/journal/stream',
      about:
        'The same as server-sent events: what was, then what happens; takes up where `Last-Event-ID` left off. `restored`: a ' +
        'snapshot is in place of everything',
      query: { ...QUERY, last: 'Of what was, only so many, the newest' },
      answer(c) {
        const isWanted = wanted(c);
        const leftOff = Number(c.req.header('last-event-id') ?? Number.NaN);
        const begin = Number.isInteger(leftOff) ? leftOff : (integerQuery(c, 'since') ?? 0);
        const since = Math.max(begin, journal.entries.length - (integerQuery(c, 'last') ?? Infinity));
        return eventStream((send) => {
          const tell = (entry: Numbered): void => {
            if (isWanted(entry)) send({ id: entry.seq, data: entry });
          };
          for (const entry of after(since)) tell(entry);
          const stops = [
            journal.onEntry((entry) => tell({ ...entry, seq: journal.entries.length })),
            journal.onRestored(() => send({ event: 'restored', data: {} })),
          ];
          return () => stops.forEach((stop) => stop());
        });
      },
    },
  ];
}
