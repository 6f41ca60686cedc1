import en from '../../texts/console/en.json';
import es from '../../texts/console/es.json';
import { language } from '../shared/language';

export { language, languageName } from '../shared/language';

export type TextKey = keyof typeof en;

const texts: Readonly<Record<TextKey, string>> = language === 'es' ? es : en;

export function say(key: TextKey): string {
  return texts[key];
}

/** A word that the server answered with, in the reader's language. */
export function sayError(word: string): string {
  return word in texts ? texts[word as TextKey] : texts['try-again'];
}
