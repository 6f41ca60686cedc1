import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { RulesError } from './mistakes';
import { readRules } from './read';

const TEXT = readFileSync(join(__dirname, 'rules.yaml'), 'utf8');
const schema = JSON.parse(readFileSync(join(__dirname, 'schema.json'), 'utf8')) as object;
const validate = new Ajv().compile(schema);

/** Where an editor would show something, `.rules[0].when`; nothing where all is well. */
function shownInEditor(text: string): string[] {
  validate(parse(text));
  return (validate.errors ?? []).map(({ dataPath }) => dataPath);
}

function isRead(text: string): boolean {
  try {
    readRules(text, 'rules.yaml');
    return true;
  } catch (error) {
    if (error instanceof RulesError) return false;
    throw error;
  }
}

test('the file itself names the schema, and fits it', () => {
  expect(TEXT.split('\n')[0]).toBe('# yaml-language-server: $schema=./schema.json');
  expect(shownInEditor(TEXT)).toEqual([]);
});

test.each([
  ['an unknown key', /waitSeconds: 30/, 'waitSecond: 30', ''],
  ['a text for a number', /waitSeconds: 30/, 'waitSeconds: soon', '.waitSeconds'],
  ['a wait that is too short', /waitSeconds: 30/, 'waitSeconds: 4', '.waitSeconds'],
  ['no departments', /departments:\n( {4}.*\n)+/, 'departments: {}\n', '.vocabulary.departments'],
  ['a word with a capital', /sales: buying/, 'Sales: buying', '.vocabulary.departments'],
  ['a priority below nothing', /high: 50/, 'high: -1', ".vocabulary.priorities['high']"],
  ['a queue without a name', /name: Everyone/, '{}', ".queues['everyone']"],
  [
    'a skill that there is not',
    /skills: \{ department: billing/,
    'skills: { dept: billing',
    ".queues['billing'].skills",
  ],
  ['a rule without a name', /- name: Urgent\n {4}/, '- ', '.rules[0]'],
  [
    'a condition that is no word',
    /when: \{ priority: high/,
    'when: { priority: 7',
    '.rules[0].when.priority',
  ],
  [
    'a rule without steps',
    /targets:\n {6}- queue: everyone\n {8}priority: high/,
    'targets: []',
    '.rules[0].targets',
  ],
  ['a step without a queue', /- queue: everyone\n {8}priority/, '- priority', '.rules[0].targets[0]'],
  ['seconds in parts', /seconds: 15/, 'seconds: 1.5', '.rules[1].targets[0].seconds'],
  ['no default', /default:\n[^]*/, '', ''],
])('%s is shown in the editor at its place, and refused by the reader', (_, right, wrong, place) => {
  const text = TEXT.replace(right, wrong);
  expect(text).not.toBe(TEXT);
  expect(shownInEditor(text)).toContain(place);
  expect(isRead(text)).toBe(false);
});
