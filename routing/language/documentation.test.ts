import {
  attributeNames,
  checkNames,
  evaluate,
  parseExpression,
  parseOrderBy,
  queueNames,
  targetNames,
} from '.';

/** Statements of the documentation, and what follows from them, by the page and section that make them. */
const SYNTAX = 'https://www.twilio.com/docs/taskrouter/expression-syntax';
const CONFIGURATION = 'https://www.twilio.com/docs/taskrouter/workflow-configuration';
const LIFECYCLE = 'https://www.twilio.com/docs/taskrouter/lifecycle-task-workflows-and-assignment';
const MULTITASKING = 'https://www.twilio.com/docs/taskrouter/multitasking';
const ORDER = 'https://www.twilio.com/docs/taskrouter/workflow-configuration/order-workers';
const KNOWN_AGENT = 'https://www.twilio.com/docs/taskrouter/workflow-configuration/known-agent-routing';
const QUEUE = 'https://www.twilio.com/docs/taskrouter/api/task-queue';
/** Nobody documents it: decided here, and listed among the emulator's differences. */
const OURS = 'our assumption';

const worker = {
  languages: ['en', 'es'],
  skills: ['sales', 'support', 'billing'],
  levels: [1, 2, 3],
  level: 5,
  score: 2.5,
  debt: -3,
  zero: 0,
  name: 'Alice Smith',
  location: 'Madrid',
  empty: '',
  none: [],
  nothing: null,
  vip: true,
  new: false,
  age_42: 42,
  $cost: 7,
  _id: 'x1',
  camelCase: 'yes',
  nested: { deep: { value: 'found', list: ['a', 'b'] }, list: [{ name: 'first' }, { name: 'second' }] },
  routing: { skills: ['tax', 'law'], levels: { tax: 4 } },
  five: '5',
  quote: 'it\'s "so"',
};

type Cases = readonly (readonly [statement: string, expected: boolean])[];

