import en from '../../../texts/en.json';
import es from '../../../texts/es.json';
import type { Text } from '../../ports/texts';
import { fill } from './fill';

/** One language's file under `texts/`. */
type LanguageTexts = typeof en;

const OWN: Readonly<Record<string, LanguageTexts>> = { en, es } satisfies Record<string, LanguageTexts>;

/** The part of a text's key before the dot. */
type Group = 'caller' | 'agent' | 'supervisor' | 'ai' | 'assistant';

/** Everything that is said, by language; an environment's own words are laid over ours. */
export class Texts {
  private readonly languages: Readonly<Record<string, LanguageTexts>>;

  /** `override`: of the shape of `{ "en": <a file under texts/>, ... }`, any part of it. */
  constructor(
    private readonly defaultLanguage: string,
    override: unknown = undefined,
  ) {
    this.languages = merged(OWN, override) as Readonly<Record<string, LanguageTexts>>;
  }

  /** The words, on one line, not yet escaped for where they go. A department is said by its spoken name. */
  say({ key, language, values }: Text): string {
    const texts = this.of(language);
    const [group, name = ''] = key.split('.') as [Group, string];
    const words: Readonly<Record<string, string>> = texts[group];
    const spoken = Object.entries(texts.departments).find(([word]) => word === values?.department)?.[1];
    return fill(words[name] ?? '', { ...values, department: spoken ?? texts.anyDepartment });
  }

  /** Twilio's `<Say>` language and voice. */
  voice(language: string): { readonly language: string; readonly name: string } {
    return this.of(language).voice;
  }

  /** Language -> phrases that ask for a human. */
  phrases(): Record<string, readonly string[]> {
    return Object.fromEntries(Object.entries(this.languages).map(([name, { phrases }]) => [name, phrases]));
  }

  /** `es-MX` is answered in `es`; a language that we have no words for in the default one. */
  private of(language: string): LanguageTexts {
    const known = (name: string): LanguageTexts | undefined =>
      Object.hasOwn(this.languages, name) ? this.languages[name] : undefined;
    const lower = language.toLowerCase();
    return known(lower) ?? known(lower.split('-')[0] ?? '') ?? known(this.defaultLanguage) ?? en;
  }
}

/** Lays texts over texts; what is of another type than ours, or has a name that we do not know, is left out. */
function merged(ours: unknown, theirs: unknown, name = ''): unknown {
  if (Array.isArray(ours)) {
    return Array.isArray(theirs) && theirs.every((one) => typeof one === 'string') ? theirs : ours;
  }
  if (typeof ours !== 'object' || ours === null) return typeof theirs === typeof ours ? theirs : ours;
  if (typeof theirs !== 'object' || theirs === null || Array.isArray(theirs)) return ours;
  const more = new Map(Object.entries(theirs));
  const own = Object.entries(ours).map(([key, value]) => [key, merged(value, more.get(key), key)]);
  // Which departments there are is for the routing rules to say.
  const added = name === 'departments' ? [...more].filter(([, value]) => typeof value === 'string') : [];
  return Object.fromEntries([...own, ...added]);
}
