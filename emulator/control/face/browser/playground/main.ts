import { ask, get } from '../api';
import { h, the } from '../dom';
import { Agents } from './agents';
import { Caller } from './caller';
import { Editor } from './editor';
import { Inside } from './inside';
import { follow, type Mistake, type Work } from './live';
import { button } from './phone';
import { canSpeak, hush } from './voice';

/** Not more often than this is anything fetched anew. */
const PAUSE_MS = 400;
const GROWTH_MS = 1000;

const readOut = the('read-out') as HTMLInputElement;
const isReadOut = (): boolean => readOut.checked;
const agents = new Agents(isReadOut, (agent) => void openPage(agent));
let dialled = '';
const caller = new Caller(
  () => dialled,
  (number) => agents.nameOf(number) !== undefined,
  isReadOut,
);
const inside = new Inside((number) => agents.nameOf(number) ?? `Caller ${number}`);
const editor = new Editor();
let isStale = true;
let isBusy = false;
let refreshedAt = 0;

the('phones').append(caller.element, agents.element);
the('inside').append(inside.element, editor.element);
readOut.parentElement!.hidden = !canSpeak;
readOut.addEventListener('change', hush);

const TABS = [
  ['What happens', inside.element],
  ['Rules and texts', editor.element],
] as const;
const tabs = TABS.map(([name, panel], index) => {
  const tab = h(
    'button',
    { type: 'button', role: 'tab', id: `tab-${index}`, 'aria-controls': panel.id },
    name,
  );
  panel.setAttribute('role', 'tabpanel');
  panel.setAttribute('aria-labelledby', tab.id);
  tab.addEventListener('click', () => choose(index));
  tab.addEventListener('keydown', ({ key }) => {
    const to = { ArrowRight: index + 1, ArrowLeft: index - 1 }[key];
    if (to === undefined) return;
    choose((to + TABS.length) % TABS.length);
    tabs[(to + TABS.length) % TABS.length]?.focus();
  });
  return tab;
});

function choose(chosen: number): void {
  TABS.forEach(([, panel], index) => {
    panel.hidden = index !== chosen;
    tabs[index]?.setAttribute('aria-selected', String(index === chosen));
    if (tabs[index]) tabs[index].tabIndex = index === chosen ? 0 : -1;
  });
}

async function refresh(): Promise<void> {
  isStale = false;
  isBusy = true;
  try {
    if (dialled === '') dialled = await ownNumber();
    await Promise.all([agents.refresh(), inside.refresh()]);
  } finally {
    isBusy = false;
    refreshedAt = performance.now();
  }
}

/** The number that callers dial. */
async function ownNumber(): Promise<string> {
  return (await get<{ numbers: string[] }>('')).numbers[0] ?? '';
}

function tick(at: number): void {
  const since = at - refreshedAt;
  if (!isBusy && ((isStale && since > PAUSE_MS) || (inside.isLive && since > GROWTH_MS)))
    void refresh().catch(() => undefined);
  requestAnimationFrame(tick);
}

/** Opens an agent's page or the board, signed in; a link is good once, so each opening asks for its own. */
async function openPage(agent: string | undefined): Promise<void> {
  const { url } = await ask<{ url: string }>('POST', 'workshop/sign-in', { agent });
  window.open(url, '_blank', 'noopener');
}

function showWork(work: Work): void {
  editor.show(work);
  agents.element.classList.add('with-pages');
  const { status, about, mistakes } = work;
  const count = mistakes.filter(({ file }) => file !== undefined && work.files.includes(file)).length;
  the('tabs').hidden = false;
  if (tabs[1]) tabs[1].textContent = count === 0 ? 'Rules and texts' : `Rules and texts (${count} wrong)`;
  the('work').textContent = {
    working: `Building: ${about} …`,
    'in-force': 'Everything is in force',
    refused: 'Not in force',
  }[status];
  the('work').className = status;
  const elsewhere = mistakes.filter(({ file }) => file === undefined || !work.files.includes(file));
  the('mistakes').hidden = elsewhere.length === 0;
  the('mistakes').replaceChildren(
    h('p', {}, 'This was not taken up; what ran before still runs:'),
    h('ul', {}, ...elsewhere.map((mistake) => h('li', {}, told(mistake)))),
  );
  the('pages').replaceChildren(
    ...work.pages.map(({ name, agent }) =>
      button(agent === undefined ? name : `${name} (${agent})`, () => void openPage(agent)),
    ),
    h('a', { href: '/', target: '_blank' }, 'Everything inside'),
  );
}

function told({ file, line, column, message, fix }: Mistake): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return [place, fix === undefined ? message : `${message}. ${fix}`].filter((part) => part !== '').join('  ');
}

the('tabs').append(...tabs);
choose(0);
follow({
  person(number, call) {
    caller.person(number, call);
    agents.person(number, call);
  },
  happened: () => {
    isStale = true;
  },
  work: showWork,
  connected(isConnected) {
    the('state').textContent = isConnected ? 'live' : 'npm run dev does not answer; trying again …';
    the('state').className = isConnected ? 'live' : '';
  },
});
requestAnimationFrame(tick);
