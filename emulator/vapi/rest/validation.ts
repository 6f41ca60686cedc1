import type { Context } from 'hono';
import type { z } from 'zod';
import { NestError } from './nest-error';

/** Reads a JSON body and checks it against `schema`; what is wrong comes back as 400 in Nest's words. */
export async function validBody<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  let body: unknown;
  try {
    body = JSON.parse(await c.req.text());
  } catch {
    throw new NestError(400, 'Unexpected token in JSON');
  }
  return valid(body, schema);
}

/** The checked value, or a NestError 400 that lists every fault. */
export function valid<T>(value: unknown, schema: z.ZodType<T>): T {
  const outcome = schema.safeParse(value);
  if (outcome.success) return outcome.data;
  throw new NestError(400, outcome.error.issues.flatMap(inNestWords));
}

type Issue = z.core.$ZodIssue;

const NOUNS: Record<string, string> = {
  string: 'a string',
  number: 'a number conforming to the specified constraints',
  boolean: 'a boolean value',
  array: 'an array',
  object: 'an object',
  record: 'an object',
};

/** The message that class-validator gives for the same fault, with the path in front as Nest puts it. */
function inNestWords(issue: Issue): string[] {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const prefix = path === '' ? '' : `${path}.`;
    return issue.keys.map((key) => `${prefix}property ${key} should not exist`);
  }
  return [`${path === '' ? 'body' : path} ${complaint(issue)}`];
}

function complaint(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${NOUNS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be one of the following values: ${issue.values.join(', ')}`;
    case 'invalid_union':
      return issue.discriminator
        ? `must have a known ${issue.discriminator}`
        : `must be one of the allowed shapes`;
    case 'too_big':
      if (issue.origin === 'string') return `must be shorter than or equal to ${issue.maximum} characters`;
      return `must not be greater than ${issue.maximum}`;
    case 'too_small':
      if (issue.origin === 'string') return `must be longer than or equal to ${issue.minimum} characters`;
      return `must not be less than ${issue.minimum}`;
    case 'invalid_format':
      if (issue.format === 'datetime') return 'must be a valid ISO 8601 date string';
      return issue.format === 'uuid' || issue.format === 'guid'
        ? 'must be a UUID'
        : `must match ${issue.pattern ?? issue.format}`;
    default:
      return issue.message;
  }
}
