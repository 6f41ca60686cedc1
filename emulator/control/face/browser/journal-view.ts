import { get, type Entry } from './api';
import { brief, clockTime, h, json } from './dom';
import { isSid, type Row, type View } from './view';

/** So many of the newest entries are on the page. */
export const KEPT = 3000;
const entries: Entry[] = [];
/** What is shown: the newest, or all that concerns one thing. */
let shown: readonly Entry[] = entries;

/** Takes up what the stream tells. */
export function noted(entry: Entry): void {
  entries.push(entry);
  if (entries.length > KEPT) entries.shift();
}

function row(entry: Entry): Row {
  const { seq, atMs, kind, ...fields } = entry;
  const told = Object.entries(fields)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([name, value]) => `${name}=${String(value).slice(0, 60)}`);
  return {
    key: String(seq),
    title: kind,
    note: clockTime(atMs),
    below: brief(told.join('  ')).slice(0, 160),
    tone: /failed|error|not-served|lost/.test(kind) ? 'bad' : 'plain',
    search: JSON.stringify(entry),
  };
}

export const journalView: View = {
  name: 'Journal',
  empty: 'Nothing has happened yet.',
  async rows(filter) {
    shown = isSid(filter)
      ? (await get<{ entries: Entry[] }>(`journal?callSid=${filter}&limit=${KEPT}`)).entries
      : entries;
    return shown.map(row).reverse();
  },
  detail(key) {
    const entry = shown.find(({ seq }) => String(seq) === key);
    return entry && [h('h2', {}, entry.kind), json(entry)];
  },
};
