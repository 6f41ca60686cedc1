import type { Acts } from './desk-view';
import { button, h } from '../shared/dom';
import type { Card, Panel } from './state';
import { say } from './texts';

const LONGEST_NOTE = 800;

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
      : passOn(card, isBusy, acts);
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

/** Whoever is chosen stays so while others come and go; nobody is asked whom the agent did not choose. */
function passOn({ others, to }: Card, isBusy: boolean, acts: Acts): [Node[], HTMLElement] {
  const found = others ?? [];
  const group = (isQueue: boolean): HTMLElement | undefined => {
    const those = found.filter((one) => one.isQueue === isQueue);
    return those.length === 0
      ? undefined
      : h(
          'optgroup',
          { label: say(isQueue ? 'queues' : 'people') },
          ...those.map(({ sid, name }) => h('option', { value: sid, selected: sid === to }, name)),
        );
  };
  const select = h(
    'select',
    { id: 'to', disabled: isBusy || found.length === 0 },
    h('option', { value: '' }, say('choose')),
    group(false),
    group(true),
  );
  select.addEventListener('change', () => acts.chooses(select.value));
  const chosen = found.find(({ sid }) => sid === to);
  const go = button(say('ask'), () => void (chosen && acts.passOn(chosen)), goes(isBusy || !chosen));
  const empty = h('p', { class: 'told', hidden: others?.length !== 0, role: 'status' }, say('nobodyThere'));
  return [[h('label', { for: 'to' }, say('passTo')), select, empty], go];
}
