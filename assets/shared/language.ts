/** The reader's language, of those that pages have texts in. */
export const language = navigator.language.startsWith('es') ? 'es' : 'en';

const names = new Intl.DisplayNames([language], { type: 'language' });

/** The name of a language, such as `es`, in the reader's own. */
export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
