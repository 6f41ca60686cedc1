import {
  attributeNames,
  checkNames,
  evaluate,
  ExpressionSyntaxError,
  parseExpression,
  parseName,
  parseOrderBy,
  queueNames,
  targetNames,
} from '.';

const worker = {
  sid: 'WK1',
  friendly_name: 'Alice',
  activity_sid: 'WA1',
  activity_name: 'Available',
  attributes: { languages: ['en', 'es'], level: 5, sid: 'spoofed', skills: { tax: 3 } },
  channel: { voice: { configured_capacity: 2, assigned_tasks: 1, available_capacity_percentage: 50 } },
};

const attributes = {
  skills: ['sales', 'support'],
  language: 'en',
  level: 5,
  score: -1.5,
  vip: true,
  nothing: null,
  nested: { list: [{ name: 'x' }] },
  text: '5',
};

describe('a statement over attributes', () => {
  it.each<[string, boolean]>([
    ['1==1', true],
    ['0 != 1', true],
    ['0 == 1', false],
    ['skills HAS "sales"', true],
    ['skills HAS "Sales"', false],
    ['skills has "sales"', true],
    ['language IN ["en", "es"]', true],
    ['language in ["es"]', false],
    ['language NOT IN ["es"]', true],
    ['language not  in ["en"]', false],
    ['language CONTAINS "e"', true],
    ['language CONTAINS "x"', false],
    ['level >= 5 AND level <= 5', true],
    ['level > 5 OR level < 5', false],
    ['level = 5', true],
    ['score == -1.5', true],
    ['vip == true', true],
    ["language == 'en'", true],
    ['nested.list[0].name == "x"', true],
    ['nested.list[9].name == null', true],
    ['nested.list.name == null', true],
    ['language == "fr" OR language == "en" AND level == 5', true],
    ['(language == "fr" OR language == "en") AND level == 6', false],
    // NULL
    ['missing == null', true],
    ['nothing == null', true],
    ['missing == nothing', true],
    ['missing != 1', true],
    ['missing == 1', false],
    ['missing > 0', false],
    ['missing < 0', false],
    ['missing HAS "x"', false],
    ['missing IN ["x"]', false],
    ['missing NOT IN ["x"]', true],
    ['language NOT IN missing', false],
    ['missing CONTAINS "x"', false],
    ['skills != null', true],
    ['skills == null', false],
    // types are never converted
    ['text == 5', false],
    ['text != 5', true],
    ['text > 4', false],
    ['vip == "true"', false],
    // scalar operators on arrays and array operators on scalars are false
    ['skills == "sales"', false],
    ['skills != "sales"', false],
    ['skills == skills', false],
    ['skills CONTAINS "sales"', false],
    ['language HAS "en"', false],
    ['language IN "en"', false],
    ['language NOT IN "fr"', false],
    ['skills IN ["sales"]', false],
    ['skills NOT IN ["x"]', false],
    ['toString == null', true],
    ['__proto__ == null', true],
    // quoted text is a constant, never a name
    ['"language" == "en"', false],
  ])('%s is %s', (text, expected) => {
    expect(evaluate(parseExpression(text), attributeNames(attributes))).toBe(expected);
  });
});

describe('a target expression', () => {
  const task = { language: 'es', declinedBy: ['WK2'], wanted: 'WK1' };
  it.each<[string, boolean]>([
    ['task.language IN worker.languages', true],
    ['worker.languages HAS task.language', true],
    ['worker.sid NOT IN task.declinedBy', true],
    ['worker.sid == task.wanted', true],
    ['worker.sid == "spoofed"', false],
    ['worker.friendly_name == "Alice" AND worker.activity_name == "Available"', true],
    ['worker.skills.tax > 2', true],
    ['worker.channel.voice.assigned_tasks < worker.channel.voice.configured_capacity', true],
    ['worker.channel.voice.available_capacity_percentage == 50', true],
    ['worker.channel.chat.assigned_tasks == null', true],
    ['language == "es"', false],
  ])('%s is %s', (text, expected) => {
    expect(evaluate(parseExpression(text), targetNames(task, worker))).toBe(expected);
  });
});

