import { RulesError } from './mistakes';
import { readRules } from './read';

const VOCABULARY = `vocabulary:
  departments: { billing: invoices, sales: buying }
  languages: { en: English }
  priorities: { normal: 10, high: 50 }
`;
const QUEUES = `queues:
  everyone: { name: Everyone }
`;
const DEFAULT = `default:
  targets: [{ queue: everyone }]
`;

function mistakes(text: string): string[] {
  try {
    readRules(text, 'rules.yaml');
  } catch (error) {
    if (error instanceof RulesError) return error.message.split('\n');
    throw error;
  }
  return [];
}

test('a file with the least that is needed is read, with the defaults', () => {
  const rules = readRules(VOCABULARY + QUEUES + DEFAULT, 'rules.yaml');
  expect(rules.waitSeconds).toBe(30);
  expect(rules.default.targets).toEqual([
    { queue: 'everyone', sameLanguage: true, skipIfNobodyAvailable: false },
  ]);
});

test('every mistake of a file is told at once, with its place and what to do', () => {
  const text = `${VOCABULARY}queues:
  everyone: { name: Everyone, skils: {} }
  billing: { name: 7 }
default:
  targets: []
`;
  expect(mistakes(text)).toEqual([
    "rules.yaml:6:31: queues.everyone.skils: unknown key 'skils'. Did you mean 'skills'?",
    'rules.yaml:7:20: queues.billing.name: wants a text, got number. Write a text here',
    'rules.yaml:9:12: default.targets: wants at least 1 entries. Add what is missing',
  ]);
});

/** `¦` stands before the place that the message must name. */
test.each([
  [
    'department',
    'when: { department: ¦biling }, targets: [{ queue: everyone }]',
    "rules[0].when.department: unknown department 'biling'. Did you mean 'billing'?",
  ],
  [
    'queue',
    'when: { department: sales }, targets: [{ queue: ¦all }]',
    "rules[0].targets[0].queue: unknown queue 'all'. Known: everyone",
  ],
  [
    'priority',
    'when: { department: sales }, targets: [{ queue: everyone, priority: ¦hi }]',
    "rules[0].targets[0].priority: unknown priority 'hi'. Known: normal, high",
  ],
  [
    'total time',
    'when: { department: sales }, targets: ¦[{ queue: everyone, seconds: 30 }, { queue: everyone }]',
    'rules[0].targets: the steps take 31 seconds or more, but waitSeconds is 30. Shorten the steps or raise waitSeconds',
  ],
  [
    'step without an end',
    'when: { department: sales }, targets: [¦{ queue: everyone }, { queue: everyone }]',
    "rules[0].targets[0]: a step before the last one has no seconds, so the next is never reached. Add e.g. 'seconds: 10'",
  ],
  [
    'rule for everybody',
    'when: ¦{}, targets: [{ queue: everyone }]',
    "rules[0].when: a rule without conditions. Move its targets to 'default'",
  ],
])('a wrong %s is refused at its place', (_, rule, expected) => {
  const line = `  - { name: A, ${rule} }`;
  const text = `${VOCABULARY}${QUEUES}rules:\n${line.replace('¦', '')}\n${DEFAULT}`;
  expect(mistakes(text)).toEqual([`rules.yaml:8:${line.indexOf('¦') + 1}: ${expected}`]);
});

test('a rule that no caller reaches is refused', () => {
  const rules = `rules:
  - { name: Sales, when: { department: [sales, billing] }, targets: [{ queue: everyone }] }
  - { name: English sales, when: { department: sales, language: en }, targets: [{ queue: everyone }] }
`;
  expect(mistakes(VOCABULARY + QUEUES + rules + DEFAULT)).toEqual([
    "rules.yaml:9:13: rules[1].name: no caller reaches this rule: 'Sales' above takes them all. Move it above that rule, or remove it",
  ]);
});

test('a malformed expression of a queue is refused with the place of the mistake', () => {
  const queues = "queues:\n  everyone: { name: Everyone, workers: 'level >' }\n";
  expect(mistakes(VOCABULARY + queues + DEFAULT)).toEqual([
    expect.stringMatching(
      /^rules.yaml:6:40: queues.everyone.workers: the expression is malformed at its character 8/,
    ),
  ]);
});

test('text that is no YAML is refused where it breaks off', () => {
  expect(mistakes('vocabulary: [')[0]).toMatch(/^rules.yaml:1:\d+: not valid YAML/);
});
