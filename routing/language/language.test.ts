import {
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
