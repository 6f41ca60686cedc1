import { h } from '../dom';
import { now, type LiveCall, type Moment } from './live';

/** How fast the emulated voices speak. */
const CHARACTERS_PER_SECOND = 15;
const FRAME_MS = 100;
const SOUNDS: Readonly<Partial<Record<Moment['who'], string>>> = { music: '♪ music', ring: 'it rings …' };

/** Who the voices are, as the person at this phone knows them. */
export type Voices = Readonly<Record<'own' | 'ai' | 'human' | 'announcement', string>>;

interface Line {
  readonly element: HTMLElement;
  readonly words: HTMLElement;
  moment: Moment;
}

/** A call in words, each as it is heard. */
export class Conversation {
  readonly element = h('ol', { class: 'talk', tabindex: 0, 'aria-label': 'What is said' });
  private lines: Line[] = [];
  private callSid = '';
  private known = 0;
  private state: LiveCall['state'] | undefined;

  /** `onWords`: somebody begins to speak, or was cut off. */
  constructor(
    private readonly voices: Voices,
    private readonly onWords: (moment: Moment, speaker: string) => void,
  ) {
    setInterval(() => this.reveal(), FRAME_MS);
  }

  show(call: LiveCall | undefined): void {
    const isOther = call?.callSid !== this.callSid;
    if (isOther) {
      this.callSid = call?.callSid ?? '';
      this.lines = [];
      this.known = 0;
      this.element.replaceChildren();
    }
    if (this.state !== call?.state) {
      // What stands around it changes with the state, and so does its height.
      this.state = call?.state;
      requestAnimationFrame(() => this.element.scrollTo(0, this.element.scrollHeight));
    }
    for (const [index, moment] of (call?.conversation ?? []).entries()) this.take(index, moment, isOther);
    this.reveal();
  }

  private take(index: number, moment: Moment, isOld: boolean): void {
    const known = this.lines[index];
    if (known) {
      const ends = known.moment.toMs === undefined && moment.toMs !== undefined;
      known.moment = moment;
      if (ends && isCutOff(moment)) this.onWords(moment, this.speaker(moment));
      return;
    }
    const words = h('span', { class: 'words' });
    const element = h('li', { class: `by-${moment.who}` }, h('b', {}, this.speaker(moment)), words);
    this.lines[index] = { element, words, moment };
    if (this.isShown(index)) this.append(element);
    // What was said before the page was opened is shown, not read out.
    if (
      index >= this.known &&
      !isOld &&
      moment.text !== undefined &&
      moment.who !== 'key' &&
      moment.who !== 'keys'
    ) {
      this.onWords(moment, this.speaker(moment));
    }
    this.known = Math.max(this.known, index + 1);
  }

  /** Music that begins again is still music. */
  private isShown(index: number): boolean {
    const [moment, before] = [this.lines[index]?.moment, this.lines[index - 1]?.moment];
    if (!moment || moment.who === 'ambience') return false;
    return !(moment.who in SOUNDS && before?.who === moment.who);
  }

  private append(element: HTMLElement): void {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < 60;
    this.element.append(element);
    if (isAtEnd) this.element.scrollTop = this.element.scrollHeight;
  }

  private speaker({ who }: Moment): string {
    if (who === 'key') return this.voices.own;
    return who === 'own' || who === 'ai' || who === 'human' || who === 'announcement' ? this.voices[who] : '';
  }

  private reveal(): void {
    for (const { element, words, moment } of this.lines) {
      const text = shownText(moment);
      if (words.textContent === text) continue;
      const isAtEnd = this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight < 60;
      words.textContent = text;
      element.classList.toggle('cut', isCutOff(moment));
      if (isAtEnd) this.element.scrollTop = this.element.scrollHeight;
    }
  }
}

export function isCutOff({ text, fromMs, toMs }: Moment): boolean {
  return toMs !== undefined && text !== undefined && toMs - fromMs < durationMs(text) - FRAME_MS;
}

function durationMs(text: string): number {
  return (text.length / CHARACTERS_PER_SECOND) * 1000;
}

/** As many whole words as have been spoken by now. */
function shownText(moment: Moment): string {
  const { who, text = '', fromMs, toMs } = moment;
  if (who === 'key') return `pressed ${text}`;
  const sound = SOUNDS[who];
  if (sound !== undefined) return sound;
  const spokenMs = (toMs ?? now()) - fromMs;
  if (toMs !== undefined ? !isCutOff(moment) : spokenMs >= durationMs(text)) return text;
  const length = Math.max(1, Math.round((spokenMs / 1000) * CHARACTERS_PER_SECOND));
  const end = text.indexOf(' ', length);
  return `${end < 0 ? text : text.slice(0, end)} ${toMs === undefined ? '…' : '–'}`;
}
