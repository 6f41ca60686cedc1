import type { Expression, Path, Reference } from './expression';
import { parse, SyntaxError as GeneratedSyntaxError } from './generated/expression-parser';

/** A statement that is none. `offset` counts characters from 0, `line` and `column` from 1. */
export class ExpressionSyntaxError extends Error {
  constructor(
    message: string,
    readonly offset: number,
    readonly line: number,
    readonly column: number,
  ) {
    super(message);
  }
}

/** Reads a statement; throws `ExpressionSyntaxError` where it is malformed. */
export function parseExpression(text: string): Expression {
  return read(text, 'Statement') as Expression;
}

/** Reads a single name such as `task.agent_sid`; throws `ExpressionSyntaxError` where it is malformed. */
export function parseName(text: string): Path {
  return (read(text, 'Name') as Reference).path;
}

function read(text: string, startRule: 'Statement' | 'Name'): unknown {
  try {
    return parse(text, { startRule });
  } catch (error) {
    if (!(error instanceof GeneratedSyntaxError)) throw error;
    const { offset, line, column } = error.location.start;
    const message = error.expected === null ? error.message : complaint(text, offset, error.expected);
    throw new ExpressionSyntaxError(message, offset, line, column);
  }
}

/** TaskRouter's own parser says it in the words of ANTLR: `extraneous input 'evel' expecting OPERATOR`. */
function complaint(
  text: string,
  offset: number,
  expected: NonNullable<GeneratedSyntaxError['expected']>,
): string {
  const names = [
    ...new Set(expected.map(({ type, text, description }) => description ?? (text ? `'${text}'` : type))),
  ]
    .filter((name) => !PUNCTUATION.has(name))
    .map((name) => (name === 'end' ? '<EOF>' : name))
    .sort();
  const wanted = names.includes('OPERATOR') ? ['OPERATOR'] : names;
  const found = nextToken(text, offset);
  return `${found === '<EOF>' ? 'mismatched' : 'extraneous'} input '${found}' expecting ${
    wanted.length === 1 ? wanted[0] : `{${wanted.join(', ')}}`
  }`;
}

const PUNCTUATION = new Set(['WHITESPACE', "'.'", "'['"]);

/** A `-` that begins no number is dropped together with the character after it, as TaskRouter's lexer drops it. */
function nextToken(text: string, offset: number): string {
  const rest = text.slice(offset).replace(/^-(?=\D)./, '');
  return /^\s*(\w+|\S)/.exec(rest)?.[1] ?? '<EOF>';
}