const TABLE: readonly (readonly [source: string, section: string, cases: Cases])[] = [
  [
    SYNTAX,
    'comparison operators on numbers',
    [
      ['level == 5', true],
      ['level == 6', false],
      ['level != 5', false],
      ['level != 6', true],
      ['level > 4', true],
      ['level > 5', false],
      ['level >= 5', true],
      ['level >= 6', false],
      ['level < 6', true],
      ['level < 5', false],
      ['level <= 5', true],
      ['level <= 4', false],
      ['score == 2.5', true],
      ['score > 2.49', true],
      ['score < 2.5', false],
      ['debt == -3', true],
      ['debt < 0', true],
      ['debt > -4', true],
      ['zero == 0', true],
      ['zero >= 0', true],
      ['zero < 0', false],
      ['5 == level', true],
      ['6 > level', true],
      ['4 > level', false],
    ],
  ],
  [
    SYNTAX,
    'comparison operators on strings',
    [
      ['location == "Madrid"', true],
      ["location == 'Madrid'", true],
      ['location == "Paris"', false],
      ['location != "Paris"', true],
      ['location != "Madrid"', false],
      ['"Madrid" == location', true],
      ['empty == ""', true],
      ["empty == ''", true],
      ['location == ""', false],
      ['location != ""', true],
      ['camelCase == "yes"', true],
      ['name == "Alice Smith"', true],
    ],
  ],
  [
    SYNTAX,
    'boolean constants',
    [
      ['vip == true', true],
      ['vip == false', false],
      ['vip != false', true],
      ['new == false', true],
      ['new != true', true],
      ['vip == TRUE', true],
      ['new == False', true],
    ],
  ],
  [
    SYNTAX,
    'constants alone',
    [
      ['1==1', true],
      ['1 == 1', true],
      ['0 != 1', true],
      ['1==2', false],
      ['0 == 0', true],
      ['2 > 1', true],
      ['"a" == "a"', true],
      ['"a" == "b"', false],
      ['true == true', true],
      ['1 < 1', false],
      ['-1 < 0', true],
    ],
  ],
  [
    SYNTAX,
    'CONTAINS: a part of a string',
    [
      ['name CONTAINS "Smith"', true],
      ['name CONTAINS "Alice"', true],
      ['name CONTAINS "Bob"', false],
      ['name CONTAINS " "', true],
      ['name CONTAINS ""', true],
      ['location CONTAINS "drid"', true],
      ['"Madrid, Spain" CONTAINS location', true],
      ['location CONTAINS name', false],
      ['name contains "Smith"', true],
    ],
  ],
  [
    SYNTAX,
    'HAS: an array holds a value',
    [
      ['languages HAS "en"', true],
      ['languages HAS "es"', true],
      ['languages HAS "fr"', false],
      ['skills HAS "billing"', true],
      ['levels HAS 2', true],
      ['levels HAS 4', false],
      ['levels HAS level', false],
      ['["a", "b"] HAS "a"', true],
      ['[1, 2] HAS 3', false],
      ['none HAS "en"', false],
      ['languages has "en"', true],
      ['nested.deep.list HAS "b"', true],
      ['routing.skills HAS "tax"', true],
      ['routing.skills HAS "art"', false],
    ],
  ],
  [
    SYNTAX,
    'IN: a value is in an array',
    [
      ['location IN ["Madrid", "Paris"]', true],
      ['location IN ["Paris"]', false],
      ['level IN [4, 5]', true],
      ['level IN [1, 2, 3]', false],
      ['"en" IN languages', true],
      ['"fr" IN languages', false],
      ['2 IN levels', true],
      ['location IN []', false],
      ["location IN ['Madrid']", true],
      ['"a" IN ["a"]', true],
      ['vip IN [true]', true],
      ['level IN [level]', true],
      ['location IN [name, location]', true],
    ],
  ],
  [
    SYNTAX,
    'NOT IN: a value is not in an array',
    [
      ['location NOT IN ["Paris"]', true],
      ['location NOT IN ["Madrid", "Paris"]', false],
      ['"fr" NOT IN languages', true],
      ['"en" NOT IN languages', false],
      ['level NOT IN [1, 2]', true],
      ['level NOT IN [5]', false],
      ['location NOT IN []', true],
      ['location not in ["Paris"]', true],
      ['location NOT  IN ["Paris"]', true],
    ],
  ],
  [
    SYNTAX,
    'AND, OR and parentheses',
    [
      ['level == 5 AND vip == true', true],
      ['level == 5 AND vip == false', false],
      ['level == 6 OR vip == true', true],
      ['level == 6 OR vip == false', false],
      ['(level == 5) AND (vip == true)', true],
      ['((level == 5))', true],
      ['(level == 6 OR level == 5) AND vip == true', true],
      ['(level == 6 OR level == 5) AND vip == false', false],
      ['level == 5 AND (location == "Paris" OR location == "Madrid")', true],
      ['level == 5 AND vip == true AND location == "Madrid"', true],
      ['level == 1 OR level == 2 OR level == 5', true],
      ['level == 5 and vip == true', true],
      ['level == 6 or vip == true', true],
      ['(languages HAS "en" AND level > 3) OR (languages HAS "fr" AND level > 1)', true],
      ['(languages HAS "fr" AND level > 3) OR (languages HAS "de" AND level > 1)', false],
    ],
  ],
  [
    SYNTAX,
    'names: nested attributes and positions in arrays',
    [
      ['nested.deep.value == "found"', true],
      ['nested.list[0].name == "first"', true],
      ['nested.list[1].name == "second"', true],
      ['nested.list[1].name == "first"', false],
      ['languages[0] == "en"', true],
      ['languages[1] == "en"', false],
      ['routing.levels.tax >= 4', true],
      ['nested.deep.list[1] == "b"', true],
    ],
  ],
  [
    SYNTAX,
    'names: letters, digits, underscore and dollar',
    [
      ['age_42 == 42', true],
      ['$cost == 7', true],
      ['_id == "x1"', true],
    ],
  ],
  [
    SYNTAX,
    'a key that is missing is NULL and no error',
    [
      ['missing == null', true],
      ['missing == "x"', false],
      ['nested.missing == null', true],
      ['missing.deeper.still == null', true],
      ['missing HAS "x"', false],
      ['missing IN ["x"]', false],
      ['missing CONTAINS "x"', false],
      ['missing > 1', false],
      ['missing < 1', false],
      ['missing >= 1', false],
      ['missing <= 1', false],
      ['location IN missing', false],
    ],
  ],
  [
    SYNTAX,
    'a scalar operator on an array is false',
    [
      ['languages == "en"', false],
      ['languages != "en"', false],
      ['languages > 1', false],
      ['languages < 1', false],
      ['languages >= 1', false],
      ['languages <= 1', false],
      ['languages CONTAINS "en"', false],
      ['"en" == languages', false],
      ['languages == languages', false],
      ['none == ""', false],
    ],
  ],
  [
    SYNTAX,
    'an array operator on two scalars is false',
    [
      ['location HAS "Madrid"', false],
      ['location IN "Madrid"', false],
      ['location NOT IN "Paris"', false],
      ['level HAS 5', false],
      ['level IN 5', false],
      ['level NOT IN 6', false],
    ],
  ],
  [
    LIFECYCLE,
    'null is a constant',
    [
      ['skills != null', true],
      ['missing != null', false],
      ['nothing != null', false],
      ['nothing == null', true],
      ['location != null AND location == "Madrid"', true],
    ],
  ],
  [
    KNOWN_AGENT,
    'keywords in lower case',
    [
      ['location in ["Madrid"]', true],
      ['location in ["Paris"]', false],
    ],
  ],
  [
    OURS,
    'AND binds tighter than OR',
    [
      ['level == 5 OR vip == false AND level == 6', true],
      ['vip == false AND level == 6 OR level == 5', true],
      ['level == 6 AND vip == true OR vip == false', false],
    ],
  ],
  [
    OURS,
    'types are not converted',
    [
      ['five == 5', false],
      ['five != 5', true],
      ['five == "5"', true],
      ['level == "5"', false],
      ['five > 4', false],
      ['vip == "true"', false],
      ['vip == 1', false],
      ['new == 0', false],
      ['levels HAS "2"', false],
      ['"5" IN [5]', false],
      ['five IN ["5"]', true],
      ['level CONTAINS "5"', false],
      ['vip > false', false],
    ],
  ],
  [
    OURS,
    'NULL is unequal to everything else, and in no array',
    [
      ['missing != 1', true],
      ['missing == nothing', true],
      ['missing == false', false],
      ['missing == 0', false],
      ['missing == ""', false],
      ['missing NOT IN ["x"]', true],
      ['null == null', true],
      ['null != null', false],
      ['languages == null', false],
      ['languages[9] == null', true],
      ['location[0] == null', true],
    ],
  ],
  [
    OURS,
    'strings are compared by their letters, upper and lower case apart',
    [
      ['location == "madrid"', false],
      ['name CONTAINS "smith"', false],
      ['languages HAS "EN"', false],
      ['location > "Lisbon"', true],
      ['location < "Paris"', true],
      ['"a" < "b"', true],
      ['"B" < "a"', true],
    ],
  ],
  [
    OURS,
    'quoted text is a constant, a backslash escapes quotes and itself',
    [
      ['"location" == "Madrid"', false],
      ['"languages" HAS "en"', false],
      ['quote CONTAINS "\\"so\\""', true],
      ["quote CONTAINS 'it\\'s'", true],
      ['"a\\\\b" == "a\\\\b"', true],
      ['"a AND b" == "a AND b"', true],
    ],
  ],
  [
    OURS,
    'what JavaScript objects inherit is no attribute',
    [
      ['toString == null', true],
      ['constructor == null', true],
      ['__proto__ == null', true],
      ['languages.length == null', true],
      ['location.length == null', true],
    ],
  ],
  [
    MULTITASKING,
    'one equals sign',
    [
      ['level = 5', true],
      ['level = 6', false],
      ['location = "Madrid"', true],
    ],
  ],
];

