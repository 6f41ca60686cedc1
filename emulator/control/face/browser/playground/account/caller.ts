import { ask, get } from '../../api';
import { h, the } from '../../dom';
import { button, keepingFocus, KEYS } from '../phone';
import type { Line, LineState, PhonePlace } from './line';
import { standInLine } from './stand-in-line';
import { twilioLine } from './twilio-line';

const KEPT = 'playground.identity';
const SCREENS: Readonly<Record<LineState, string>> = {
  idle: 'No call',
  ringing: 'Ringing …',
  on: 'On the line',
  over: 'The call is over',
};

interface Words {
  readonly who: 'own' | 'ai';
  readonly text: string;
}

/** A telephone of the browser that calls the account's TwiML App by Twilio's Voice SDK. */
export class AccountCaller {
  readonly element: HTMLElement;
  private readonly name = h('input', {
    id: 'number',
    type: 'text',
    autocomplete: 'off',
    spellcheck: 'false',
    maxlength: 121,
    pattern: '[\\w\\-]+',
  });
  private readonly call = button('Call', () => void this.dial(), 'primary');
  private readonly another = button('Another name', () => this.change());
  private readonly hangUp = button('Hang up', () => this.line?.hangUp(), 'danger');
  private readonly mute = button('Mute', () => this.turnMute());
  private readonly screen = h('p', { class: 'screen', role: 'status' });
  private readonly problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  private readonly keypad = h(
    'details',
    { class: 'keypad' },
    h('summary', {}, 'Keypad'),
    h('div', { class: 'keys' }, ...KEYS.map((key) => button(key, () => this.line?.press(key)))),
  );
  private readonly talk = h('ol', { class: 'talk', tabindex: 0, 'aria-label': 'What is said' });
  private line: Line | undefined;
  private state: LineState = 'idle';
  private isMuted = false;

  /** `lacks`: why this phone cannot call, one sentence each. */
  constructor(private readonly lacks: readonly string[]) {
    this.name.value = sessionStorage.getItem(KEPT) ?? 'caller-1';
    this.element = h(
      'section',
      { id: 'caller', 'aria-labelledby': 'caller-title' },
      h('h2', { id: 'caller-title' }, 'Your phone'),
      h('div', { class: 'dialling' }, h('label', { for: 'number' }, 'Your name'), this.name, this.another),
      h(
        'p',
        { class: 'dim' },
        'A browser calls by a name, not from a number: the AI and the agents see a caller whose number is withheld.',
      ),
      h('div', { class: 'acts' }, this.call, this.hangUp, this.mute, this.screen),
      this.problem,
      h(
        'ul',
        { class: 'lacks', 'aria-label': 'What this phone lacks' },
        ...lacks.map((one) => h('li', {}, one)),
      ),
      h(
        'p',
        { class: 'dim' },
        'Speak into the microphone and listen: typed words cannot be said to a real AI. What Vapi understands is written here; of your talk with a human it hears nothing.',
      ),
      this.talk,
      this.keypad,
    );
    this.become('idle');
  }

  /** What was said so far; of the list only what is new is drawn. */
  async refresh(): Promise<void> {
    const { words } = await get<{ words: readonly Words[] }>('words');
    if (words.length < this.talk.children.length) this.talk.replaceChildren();
    for (const { who, text } of words.slice(this.talk.children.length)) {
      const speaker = who === 'own' ? 'You' : 'AI';
      this.talk.append(
        h('li', { class: `by-${who}` }, h('b', {}, speaker), h('span', { class: 'words' }, text)),
      );
      this.talk.scrollTop = this.talk.scrollHeight;
      the('news').textContent = `${speaker}: ${text}`;
    }
  }

  private async dial(): Promise<void> {
    const identity = this.name.value.trim();
    sessionStorage.setItem(KEPT, identity);
    this.tell(undefined);
    this.become('ringing');
    try {
      const place = await ticket(identity);
      const told = (state: LineState, problem?: string): void => {
        if (problem !== undefined) this.tell(problem);
        this.become(state);
      };
      this.line = place.standIn
        ? standInLine(place.standIn, identity, told)
        : twilioLine(place, () => ticket(identity), told);
      await this.line.call();
    } catch (error) {
      this.tell(error instanceof Error ? error.message : String(error));
      this.become('over');
    }
  }

  private tell(problem: string | undefined): void {
    this.problem.textContent = problem ?? '';
    this.problem.hidden = problem === undefined;
  }

  private turnMute(): void {
    this.isMuted = !this.isMuted;
    this.line?.mute(this.isMuted);
    this.become(this.state);
  }

  /** The same name with the next number. */
  private change(): void {
    const [, stem = '', count = ''] = /^(.*?)(\d{0,6})$/.exec(this.name.value.trim()) ?? [];
    this.name.value = count === '' ? `${stem}-2` : `${stem}${Number(count) + 1}`;
    this.call.focus();
  }

  private become(state: LineState): void {
    this.state = state;
    const isLive = state === 'ringing' || state === 'on';
    if (!isLive) {
      this.line = undefined;
      this.isMuted = false;
    }
    keepingFocus(
      this.element,
      () => {
        this.name.readOnly = isLive;
        this.another.hidden = isLive;
        this.call.hidden = isLive;
        this.call.disabled = this.lacks.length > 0;
        this.call.textContent = state === 'over' ? 'Call again' : 'Call';
        this.hangUp.hidden = !isLive;
        this.mute.hidden = state !== 'on';
        this.mute.setAttribute('aria-pressed', String(this.isMuted));
        this.keypad.hidden = state !== 'on';
        this.screen.textContent = SCREENS[state];
        this.screen.dataset['state'] = state;
      },
      () => [this.hangUp, this.call],
    );
  }
}

function ticket(identity: string): Promise<PhonePlace> {
  return ask<PhonePlace>('POST', 'phone', { identity });
}
