import type { Comparison, Expression, Operand, Operator } from './expression';
import type { Names } from './names';

/**
 * True when the statement holds for these names. What the documentation leaves open is decided strictly: a missing name
 * is NULL, values of different types are unequal and unordered.
 * Source: https://www.twilio.com/docs/taskrouter/expression-syntax
 */
export function evaluate(expression: Expression, names: Names): boolean {
  switch (expression.type) {
    case 'and':
      return expression.terms.every((term) => evaluate(term, names));
    case 'or':
      return expression.terms.some((term) => evaluate(term, names));
    case 'comparison':
      return compare(expression, names);
  }
}

function compare({ left, operator, right }: Comparison, names: Names): boolean {
  return OPERATORS[operator](valueOf(left, names), valueOf(right, names));
}

function valueOf(operand: Operand, names: Names): unknown {
  switch (operand.type) {
    case 'string':
    case 'number':
    case 'boolean':
      return operand.value;
    case 'null':
      return null;
    case 'list':
      return operand.items.map((item) => valueOf(item, names));
    case 'reference':
      return names(operand.path) ?? null;
  }
}

const OPERATORS: Record<Operator, (left: unknown, right: unknown) => boolean> = {
  '==': (left, right) => (isPresenceTest(left, right) ? left === right : isScalar(left) && left === right),
  '!=': (left, right) =>
    isPresenceTest(left, right) ? left !== right : isScalar(left) && isScalar(right) && left !== right,
  '>': ordered((left, right) => left > right),
  '>=': ordered((left, right) => left >= right),
  '<': ordered((left, right) => left < right),
  '<=': ordered((left, right) => left <= right),
  CONTAINS: (left, right) => typeof left === 'string' && typeof right === 'string' && left.includes(right),
  HAS: (left, right) => Array.isArray(left) && isScalar(right) && left.includes(right),
  IN: (left, right) => Array.isArray(right) && isScalar(left) && right.includes(left),
  'NOT IN': (left, right) =>
    Array.isArray(right) && (left === null || (isScalar(left) && !right.includes(left))),
};

/** A comparison with NULL asks whether the other side is there, whatever its type. */
function isPresenceTest(left: unknown, right: unknown): boolean {
  return left === null || right === null;
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function ordered<Value extends string | number>(holds: (left: Value, right: Value) => boolean) {
  return (left: unknown, right: unknown): boolean =>
    typeof left === typeof right &&
    (typeof left === 'number' || typeof left === 'string') &&
    holds(left as Value, right as Value);
}
