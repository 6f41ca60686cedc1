import { ask } from '../api';
import { h, the } from '../dom';
import type { Editor } from './editor';
import type { Mistake, Work } from './live';
import { button } from './phone';

/** Opens an agent's page or the board, signed in; a link is good once, so each opening asks for its own. */
export async function openPage(agent: string | undefined): Promise<void> {
  const { url } = await ask<{ url: string }>('POST', 'workshop/sign-in', { agent });
  window.open(url, '_blank', 'noopener');
}

/** What is in force, what is wrong, and the ways to other pages. `tab` leads to the editor. */
export function showWork(
  work: Work,
  { editor, tab, more }: { editor: Editor; tab: HTMLElement | undefined; more: readonly HTMLElement[] },
): void {
  editor.show(work);
  const { status, about, mistakes } = work;
  const count = mistakes.filter(({ file }) => file !== undefined && work.files.includes(file)).length;
  the('tabs').hidden = false;
  if (tab) tab.textContent = count === 0 ? 'Rules and texts' : `Rules and texts (${count} wrong)`;
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
    ...more,
  );
}

export function showConnected(isConnected: boolean): void {
  the('state').textContent = isConnected ? 'live' : 'npm run dev does not answer; trying again …';
  the('state').className = isConnected ? 'live' : '';
}

function told({ file, line, column, message, fix }: Mistake): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return [place, fix === undefined ? message : `${message}. ${fix}`].filter((part) => part !== '').join('  ');
}
