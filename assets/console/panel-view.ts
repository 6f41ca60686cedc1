import type { Acts } from './desk-view';
import { button, h } from '../shared/dom';
import type { Colleague } from './pass-on';
import type { Card, Panel } from './state';
import { say } from './texts';

const LONGEST_NOTE = 800;
const LOOK_MS = 3_000;

/** Where an agent writes a note for whoever gets the call next, and says so. */
export function panelOf(card: Card, panel: Panel, isBusy: boolean, acts: Acts): HTMLElement {
  const note = h('textarea', {
    ...{ id: 'handover', rows: '3', maxlength: String(LONGEST_NOTE), dir: 'auto' },
    'aria-describedby': 'handover-hint',
  });
  note.value = card.draft.handover;
  note.addEventListener('input', () => acts.typed({ handover: note.value }));
  const cancel = button(say('cancel'), () => acts.opens(undefined), { id: 'cancel' });
  const [before, go] =
    panel === 'give-back'
      ? [[], button(say('giveBackNow'), () => void acts.giveBack(), goes(isBusy))]
      : passOn(isBusy, acts);
  return h(
    'div',
    { class: 'panel', role: 'group', 'aria-label': say(panel) },
    ...before,
    h('label', { for: 'handover' }, say(`handover.${panel}`)),
    note,
    h('span', { id: 'handover-hint', class: 'hint' }, say('handoverHint')),
    h('p', { class: 'acts' }, go, cancel),
  );
}

function goes(isDisabled: boolean) {
  return { id: 'go', class: 'primary', disabled: isDisabled };
}

/** Who can be asked is looked up as long as the panel is open. */
function passOn(isBusy: boolean, acts: Acts): [Node[], HTMLElement] {
  const select = h('select', { id: 'to', disabled: true });
  const empty = h('p', { class: 'told', hidden: true, role: 'status' }, say('nobodyThere'));
  let known: readonly Colleague[] = [];
  const go = button(
    say('ask'),
    () => {
      const to = known.find(({ sid }) => sid === select.value);
      if (to) void acts.passOn(to);
    },
    goes(true),
  );
  const look = async (): Promise<void> => {
    // Without an answer nobody knows whether somebody is there.
    const found = await acts.others().catch(() => undefined);
    if (found && JSON.stringify(found) !== JSON.stringify(known)) offer(found);
    if (found) empty.hidden = found.length > 0;
    select.disabled = go.disabled = isBusy || known.length === 0;
    // Who becomes free meanwhile can be asked too.
    if (select.isConnected) setTimeout(() => void look(), LOOK_MS);
  };
  const offer = (found: readonly Colleague[]): void => {
    const chosen = select.value;
    known = found;
    const group = (isQueue: boolean): HTMLElement | undefined => {
      const those = found.filter((one) => one.isQueue === isQueue);
      return those.length === 0
        ? undefined
        : h(
            'optgroup',
            { label: say(isQueue ? 'queues' : 'people') },
            ...those.map(({ sid, name }) => h('option', { value: sid }, name)),
          );
    };
    select.replaceChildren(...[group(false), group(true)].filter((part) => part !== undefined));
    if (found.some(({ sid }) => sid === chosen)) select.value = chosen;
  };
  void look();
  return [[h('label', { for: 'to' }, say('passTo')), select, empty], go];
}
