import en from '../../texts/board/en.json';
import es from '../../texts/board/es.json';
import { language, languageName } from '../shared/language';

export { language } from '../shared/language';

export type TextKey = keyof typeof en;

const texts: Readonly<Record<TextKey, string>> = language === 'es' ? es : en;

/** `{name}` in a text is replaced by the value of that name. */
export function say(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return texts[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** A word that the server answered with, in the reader's language. */
export function sayError(word: string): string {
  return word in texts ? texts[word as TextKey] : texts['try-again'];
}

/** A word of ours, such as a disposition, in the reader's language; as it is where there is no text. */
export function sayWord(kind: 'disposition' | 'via' | 'state', word: string): string {
  const key = `${kind}.${word}`;
  return key in texts ? texts[key as TextKey] : word;
}

/** A word that routing asked for: '' is any. */
export function sayAny(word: string): string {
  return word === '' ? say('any') : word;
}

export function sayLanguage(tag: string): string {
  return tag === '' ? '' : languageName(tag);
}

/** `3:07`, `1:02:30` */
export function sayAge(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (count: number): string => String(count).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** How long after the beginning: `+0.4 s`, `+1:30`. */
export function sayAfter(ms: number): string {
  if (ms >= 60_000) return `+${sayAge(ms)}`;
  return `+${(ms / 1000).toLocaleString(language, { maximumFractionDigits: ms < 10_000 ? 1 : 0 })} s`;
}

/** `12 s`, `1:30 min` */
export function saySeconds(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 90 ? `${whole} s` : `${sayAge(whole * 1000)} min`;
}

export function sayTime(ms: number): string {
  return new Date(ms).toLocaleTimeString(language);
}

export function sayMinute(ms: number): string {
  return new Date(ms).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
}

export function sayShare(share: number): string {
  return share.toLocaleString(language, { style: 'percent', maximumFractionDigits: 0 });
}

export function sayNumber(count: number): string {
  return count.toLocaleString(language);
}
