import { withKey } from './button-view';
import type { Acts } from './desk-view';
import { button, h } from '../shared/dom';
import { panelOf } from './panel-view';
import type { Card, Panel, Voice } from './state';
import { say } from './texts';

const DIGITS = [...'123456789*0#'];

/** What an agent can do with the call: only what the record says is possible now. */
export function actsOf(card: Card, voice: Voice | undefined, isBusy: boolean, acts: Acts): Node[] {
  const { stands, passing, panel } = card;
  const line = voice?.line === 'on' ? voiceActs(voice, acts) : [];
  if (stands.part === 'passed-on')
    return [
      h('p', { class: 'told' }, say('passedOn')),
      buttons(
        withKey(say('leave'), () => void acts.leave(), { id: 'leave', class: 'primary', disabled: isBusy }),
        ...line,
      ),
      ...keypad(voice, acts),
    ];
  if (!stands.isTalking) return [h('p', { class: 'told' }, say('connectingCall')), buttons(...line)];
  const opens = (name: Panel) =>
    withKey(say(name), () => acts.opens(panel === name ? undefined : name), {
      ...{ id: name, 'aria-expanded': String(panel === name), disabled: isBusy || isAsking(card) },
    });
  return [
    stands.isHeld ? h('p', { class: 'told' }, say('held')) : undefined,
    voice?.isMuted ? h('p', { class: 'told' }, say('muted')) : undefined,
    ...(passing ? passingLine(card, acts) : []),
    buttons(
      withKey(say(stands.isHeld ? 'resume' : 'hold'), () => void acts.hold(), {
        ...{ id: 'hold', 'aria-pressed': String(stands.isHeld), disabled: isBusy },
      }),
      ...line,
      opens('give-back'),
      opens('pass-on'),
      withKey(say('hang-up'), () => void acts.hangUp(), {
        ...{ id: 'hang-up', class: 'danger', disabled: isBusy },
      }),
    ),
    ...keypad(voice, acts),
    panel && panelOf(card, panel, isBusy, acts),
  ].filter((part) => part !== undefined);
}

function isAsking({ passing }: Card): boolean {
  return passing?.how === 'asking' || passing?.how === 'joins';
}

function buttons(...parts: HTMLElement[]): HTMLElement {
  return h('div', { class: 'acts', role: 'group', 'aria-label': say('acts') }, ...parts);
}

function passingLine({ passing }: Card, acts: Acts): Node[] {
  if (!passing) return [];
  const { to, how, untilMs } = passing;
  const [before, after] = say(`passing.${how}`).split('{to}');
  const stop = button(say('stopAsking'), () => void acts.stopAsking(), { id: 'stop-asking' });
  return [
    h(
      'p',
      { class: 'told', id: 'passing' },
      before,
      h('bdi', {}, to),
      after,
      untilMs === undefined
        ? undefined
        : h('span', {}, ' ', h('b', { id: 'ask-left', role: 'timer' }), ` ${say('askLeft')}`),
      ' ',
      how === 'asking' ? stop : undefined,
    ),
  ];
}

function voiceActs({ isMuted }: Voice, acts: Acts): HTMLElement[] {
  return [
    withKey(say(isMuted ? 'unmute' : 'mute'), acts.mute, { id: 'mute', 'aria-pressed': String(isMuted) }),
  ];
}

function keypad(voice: Voice | undefined, acts: Acts): Node[] {
  if (voice?.line !== 'on') return [];
  const keys = DIGITS.map((digit) => button(digit, () => acts.press(digit), { id: `key-${digit}` }));
  return [h('details', { class: 'keypad' }, h('summary', {}, say('keypad')), h('div', {}, ...keys))];
}
