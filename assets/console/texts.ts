import en from '../../texts/console/en.json';
import es from '../../texts/console/es.json';

export type TextKey = keyof typeof en;

export const language = navigator.language.startsWith('es') ? 'es' : 'en';
const texts: Readonly<Record<TextKey, string>> = language === 'es' ? es : en;

export function say(key: TextKey): string {
  return texts[key];
}

/** A word that the server answered with, in the reader's language. */
export function sayError(word: string): string {
  return word in texts ? texts[word as TextKey] : texts['try-again'];
}

/** The name of a language, such as `es`, in the reader's own. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
