import { actsOf } from './acts-view';
import { withKey } from './button-view';
import type { Acts } from './desk-view';
import { button, h } from '../shared/dom';
import type { Card, Draft, Voice } from './state';
import { languageName, say, type TextKey } from './texts';

const OUTCOMES: readonly Draft['outcome'][] = ['resolved', 'follow-up', 'not-resolved'];
const LONGEST_NOTE = 800;
/** Longer values stand on a line of their own. */
const SHORT = 24;

/** The call that rings, is on, or was just had. */
export function cardBody(card: Card, voice: Voice | undefined, isBusy: boolean, acts: Acts): Node[] {
  const { phase, known } = card;
  const language = known.language === '' ? '' : languageName(known.language);
  return [
    h('h1', { id: 'call-title', class: phase }, say(phase)),
    ...(phase === 'ringing' ? ringing(card, voice, isBusy, acts) : []),
    ...(phase === 'talking' ? actsOf(card, voice, isBusy, acts) : []),
    ...(phase === 'wrap-up' ? [wrapUp(card, isBusy, acts)] : []),
    h(
      'div',
      { class: 'context' },
      h(
        'dl',
        { class: 'known' },
        fact('caller', known.caller || say('unknown')),
        fact('language', language),
        // What this agent wrote for the next one is no news to him.
        fact('byColleague', known.note === card.draft.handover ? '' : (known.note ?? ''), 'long'),
        fact('reason', known.reason ?? '', 'long'),
        fact('summary', known.summary ?? '', 'long'),
        ...Object.entries(known.slots).map(([name, value]) =>
          pair(name.replaceAll('_', ' '), value, name, value.length > SHORT ? 'long' : undefined),
        ),
      ),
      h('div', {}, h('h2', {}, say('turns')), turns(card)),
    ),
    ...(phase === 'talking' ? [h('h2', {}, say('wrap-up')), wrapUp(card, isBusy, acts)] : []),
  ];
}

function ringing({ stands }: Card, voice: Voice | undefined, isBusy: boolean, acts: Acts): Node[] {
  const time = (id: string, text: TextKey): HTMLElement =>
    h('span', {}, h('b', { id, role: 'timer' }), ` ${say(text)}`);
  const isHere = voice?.line === 'ringing';
  const hint = h('span', { id: 'decline-hint', class: 'hint' }, say('declineHint'));
  const decline = withKey(say('decline'), () => void acts.decline(), {
    ...{ id: 'decline', class: 'danger', disabled: isBusy, 'aria-describedby': 'decline-hint' },
  });
  const take = withKey(say('take'), acts.take, { id: 'take', class: 'primary' });
  return [
    h('p', { class: 'times' }, time('waited', 'waiting'), time('left', 'left')),
    voice && stands.part !== 'has' ? undefined : h('p', { class: 'press' }, say('press')),
    h('p', { class: 'acts' }, isHere ? take : undefined, decline, hint),
  ].filter((part) => part !== undefined);
}

function fact(name: TextKey, value: string, size?: 'long'): HTMLElement | undefined {
  return value === '' ? undefined : pair(say(name), value, name, size);
}

function pair(label: string, value: string, name: string, size?: 'long'): HTMLElement {
  return h(
    'div',
    { class: size },
    h('dt', { dir: 'auto' }, label),
    h('dd', { dir: 'auto', 'data-fact': name }, value),
  );
}

function turns({ known, context }: Card): HTMLElement {
  if (known.turns.length > 0)
    return h(
      'ol',
      { id: 'turns', class: 'turns', tabindex: '0', 'aria-label': say('turns') },
      ...known.turns.map(({ by, text }) =>
        h(
          'li',
          { class: by },
          h('b', {}, say(by === 'ai' ? 'byAi' : 'byCaller')),
          h('span', { dir: 'auto' }, text),
        ),
      ),
    );
  return h('p', {}, say(context === 'loading' ? 'loading' : context === 'none' ? 'noContext' : 'noTurns'));
}

function wrapUp({ draft, phase }: Card, isBusy: boolean, acts: Acts): HTMLElement {
  const select = h(
    'select',
    { id: 'outcome' },
    ...OUTCOMES.map((value) => h('option', { value, selected: value === draft.outcome }, say(value))),
  );
  const note = h('textarea', { id: 'note', rows: '4', maxlength: String(LONGEST_NOTE), dir: 'auto' });
  note.value = draft.note;
  select.addEventListener('change', () => acts.typed({ outcome: select.value as Draft['outcome'] }));
  note.addEventListener('input', () => acts.typed({ note: note.value }));
  const isOver = phase === 'wrap-up';
  return h(
    'div',
    { class: 'wrap-up' },
    h('label', { for: 'outcome' }, say('outcome')),
    select,
    h('label', { for: 'note' }, say('note')),
    note,
    h(
      'p',
      { class: 'acts' },
      button(say('finish'), () => void acts.finish(), {
        ...{
          id: 'finish',
          class: 'primary',
          disabled: isBusy || !isOver,
          'aria-describedby': 'finish-hint',
        },
      }),
      h('span', { id: 'finish-hint', class: 'hint' }, say(isOver ? 'finishHint' : 'notYet')),
    ),
  );
}
