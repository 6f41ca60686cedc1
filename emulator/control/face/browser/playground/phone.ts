import { ask } from '../api';
import { h, the } from '../dom';
import { Conversation, isCutOff, type Voices } from './conversation';
import { now, type LiveCall } from './live';
import { Mouth } from './mouth';
import { hush, speak } from './voice';

export const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

export type Action = Readonly<Record<string, unknown>>;

/** A telephone of the browser: what it hears in words, a mouth, keys, and a way to hang up. */
export class Phone {
  readonly screen = h('p', { class: 'screen' });
  readonly problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  readonly mouth: Mouth;
  readonly conversation: Conversation;
  readonly hangUp = button('Hang up', () => this.act({ hangUp: true }), 'danger');
  readonly keypad: HTMLDetailsElement;
  call: LiveCall | undefined;

  /** `number` is asked each time: a caller may change it between calls. */
  constructor(
    readonly number: () => string,
    voices: Voices,
    isReadOut: () => boolean,
  ) {
    this.mouth = new Mouth((text) => this.act({ say: text }));
    this.conversation = new Conversation(voices, (moment, speaker) => {
      if (moment.who === 'own') return;
      if (isCutOff(moment)) return hush();
      the('news').textContent = `${speaker}: ${moment.text ?? ''}`;
      if (isReadOut()) speak(moment.text ?? '', moment.who !== 'human');
    });
    this.keypad = h(
      'details',
      { class: 'keypad' },
      h('summary', {}, 'Keypad'),
      h('div', { class: 'keys' }, ...KEYS.map((key) => button(key, () => this.act({ press: key })))),
    );
    setInterval(() => this.tick(), 1000);
  }

  get isTalking(): boolean {
    return this.call?.state === 'in-progress';
  }

  show(call: LiveCall | undefined): void {
    if (this.call && this.call.state !== 'ended' && call?.state === 'ended') hush();
    this.call = call;
    this.conversation.show(call);
    this.hangUp.hidden = !call || call.state === 'ended';
    this.keypad.hidden = !this.isTalking;
    this.mouth.show(
      this.isTalking,
      call?.conversation.some(({ who, toMs }) => who === 'own' && toMs === undefined) ?? false,
    );
    this.tick();
  }

  act(action: Action): void {
    void this.tried(ask('POST', `people/${encodeURIComponent(this.number())}/actions`, action));
  }

  /** Shows what went wrong, and only the last of it. */
  async tried(attempt: Promise<unknown>): Promise<void> {
    try {
      await attempt;
      this.problem.hidden = true;
    } catch (error) {
      this.problem.textContent = error instanceof Error ? error.message : String(error);
      this.problem.hidden = false;
    }
  }

  private tick(): void {
    const { call } = this;
    const began = call?.conversation[0]?.fromMs;
    const seconds = began === undefined ? 0 : Math.max(0, Math.floor((now() - began) / 1000));
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    this.screen.textContent = !call
      ? 'No call'
      : { ringing: 'Ringing …', 'in-progress': `On the line  ${time}`, ended: 'The call is over' }[
          call.state
        ];
    this.screen.dataset['state'] = call?.state ?? 'idle';
  }
}

export function button(text: string, act: () => void, kind = ''): HTMLButtonElement {
  const element = h('button', { type: 'button', class: kind }, text);
  element.addEventListener('click', act);
  return element;
}

/**
 * Draws, and leads the focus on where what had it went away: to the first of these that is there. Without this somebody at
 * the keyboard would begin at the top of the page again.
 */
export function keepingFocus(part: HTMLElement, draw: () => void, next: () => readonly HTMLElement[]): void {
  const focused = part.contains(document.activeElement) ? document.activeElement : undefined;
  draw();
  if (focused instanceof HTMLElement && !focused.checkVisibility())
    next()
      .find((one) => one.checkVisibility())
      ?.focus();
}
