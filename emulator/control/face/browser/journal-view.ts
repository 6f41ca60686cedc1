import type { Entry } from './api';
import { brief, clockTime, h, json } from './dom';
import type { Row, View } from './view';

const KEPT = 3000;
const entries: Entry[] = [];

/** Takes up what the stream tells. */
export function noted(entry: Entry): void {
  entries.push(entry);
  if (entries.length > KEPT) entries.shift();
}

function row(entry: Entry): Row {
  const { seq, atMs, kind, ...fields } = entry;
  const shown = Object.entries(fields)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([name, value]) => `${name}=${String(value).slice(0, 60)}`);
  return {
    key: String(seq),
    title: kind,
    note: clockTime(atMs),
    below: brief(shown.join('  ')).slice(0, 160),
    tone: /failed|error|not-served|lost/.test(kind) ? 'bad' : 'plain',
    search: JSON.stringify(entry),
  };
}

export const journalView: View = {
  name: 'Journal',
  empty: 'Nothing has happened yet.',
  rows: () => entries.map(row).reverse(),
  detail(key) {
    const entry = entries.find(({ seq }) => String(seq) === key);
    return entry && [h('h2', {}, entry.kind), json(entry)];
  },
};
