import type { Comparison, Expression, Operand, Path } from './expression';

/** Writes an expression so that reading it gives the same expression again. */
export function printExpression(expression: Expression): string {
  if (expression.type === 'comparison') return printComparison(expression);
  return expression.terms
    .map((term) =>
      needsParentheses(term, expression.type) ? `(${printExpression(term)})` : printExpression(term),
    )
    .join(expression.type === 'and' ? ' AND ' : ' OR ');
}

/** Writes a name: `worker.skills[0]`. */
export function printName(path: Path): string {
  return path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`))
    .join('');
}

function needsParentheses(term: Expression, parent: 'and' | 'or'): boolean {
  return term.type === 'or' || term.type === parent;
}

function printComparison({ left, operator, right }: Comparison): string {
  return `${printOperand(left)} ${operator} ${printOperand(right)}`;
}

function printOperand(operand: Operand): string {
  switch (operand.type) {
    case 'string':
      return printText(operand.value);
    case 'number':
      return plainDecimal(operand.value);
    case 'boolean':
      return String(operand.value);
    case 'null':
      return 'null';
    case 'list':
      return `[${operand.items.map(printOperand).join(', ')}]`;
    case 'reference':
      return printName(operand.path);
  }
}

function printText(value: string): string {
  const quote = value.includes('"') && !value.includes("'") ? "'" : '"';
  const escaped = value.replace(/\\/g, '\\\\');
  return quote + (quote === '"' ? escaped.replace(/"/g, '\\"') : escaped) + quote;
}

/** The language has no exponents: 1e21 is written with all its zeros. */
function plainDecimal(value: number): string {
  const [mantissa = '', exponent] = String(value).split('e');
  if (exponent === undefined) return mantissa;
  const shift = Number(exponent);
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const sign = mantissa.startsWith('-') ? '-' : '';
  if (shift > 0) return sign + whole + fraction.padEnd(shift, '0');
  return `${sign}0.${'0'.repeat(-shift - 1)}${whole}${fraction}`;
}
