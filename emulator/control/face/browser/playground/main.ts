import { get } from '../api';
import { h, the } from '../dom';
import { Agents } from './agents';
import { Caller } from './caller';
import { Editor } from './editor';
import { keepFresh } from './fresh';
import { Inside } from './inside';
import { follow } from './live';
import { openTabs } from './tabs';
import { canSpeak, hush } from './voice';
import { openPage, showConnected, showWork } from './work';

const readOut = the('read-out') as HTMLInputElement;
const isReadOut = (): boolean => readOut.checked;
const agents = new Agents(isReadOut, (agent) => void openPage(agent));
const caller = new Caller(dialled, (number) => agents.nameOf(number) !== undefined, isReadOut);
const inside = new Inside((number) => agents.nameOf(number) ?? `Caller ${number}`);
const editor = new Editor();

the('phones').append(caller.element, agents.element);
the('inside').append(inside.element, editor.element);
readOut.parentElement!.hidden = !canSpeak;
readOut.addEventListener('change', hush);
const [, tab] = openTabs([
  ['What happens', inside.element],
  ['Rules and texts', editor.element],
]);

let number: string | undefined;
/** The number that callers dial. */
async function dialled(): Promise<string> {
  number ??= (await get<{ numbers: string[] }>('')).numbers[0] ?? '';
  return number;
}

const happened = keepFresh({
  async look() {
    await Promise.all([agents.refresh(), inside.refresh()]);
  },
  isGrowing: () => inside.isLive,
  everyMs: 1000,
});
follow({
  person(number, call) {
    caller.person(number, call);
    agents.person(number, call);
  },
  happened,
  work(work) {
    agents.element.classList.add('with-pages');
    showWork(work, { editor, tab, more: [h('a', { href: '/', target: '_blank' }, 'Everything inside')] });
  },
  connected: showConnected,
});
