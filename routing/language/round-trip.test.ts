import fc from 'fast-check';
import { attributeNames, evaluate, ExpressionSyntaxError, parseExpression, printExpression } from '.';
import type { Expression, Operand, Operator } from '.';

const OPERATORS: Operator[] = ['==', '!=', '>', '>=', '<', '<=', 'CONTAINS', 'HAS', 'IN', 'NOT IN'];
const identifier = fc
  .stringMatching(/^[A-Za-z_$][A-Za-z0-9_$]{0,6}$/)
  .filter((name) => !/^(and|or|not|in|has|contains|true|false|null)$/i.test(name));

const { operand } = fc.letrec<{ operand: Operand }>((tie) => ({
  operand: fc.oneof(
    { maxDepth: 3 },
    fc.string().map((value): Operand => ({ type: 'string', value })),
    fc
      .string({ unit: fc.constantFrom('\\', '"', "'", 'a') })
      .map((value): Operand => ({ type: 'string', value })),
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((value) => !Object.is(value, -0))
      .map((value): Operand => ({ type: 'number', value })),
    fc.boolean().map((value): Operand => ({ type: 'boolean', value })),
    fc.constant<Operand>({ type: 'null' }),
    fc
      .tuple(identifier, fc.array(fc.oneof(identifier, fc.nat(99)), { maxLength: 3 }))
      .map(([head, rest]): Operand => ({ type: 'reference', path: [head, ...rest] })),
    fc.array(tie('operand'), { maxLength: 3 }).map((items): Operand => ({ type: 'list', items })),
  ),
}));

const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4 },
    fc.record({
      type: fc.constant('comparison' as const),
      left: operand,
      operator: fc.constantFrom(...OPERATORS),
      right: operand,
    }),
    fc.record({
      type: fc.constantFrom('and' as const, 'or' as const),
      terms: fc.array(tie('expression'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));

it('reads back what it printed', () => {
  fc.assert(
    fc.property(expression, (given) => {
      expect(parseExpression(printExpression(given))).toEqual(given);
    }),
  );
});

it('refuses any text with a place in it, or evaluates it without failing', () => {
  const word = fc.constantFrom(
    'a',
    '.b',
    '[0]',
    '==',
    ' IN ',
    '(',
    ')',
    '[',
    ']',
    '"x"',
    "'",
    '-',
    '1',
    ' AND ',
    '\n',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(word, { maxLength: 12 }).map((words) => words.join('')),
    fc
      .tuple(expression, fc.nat(200), fc.nat(3), fc.oneof(word, fc.string({ maxLength: 2 })))
      .map(([given, at, cut, put]) => {
        const printed = printExpression(given);
        const from = at % (printed.length + 1);
        return printed.slice(0, from) + put + printed.slice(from + cut);
      }),
  );
  fc.assert(
    fc.property(text, fc.dictionary(identifier, fc.jsonValue()), (given, attributes) => {
      try {
        expect(typeof evaluate(parseExpression(given), attributeNames(attributes))).toBe('boolean');
      } catch (error) {
        expect(error).toBeInstanceOf(ExpressionSyntaxError);
        const { offset, line, column } = error as ExpressionSyntaxError;
        expect(given.slice(0, offset).split('\n')).toHaveLength(line);
        expect(offset - (given.lastIndexOf('\n', offset - 1) + 1) + 1).toBe(column);
      }
    }),
    { numRuns: 1000 },
  );
});
