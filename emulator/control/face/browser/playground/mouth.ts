import { h } from '../dom';
import { canListen, listenOnce } from './voice';

/** Says what is typed, or spoken into the microphone, one sentence after the other. */
export class Mouth {
  readonly element: HTMLElement;
  readonly words: HTMLInputElement;
  private readonly note = h('p', { class: 'dim', role: 'status' });
  private readonly trouble = h('p', { class: 'dim', role: 'status' });
  private readonly waiting: string[] = [];
  private readonly microphone = h('button', { type: 'button', 'aria-pressed': 'false' }, 'Speak');
  private stopListening: (() => void) | undefined;
  private isSpeaking = false;
  private isOn = false;

  constructor(private readonly say: (text: string) => void) {
    this.words = h('input', {
      type: 'text',
      autocomplete: 'off',
      maxlength: 2000,
      placeholder: 'Say something',
    });
    this.words.setAttribute('aria-label', 'What you say');
    const form = h(
      'form',
      { class: 'say' },
      this.words,
      h('button', { type: 'submit' }, 'Say'),
      canListen ? this.microphone : undefined,
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.speak(this.words.value);
      this.words.value = '';
    });
    this.microphone.addEventListener('click', () =>
      this.stopListening ? this.stopListening() : this.listen(),
    );
    this.element = h('div', { class: 'mouth' }, form, this.note, this.trouble);
  }

  /** `isSpeaking`: the last sentence is still being said; a new one would cut it off. */
  show(isOn: boolean, isSpeaking: boolean): void {
    if (this.isOn && !isOn) this.stopListening?.();
    [this.isOn, this.isSpeaking] = [isOn, isSpeaking];
    this.element.hidden = !isOn;
    if (!isOn) this.waiting.length = 0;
    this.next();
  }

  speak(text: string): void {
    if (text.trim() !== '') this.waiting.push(text.trim());
    this.next();
  }

  private next(): void {
    this.note.textContent = '';
    if (!this.isOn) return;
    if (this.isSpeaking) {
      if (this.waiting.length > 0) this.note.textContent = `Then: ${this.waiting.join(' ')}`;
      return;
    }
    const text = this.waiting.shift();
    if (text === undefined) return;
    this.isSpeaking = true;
    this.say(text);
  }

  private listen(): void {
    this.microphone.setAttribute('aria-pressed', 'true');
    this.microphone.textContent = 'Listening …';
    this.stopListening = listenOnce({
      heard: (text, isFinal) => {
        this.words.value = isFinal ? '' : text;
        if (isFinal) this.speak(text);
      },
      ended: (problem) => {
        this.stopListening = undefined;
        this.microphone.setAttribute('aria-pressed', 'false');
        this.microphone.textContent = 'Speak';
        this.trouble.textContent =
          problem === undefined ? '' : `The microphone gave up (${problem}). Type instead.`;
      },
    });
  }
}
