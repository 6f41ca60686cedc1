import { ask } from '../api';
import { h } from '../dom';
import type { LiveCall } from './live';
import { button, keepingFocus, Phone } from './phone';

const LINES = [
  'I was charged twice for order 4711.',
  'I want to speak to a human.',
  'Quiero hablar con una persona.',
  'Thank you, goodbye.',
];
const KEPT = 'playground.number';
const FIRST = '+15550100900';

/** The caller's phone: any number, and what a newcomer might say. */
export class Caller {
  readonly element: HTMLElement;
  readonly phone: Phone;
  private readonly number: HTMLInputElement;
  private readonly call: HTMLButtonElement;
  private readonly another: HTMLButtonElement;
  private readonly lines: HTMLElement;
  private readonly guide: HTMLElement;
  private readonly calls = new Map<string, LiveCall | undefined>();

  /** `dialled`: the number that everybody calls. `isTaken`: a number that is an agent's. */
  constructor(
    private readonly dialled: () => Promise<string>,
    private readonly isTaken: (number: string) => boolean,
    isReadOut: () => boolean,
  ) {
    this.number = h('input', { id: 'number', type: 'tel', autocomplete: 'off', spellcheck: 'false' });
    this.number.value = sessionStorage.getItem(KEPT) ?? FIRST;
    this.number.addEventListener('input', () => this.render());
    this.phone = new Phone(
      () => this.number.value.trim(),
      { own: 'You', ai: 'AI', human: 'Human', announcement: 'Announcement' },
      isReadOut,
    );
    this.call = button('Call', () => void this.dial(), 'primary');
    this.another = button('Another number', () => this.change());
    this.lines = h(
      'ul',
      { class: 'lines', 'aria-label': 'Things to say' },
      ...LINES.map((line) =>
        h(
          'li',
          {},
          button(line, () => this.phone.mouth.speak(line)),
        ),
      ),
    );
    this.guide = h(
      'ol',
      { class: 'guide', 'aria-label': 'What to try first' },
      h('li', {}, 'Press Call. An AI answers; type or speak.'),
      h('li', {}, 'Say that you want to speak to a human.'),
      h(
        'li',
        {},
        'Ana’s phone rings beside this one: answer, press 1, talk. Open her page to see what she sees.',
      ),
    );
    const { screen, problem, conversation, mouth, keypad, hangUp } = this.phone;
    this.element = h(
      'section',
      { id: 'caller', 'aria-labelledby': 'caller-title' },
      h('h2', { id: 'caller-title' }, 'Your phone'),
      h(
        'div',
        { class: 'dialling' },
        h('label', { for: 'number' }, 'Your number'),
        this.number,
        this.another,
      ),
      h('div', { class: 'acts' }, this.call, hangUp, screen),
      ...[problem, this.guide, conversation.element, mouth.element, this.lines, keypad],
    );
    this.render();
  }

  person(number: string, call: LiveCall | undefined): void {
    this.calls.set(number, call);
    if (number === this.phone.number()) this.render();
  }

  private async dial(): Promise<void> {
    sessionStorage.setItem(KEPT, this.phone.number());
    const path = `people/${encodeURIComponent(this.phone.number())}/calls`;
    await this.phone.tried(this.dialled().then((to) => ask('POST', path, { to })));
  }

  /** The next number, where it is a number that can be counted on. */
  private change(): void {
    do {
      this.number.value = this.number.value.replace(/\d{1,6}$/, (digits) =>
        String((Number(digits) + 1) % 10 ** digits.length).padStart(digits.length, '0'),
      );
    } while (this.isTaken(this.phone.number()));
    this.render();
    this.call.focus();
  }

  private render(): void {
    const { hangUp, mouth } = this.phone;
    const wasTalking = this.phone.isTalking;
    keepingFocus(
      this.element,
      () => this.draw(),
      () => [mouth.words, hangUp, this.call],
    );
    if (!wasTalking && this.phone.isTalking && document.activeElement === hangUp) mouth.words.focus();
  }

  private draw(): void {
    const call = this.calls.get(this.phone.number());
    const isLive = call !== undefined && call.state !== 'ended';
    this.number.readOnly = isLive;
    this.another.hidden = isLive;
    this.call.hidden = isLive;
    this.call.textContent = call ? 'Call again' : 'Call';
    this.lines.hidden = !isLive;
    this.guide.hidden = call !== undefined;
    this.phone.show(call);
  }
}