describe.each(TABLE)('%s, %s', (_source, _section, cases) => {
  test.each(cases)('%s is %s', (statement, expected) => {
    expect(evaluate(parseExpression(statement), attributeNames(worker))).toBe(expected);
  });
});

const task = {
  language: 'es',
  worker_sid: 'WK1',
  department: 'tax',
  level: 2,
  declined: ['WK2'],
  agents: null,
};
const named = {
  ...{ sid: 'WK1', friendly_name: 'Alice', activity_sid: 'WA1', activity_name: 'Available' },
  attributes: worker,
  channel: { voice: { configured_capacity: 4, assigned_tasks: 1, available_capacity_percentage: 50 } },
};

const TARGETS: readonly (readonly [source: string, cases: Cases])[] = [
  [
    CONFIGURATION,
    [
      ['task.language IN worker.languages', true],
      ['worker.languages HAS task.language', true],
      ['task.level < worker.level', true],
      ['task.department IN worker.skills', false],
      ['task.department IN worker.routing.skills', true],
      ['worker.sid == "WK1"', true],
      ['worker.friendly_name == "Alice"', true],
      ['worker.activity_name == "Available"', true],
      ['worker.activity_sid == "WA1"', true],
      ['worker.activity_name == "Offline"', false],
      ['worker.sid NOT IN task.declined', true],
      ['1==1', true],
      ['language == "es"', false],
      ['level == 5', false],
    ],
  ],
  [
    MULTITASKING,
    [
      ['task.worker_sid = worker.sid', true],
      ['worker.channel.voice.configured_capacity == 4', true],
      ['worker.channel.voice.assigned_tasks < 2', true],
      ['worker.channel.voice.assigned_tasks == 0', false],
      ['worker.channel.voice.available_capacity_percentage >= 50', true],
      ['worker.channel.chat.assigned_tasks == null', true],
    ],
  ],
  [
    LIFECYCLE,
    [
      ['task.agents != null', false],
      ['task.agents == null', true],
    ],
  ],
];

