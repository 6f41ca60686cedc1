import { readFileSync } from 'node:fs';
import { textMistakes } from './text-mistakes';

const MODEL = {
  caller: { nobody: 'Everyone is busy.', place: 'You are number {place} in line.' },
  departments: { billing: 'billing' },
  phrases: ['a human', 'a person'],
};
const SOURCE = JSON.stringify(MODEL, null, 2);
const told = (text: string, model: unknown = MODEL) =>
  textMistakes(text, 'en.json', model).map(
    ({ file, line, message, fix }) => `${file}:${line}: ${message}. ${fix}`,
  );

describe('mistakes in texts', () => {
  it.each([
    [
      'a missing comma, where it is missing',
      ['"Everyone is busy.",', '"Everyone is busy."'],
      /^en\.json:3: not valid JSON: Expected ","/,
    ],
    [
      'a text that never ends',
      ['"Everyone is busy.",', '"Everyone is busy.,'],
      /^en\.json:3: not valid JSON/,
    ],
    [
      'a key that is gone, at its group',
      ['"nobody": "Everyone is busy.",', ''],
      /^en\.json:2: caller: 'nobody' is missing. Put it back/,
    ],
    [
      'a placeholder that nothing fills in',
      ['{place}', '{pla}'],
      /^en\.json:4: caller\.place: unknown placeholder {pla}. Known here: {place}/,
    ],
    [
      'a placeholder where there is none',
      ['is busy', '{x} busy'],
      /^en\.json:3: .* This text has no placeholders/,
    ],
    ['markup', ['Everyone', '<b>Everyone</b>'], /^en\.json:3: caller\.nobody: has markup/],
    ['silence', ['"Everyone is busy."', '" "'], /^en\.json:3: caller\.nobody: is empty. Say something/],
    ['a number', ['"Everyone is busy."', '7'], /^en\.json:3: caller\.nobody: is a number. Make it a text/],
    ['a phrase that is no text', ['"a person"', '[]'], /^en\.json:11: phrases\.1: is a list. Make it a text/],
  ])('%s', (_name, [from, to], expected) => {
    const [first, ...more] = told(SOURCE.replace(from ?? '', to ?? ''));
    expect(first).toMatch(expected);
    expect(more).toEqual([]);
  });

  it('are none where a department, a phrase or a text is added, or words change', () => {
    const changed = SOURCE.replace('"billing": "billing"', '"billing": "bills", "sales": "sales"')
      .replace('"a human",', '"a human", "somebody",')
      .replace('"nobody"', '"held": "Please wait.", "nobody"')
      .replace('number {place}', '{place}');
    expect(told(changed)).toEqual([]);
  });

  it.each(['en', 'es', 'console/en', 'console/es'])('are none in texts/%s.json', (name) => {
    const text = readFileSync(`texts/${name}.json`, 'utf8');
    expect(told(text, JSON.parse(text))).toEqual([]);
  });
});
