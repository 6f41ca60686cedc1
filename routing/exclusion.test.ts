import * as fc from 'fast-check';
import { compileRules } from './compile';
import { filterExpression, unreachable } from './exclusion';
import { attributeNames, evaluate, parseExpression } from './language';
import { readRulesFile } from './read';
import type { Conditions } from './rules';

const PRIORITIES = { low: 0, high: 50 };
const some = (words: string[]): fc.Arbitrary<string[] | undefined> =>
  fc.option(fc.uniqueArray(fc.constantFrom(...words), { minLength: 1 }), { nil: undefined });
const conditions: fc.Arbitrary<Conditions> = fc.record({
  department: some(['billing', 'sales', 'support']),
  language: some(['en', 'es']),
  priority: some(['low', 'high']),
});
const task = fc.record({
  department: fc.constantFrom('billing', 'sales', 'support', ''),
  language: fc.constantFrom('en', 'es'),
  priority: fc.constantFrom('low' as const, 'high' as const),
});

const fits = (when: Conditions, attributes: Record<string, string>): boolean =>
  Object.entries(when).every(([key, words]) => words === undefined || words.includes(attributes[key] ?? ''));

test('exactly one filter takes a task, and it is the first rule that fits', () => {
  fc.assert(
    fc.property(fc.array(conditions, { maxLength: 5 }), task, (rules, attributes) => {
      const filters = [...rules, {}].map((when, index) =>
        filterExpression(when, rules.slice(0, index), PRIORITIES),
      );
      const names = attributeNames({ ...attributes, priority: PRIORITIES[attributes.priority] });
      // A rule that an earlier one hides has no expression that could hold; the reader refuses it.
      const reachable = filters.map(
        (_, index) => !rules.slice(0, index).some((earlier) => unreachable(rules[index] ?? {}, earlier)),
      );
      const taken = filters.flatMap((text, index) =>
        reachable[index] && evaluate(parseExpression(text), names) ? [index] : [],
      );
      const first = [...rules, {}].findIndex((when) => fits(when, attributes));
      expect(taken).toEqual(reachable[first] ? [first] : []);
    }),
    { numRuns: 500 },
  );
});

test('a task without any attributes is taken by the last filter of the shipped rules', () => {
  const { filters } = compileRules(readRulesFile('routing/rules.yaml')).workflow.task_routing;
  const takers = filters.filter(({ expression }) =>
    evaluate(parseExpression(expression), attributeNames({})),
  );
  expect(takers.map(({ filter_friendly_name }) => filter_friendly_name)).toEqual(['Everybody else']);
});
