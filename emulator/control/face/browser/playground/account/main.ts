import { get } from '../../api';
import { h, the } from '../../dom';
import { Editor } from '../editor';
import { keepFresh } from '../fresh';
import { Inside } from '../inside';
import { follow } from '../live';
import { openTabs } from '../tabs';
import { openPage, showConnected, showWork } from '../work';
import { AccountAgents } from './agents';
import { AccountCaller } from './caller';
import { Pointing } from './pointing';
import { Routing } from './routing';

/** What `GET /_emulator` says of an account. */
interface Place {
  readonly account: { readonly sid: string };
  readonly numbers: readonly string[];
  readonly url: string;
  readonly phoneProblems: readonly string[];
}

/** The playground before a real account: everybody here is real, and what the platforms do not tell is not shown. */
async function open(): Promise<void> {
  const { account, numbers, url, phoneProblems } = await get<Place>('');
  const caller = new AccountCaller(phoneProblems);
  const agents = new AccountAgents((agent) => void openPage(agent));
  const pointing = new Pointing(account.sid);
  const routing = new Routing();
  const inside = new Inside(
    (number) => number,
    'Only the local platform writes down who hears what: an account tells of no sound.',
  );
  const editor = new Editor((file) =>
    file.endsWith('.json')
      ? 'In force: the next call follows it.'
      : 'Saved, without mistakes. The account follows after npx pulumi up.',
  );
  const edited = h('div', { id: 'edited' }, routing.element, editor.element);
  const happens = h('div', { id: 'behind' }, pointing.element, inside.element);
  the('read-out').parentElement!.hidden = true;
  the('phones').append(caller.element, agents.element);
  the('inside').append(happens, edited);
  const [, tab] = openTabs([
    ['What happens', happens],
    ['Rules and texts', edited],
  ]);
  const warning = h(
    'section',
    { class: 'real', 'aria-label': 'The account' },
    `The real account ${account.sid}: calls are real and cost money. Its number is ${numbers[0]}, it finds this machine at ${url}.`,
  );
  document.querySelector('header')?.after(warning);
  void pointing.look();
  let wasWorking = true;
  follow({
    person: () => undefined,
    happened: keepFresh({
      look: async () => void (await Promise.all([agents.refresh(), caller.refresh(), inside.refresh()])),
      isGrowing: () => inside.isLive,
      // Each look is a request to the account; webhooks tell of most that happens.
      everyMs: 5000,
    }),
    work(work) {
      showWork(work, { editor, tab, more: [] });
      if (wasWorking && work.status !== 'working') void routing.look();
      wasWorking = work.status === 'working';
    },
    connected: showConnected,
  });
}

void open();