describe('skip_if', () => {
  const activity = `WA${'a'.repeat(32)}`;
  const names = queueNames({ available: 0, unavailable: 3, byActivity: { [activity]: 2 } });
  it.each<[string, boolean]>([
    ['workers.available == 0', true],
    ['1 == 1', true],
    ['workers.unavailable > 2 AND workers.available < 1', true],
    [`workers.${activity} == 2`, true],
    [`workers.WA${'b'.repeat(32)} == 0`, true],
    ['available == 0', false],
  ])('%s is %s', (text, expected) => {
    expect(evaluate(parseExpression(text), names)).toBe(expected);
  });
});

describe('a malformed statement', () => {
  it.each<[string, string, number, number]>([
    ['skill-level > 3', "extraneous input 'evel' expecting OPERATOR", 1, 6],
    ['x', "mismatched input '<EOF>' expecting OPERATOR", 1, 2],
    ['a == 1 b == 2', "extraneous input 'b' expecting {'AND', 'OR', <EOF>}", 1, 8],
    ['(a == 1', "mismatched input '<EOF>' expecting {')', 'AND', 'OR'}", 1, 8],
    ['a ==\n  ', "mismatched input '<EOF>' expecting {CONSTANT, NAME, NUMBER, STRING}", 2, 3],
    ['NOT (a == 1)', "extraneous input 'NOT' expecting {'(', CONSTANT, NAME, NUMBER, STRING}", 1, 1],
    ['a IN [1,', "mismatched input '<EOF>' expecting {CONSTANT, NAME, NUMBER, STRING}", 1, 9],
    ['', "mismatched input '<EOF>' expecting {'(', CONSTANT, NAME, NUMBER, STRING}", 1, 1],
    ['('.repeat(5000), 'nested deeper than 100', 1, 101],
    [`a IN ${'['.repeat(5000)}`, 'nested deeper than 100', 1, 106],
  ])('%j is refused with its place', (text, message, line, column) => {
    expect.assertions(3);
    try {
      parseExpression(text);
    } catch (error) {
      const syntaxError = error as ExpressionSyntaxError;
      expect(syntaxError).toBeInstanceOf(ExpressionSyntaxError);
      expect(syntaxError.message).toBe(message);
      expect([syntaxError.line, syntaxError.column]).toEqual([line, column]);
    }
  });
});

describe('what names a place allows', () => {
  it.each<[Parameters<typeof checkNames>[1], string, number]>([
    ['target', 'task.a == worker.b AND 1 == 1', 0],
    ['target', 'a == 1 OR worker == 2', 2],
    ['target', 'worker.channel.voice.assigned_tasks == 0', 0],
    ['target', 'worker.channel.voice.tasks == 0', 1],
    ['skip_if', 'workers.available == 0 OR workers.WA' + '0'.repeat(32) + ' > 1', 0],
    ['skip_if', 'workers.WAx == 0 OR task.a IN [workers.idle]', 3],
    ['filter', 'language == "en"', 0],
    ['filter', 'task.language == "en"', 1],
    ['target-workers', 'languages HAS "en"', 0],
    ['target-workers', 'worker.languages HAS "en"', 1],
  ])('%s: %s has %i complaints', (use, text, complaints) => {
    expect(checkNames(parseExpression(text), use)).toHaveLength(complaints);
  });
});

describe('order_by', () => {
  it('reads clauses with and without a direction', () => {
    expect(parseOrderBy('worker.level DESC, worker.skills.tax asc,worker.age')).toEqual([
      { path: ['level'], direction: 'DESC' },
      { path: ['skills', 'tax'], direction: 'ASC' },
      { path: ['age'], direction: 'ASC' },
    ]);
  });

  it.each(['level DESC', 'worker.level DOWN', '', 'worker.level,'])('refuses %j', (text) => {
    expect(() => parseOrderBy(text)).toThrow(ExpressionSyntaxError);
  });
});

it('reads a single name', () => {
  expect(parseName(' task.agents[0].sid ')).toEqual(['task', 'agents', 0, 'sid']);
  expect(() => parseName('task.a == 1')).toThrow(ExpressionSyntaxError);
});
