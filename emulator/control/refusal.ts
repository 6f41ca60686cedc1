import type { Context } from 'hono';
import type { z } from 'zod';

/** One thing that is wrong with a request. */
interface Problem {
  /** Dotted path in the body, or the query parameter's name. */
  readonly field: string;
  readonly got: unknown;
  readonly wants: string;
}

/** What the controls answer instead of doing what was asked. */
export class Refusal extends Error {
  constructor(
    readonly status: 400 | 403 | 404 | 409,
    message: string,
    readonly problems: readonly Problem[] = [],
  ) {
    super(message);
  }
}

export function refuse(error: unknown, c: Context): Response {
  if (!(error instanceof Refusal))
    return c.json({ message: error instanceof Error ? error.message : String(error), problems: [] }, 500);
  return c.json({ message: error.message, problems: error.problems }, error.status);
}

/** The body as `schema` wants it. Refuses with every mistake at once: the field, what it got and what it wants. */
export function checked<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue): Problem => {
    if (issue.code === 'unrecognized_keys') {
      const field = [...issue.path, issue.keys[0]].join('.');
      return {
        field,
        got: at(body, [...issue.path, issue.keys[0] ?? '']),
        wants: 'nothing: there is no such field',
      };
    }
    return { field: issue.path.join('.') || 'body', got: at(body, issue.path), wants: wanted(issue.message) };
  });
  throw new Refusal(400, problems.map(sentence).join('; '), problems);
}

/** A schema's own words for a type, where it has none for the field. */
function wanted(message: string): string {
  return message.replace(/^Invalid input: expected (\w+), received .*$/, (_, type: string) =>
    /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`,
  );
}

function sentence({ field, got, wants }: Problem): string {
  const given = got === undefined ? 'is missing' : `got ${JSON.stringify(got).slice(0, 80)}`;
  return `${field}: ${given}, wants ${wants}`;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

/** A JSON body; an absent one is `{}`. */
export async function readBody(c: Context): Promise<unknown> {
  const text = await c.req.text();
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal(
      400,
      `body: got ${JSON.stringify(text.slice(0, 40))}, wants JSON (in curl: -d '{"ms": 1000}')`,
    );
  }
}

/** A whole number of the query, or undefined. */
export function integerQuery(c: Context, name: string): number | undefined {
  const text = c.req.query(name);
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const problem = { field: name, got: text, wants: 'a whole number from 0' };
  throw new Refusal(400, sentence(problem), [problem]);
}
