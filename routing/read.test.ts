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
    'rules.yaml:9:12: default.targets: wants at least 1 entry. Add what is missing',
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

/** What is right in the file, what stands in its place, and what is said of it. */
test.each([
  [
    'an empty vocabulary',
    '  languages: { en: English }',
    '  languages: {}',
    'rules.yaml:3:14: vocabulary.languages: wants at least 1 entry. Add what is missing',
  ],
  [
    'two priorities with one number',
    'high: 50 }',
    'high: 10 }',
    "rules.yaml:4:35: vocabulary.priorities.high: 'normal' has the same number, so no rule could tell them apart. Give one of them another number, or remove it",
  ],
  [
    'a priority below nothing',
    'high: 50 }',
    'high: -1 }',
    'rules.yaml:4:35: vocabulary.priorities.high: wants at least 0. Make it more',
  ],
  [
    'more words than the functions hold',
    'billing: invoices',
    Array.from({ length: 20 }, (_, n) => `department-number-${n}: x`).join(', '),
    'rules.yaml:1:1: vocabulary: its words take 531 bytes together, and the functions hold 450. Use fewer or shorter words; the texts beside them do not count',
  ],
  [
    'a text for yes or no',
    '[{ queue: everyone }]',
    '[{ queue: everyone, sameLanguage: maybe }]',
    'rules.yaml:8:46: default.targets[0].sameLanguage: wants true or false, got string. Write true or false here',
  ],
  [
    'an alias of nothing',
    '[{ queue: everyone }]',
    '*steps',
    'rules.yaml:8:12: *steps: no &steps stands above it. Name what it stands for, or write it out',
  ],
  [
    'a key twice',
    'default:',
    'queues: {}\ndefault:',
    'rules.yaml:7:1: not valid YAML: Map keys must be unique. Check indentation, quotes and brackets here',
  ],
])('%s is told with its place and what to do', (_, right, wrong, told) => {
  expect(mistakes((VOCABULARY + QUEUES + DEFAULT).replace(right, wrong))).toEqual([told]);
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
