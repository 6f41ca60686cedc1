import type { Entry } from './api';
import { callsView } from './calls-view';
import { conferencesView } from './conferences-view';
import { clockTime, h, the } from './dom';
import { journalView, KEPT, noted } from './journal-view';
import { List } from './list';
import { queuesView } from './queues-view';
import { recordingsView } from './recordings-view';
import { restoreFromFile } from './state-file';
import { syncView } from './sync-view';
import { tasksView } from './tasks-view';
import type { View } from './view';
import { webhooksView } from './webhooks-view';

const VIEWS: readonly View[] = [
  ...[callsView, queuesView, conferencesView, recordingsView],
  ...[tasksView, syncView, webhooksView, journalView],
];
const slug = (view: View): string => view.name.toLowerCase();
/** Not more often than this is anything fetched anew. */
const PAUSE_MS = 300;
const GROWTH_MS = 1000;

let view: View = callsView;
let selected: string | undefined;
let isStale = true;
let isBusy = false;
/** Counts what was fetched anew: an answer that comes after a later one is not shown. */
let turns = 0;
let refreshedAt = 0;
/** The moment of the last frame, on the page's own clock. */
let frameAt = 0;
const filter = the('filter') as HTMLInputElement;
const detail = the('detail');
const list = new List((key) => go(view, key));
const tabs = VIEWS.map((one) =>
  h('button', { role: 'tab', type: 'button', id: `tab-${slug(one)}`, 'aria-controls': 'list' }, one.name),
);

/** The address says what is looked at: `#webhooks/webhook-000012`, `#journal?CA…`. */
function go(to: View, key?: string): void {
  const hash = `#${slug(to)}${key === undefined ? '' : `/${encodeURIComponent(key)}`}`;
  if (location.hash === hash) void read();
  else location.hash = hash;
}

async function read(): Promise<void> {
  const [, name = '', , key, wanted] = /^#(\w+)(\/([^?]*))?(?:\?(.*))?$/.exec(location.hash) ?? [];
  const before = view;
  view = VIEWS.find((one) => slug(one) === name) ?? callsView;
  const opened = key === undefined ? undefined : decodeURIComponent(key);
  const isOther = opened !== selected || before !== view;
  selected = opened;
  if (wanted !== undefined) filter.value = wanted;
  tabs.forEach((tab, index) => {
    tab.setAttribute('aria-selected', String(VIEWS[index] === view));
    tab.tabIndex = VIEWS[index] === view ? 0 : -1;
  });
  await refresh();
  if (isOther && opened !== undefined) detail.scrollTop = 0;
  if (isOther && opened !== undefined && matchMedia('(max-width: 760px)').matches) detail.focus();
}

async function refresh(): Promise<void> {
  isStale = false;
  isBusy = true;
  const turn = ++turns;
  try {
    const [shownView, text] = [view, filter.value.trim()];
    const rows = await shownView.rows(text);
    if (turn !== turns) return;
    const wanted = text.toLowerCase();
    const found = rows.filter(({ search }) => search.toLowerCase().includes(wanted));
    list.show(found, selected, text === '' ? shownView.empty : `Nothing matches “${text}”.`);
    await showDetail();
  } finally {
    isBusy = turn !== turns;
    refreshedAt = frameAt;
  }
}

async function showDetail(): Promise<void> {
  const [shownView, key] = [view, selected];
  const content = key === undefined ? undefined : await shownView.detail(key);
  if (shownView !== view || key !== selected) return;
  detail.hidden = key === undefined;
  document.body.classList.toggle('open', key !== undefined);
  if (key === undefined) return;
  const text = content?.map((node) => node.textContent).join('\n') ?? 'gone';
  // What did not change is left alone: a reader's place, selection and focus stay.
  if (detail.dataset['shown'] === text && detail.dataset['key'] === key) return;
  Object.assign(detail.dataset, { shown: text, key });
  const [top, focus] = [detail.scrollTop, detail.contains(document.activeElement)];
  const close = h('button', { type: 'button', class: 'close' }, 'Close');
  close.addEventListener('click', closeDetail);
  detail.replaceChildren(close, ...(content ?? [h('p', {}, 'This is gone.')]));
  detail.scrollTop = top;
  if (focus) detail.focus({ preventScroll: true });
}

function closeDetail(): void {
  go(view);
  list.focus();
}

function listen(): void {
  const source = new EventSource(`/_emulator/journal/stream?last=${KEPT}`);
  const say = (text: string, isLive: boolean): void => {
    const state = the('state');
    state.textContent = text;
    state.className = isLive ? 'live' : '';
  };
  source.onopen = () => say('live', true);
  source.onerror = () => say('the emulator does not answer; trying again …', false);
  source.addEventListener('restored', () => location.reload());
  source.onmessage = ({ data }: MessageEvent<string>) => {
    const entry = JSON.parse(data) as Entry;
    noted(entry);
    isStale = true;
    say(`live  ${clockTime(entry.atMs)}`, true);
  };
}

function tick(now: number): void {
  frameAt = now;
  const since = now - refreshedAt;
  const grows = selected !== undefined && (view.isGrowing?.(selected) ?? false);
  if (!isBusy && ((isStale && since > PAUSE_MS) || (grows && since > GROWTH_MS)))
    void refresh().catch(() => undefined);
  requestAnimationFrame(tick);
}

the('tabs').append(...tabs);
tabs.forEach((tab, index) => {
  const move = (by: number): void => {
    const to = (index + by + tabs.length) % tabs.length;
    const target = VIEWS[to];
    if (!target) return;
    go(target);
    tabs[to]?.focus();
  };
  tab.addEventListener('click', () => move(0));
  tab.addEventListener('keydown', ({ key }) => {
    if (key === 'ArrowRight') move(1);
    else if (key === 'ArrowLeft') move(-1);
    else if (key === 'ArrowDown') list.focus();
  });
});
filter.addEventListener('input', () => void refresh());
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && selected !== undefined) closeDetail();
  else if (event.key === '/' && document.activeElement !== filter) {
    event.preventDefault();
    filter.focus();
  }
});
window.addEventListener('hashchange', () => void read());
restoreFromFile();
void read();
listen();
requestAnimationFrame(tick);
