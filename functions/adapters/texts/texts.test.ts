import en from '../../../texts/en.json';
import es from '../../../texts/es.json';
import { fill, placeholdersOf } from './fill';
import { Texts } from '.';

/** Every text of a file, by its path. */
function textsOf(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]]);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Map();
  return new Map(
    Object.entries(value).flatMap(([key, one]) => [...textsOf(one, path === '' ? key : `${path}.${key}`)]),
  );
}

describe('texts', () => {
  const [english, spanish] = [textsOf(en), textsOf(es)];

  it('are the same in both languages: keys, placeholders and optional parts', () => {
    expect([...spanish.keys()]).toEqual([...english.keys()]);
    for (const [key, text] of english) {
      const other = spanish.get(key) ?? '';
      expect([key, placeholdersOf(other).sort()]).toEqual([key, placeholdersOf(text).sort()]);
      expect([key, (other.match(/\[/g) ?? []).length]).toEqual([key, (text.match(/\[/g) ?? []).length]);
    }
  });

  it('are plain words: no markup, no line break, nothing blank, at most 1,000 characters', () => {
    for (const [key, text] of [...english, ...spanish]) {
      expect([key, text]).toEqual([key, expect.stringMatching(/^[^<>&\n]{1,1000}$/)]);
      expect(text).toBe(text.trim());
    }
  });

  it('have phrases in every language', () => {
    expect(en.phrases.length).toBeGreaterThan(5);
    expect(es.phrases.length).toBeGreaterThan(5);
  });
});

describe('Texts', () => {
  const say = (values: Record<string, string>, language = 'en', override?: unknown) =>
    new Texts('en', override).say({ key: 'agent.whisper', language, values });

  it('says a department by its name, an unknown one as any', () => {
    expect(say({ department: 'billing', reason: 'A wrong bill' })).toBe(
      'You have a call for our billing team. It is about this: A wrong bill. To take it, press 1. To decline, press 2.',
    );
    for (const department of ['', 'astronomy', 'constructor', '__proto__']) {
      expect(say({ department, reason: '' })).toMatch(/^You have a call for our team\. To take it/);
    }
  });

  it.each(['es', 'es-MX', 'ES'])('speaks Spanish for %s', (language) => {
    expect(say({}, language)).toMatch(/^Tiene una llamada/);
    expect(new Texts('en').voice(language).language).toBe('es-US');
  });

  it.each(['fr', '', 'constructor'])('speaks the default language for %j', (language) => {
    expect(say({}, language)).toMatch(/^You have a call/);
    expect(new Texts('es').say({ key: 'caller.backToAi', language })).toBe('Un momento, por favor.');
  });

  it("lays an environment's words over ours and leaves out what does not fit", () => {
    const override = {
      en: {
        agent: { whisper: 'Ring ring for {department}.', declined: 7, invented: 'x' },
        departments: { stars: 'the astronomers' },
        phrases: ['beam me up'],
      },
      es: 'nonsense',
    };
    expect(say({ department: 'stars' }, 'en', override)).toBe('Ring ring for the astronomers.');
    const texts = new Texts('en', override);
    expect(texts.say({ key: 'agent.declined', language: 'en' })).toMatch(/^All right/);
    expect(texts.phrases()).toMatchObject({ en: ['beam me up'], es: es.phrases });
  });
});

describe('fill', () => {
  it('leaves an optional part out when a value in it is missing or blank', () => {
    expect(fill('A.[ B {x} {y}.] C.', { x: '1', y: '2' })).toBe('A. B 1 2. C.');
    expect(fill('A.[ B {x} {y}.] C.', { x: '1', y: ' \n' })).toBe('A. C.');
  });

  it('answers one line, ends a sentence once, and takes values as they are', () => {
    expect(fill('Why: {x}.', { x: 'a\r\nb\u2028c\u0000 d!' })).toBe('Why: a b c d!');
    expect(fill('{x}', { x: '{y} $& [z]', y: 'no' })).toBe('{y} $& [z]');
    expect(fill('{constructor}|', {})).toBe('|');
  });
});