describe.each(TARGETS)('a target expression, %s', (_source, cases) => {
  test.each(cases)('%s is %s', (statement, expected) => {
    expect(evaluate(parseExpression(statement), targetNames(task, named))).toBe(expected);
  });
});

describe(`skip_if, ${CONFIGURATION}`, () => {
  const activity = `WA${'1'.repeat(32)}`;
  const names = queueNames({ available: 0, unavailable: 3, byActivity: { [activity]: 3 } });
  test.each([
    ['workers.available == 0', true],
    ['workers.available > 0', false],
    ['workers.unavailable == 3', true],
    ['workers.available == 0 AND workers.unavailable > 0', true],
    [`workers.${activity} == 3`, true],
    ['1==1', true],
    ['workers.available == 0 OR workers.unavailable == 0', true],
  ] as Cases)('%s is %s', (statement, expected) => {
    expect(evaluate(parseExpression(statement), names)).toBe(expected);
  });
});

describe('what is no statement', () => {
  test.each([
    [SYNTAX, 'skill-level > 3'],
    [QUEUE, 'level HAS'],
    [SYNTAX, '== 5'],
    [SYNTAX, 'level 5'],
    [SYNTAX, 'level == 5 AND'],
    [SYNTAX, 'OR level == 5'],
    [SYNTAX, '(level == 5'],
    [SYNTAX, 'level == 5)'],
    [SYNTAX, 'level IN ["a"'],
    [SYNTAX, 'location == "Madrid'],
    [SYNTAX, 'level == 5 level == 6'],
    [SYNTAX, 'level === 5'],
    [SYNTAX, 'level && 5'],
    [SYNTAX, '()'],
    [SYNTAX, ''],
    [OURS, 'level'],
    [OURS, 'NOT (level == 5)'],
    [OURS, 'level == 1e3'],
    [OURS, '5 BETWEEN 1'],
    [OURS, 'level == .5'],
    [OURS, 'nested..deep == 1'],
    [OURS, 'languages[-1] == "en"'],
    [OURS, 'languages["0"] == 1'],
  ])('%s: %s', (_source, statement) => {
    expect(() => parseExpression(statement)).toThrow(
      expect.objectContaining({ line: 1, column: expect.any(Number), offset: expect.any(Number) }),
    );
  });
});

test.each([
  ['filter', 'worker.language == "en"', 1],
  ['target', 'language == "en"', 1],
  ['target', 'task.language == "en"', 0],
  ['skip_if', 'workers.busy == 0', 1],
  ['skip_if', 'workers.available == 0', 0],
] as const)(`a %s may say %s or not (${CONFIGURATION})`, (use, statement, complaints) => {
  expect(checkNames(parseExpression(statement), use)).toHaveLength(complaints);
});

test.each([
  ['worker.level DESC', [['level', 'DESC']]],
  ['worker.level ASC', [['level', 'ASC']]],
  ['worker.level', [['level', 'ASC']]],
  [
    'worker.level DESC, worker.x ASC',
    [
      ['level', 'DESC'],
      ['x', 'ASC'],
    ],
  ],
  ['worker.finance.tax DESC', [['finance.tax', 'DESC']]],
])(`order_by %s (${ORDER})`, (text, expected) => {
  expect(parseOrderBy(text).map(({ path, direction }) => [path.join('.'), direction])).toEqual(expected);
});
