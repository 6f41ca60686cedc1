import type { z } from 'zod';
import type { Properties } from './definition';
import { hasUnknown } from './wire-values';

/** A property that won't do: what it got, what it wants. */
export interface CheckFailure {
  /** E.g. `attributes.languages[0]`. */
  readonly property: string;
  readonly reason: string;
}

export interface Checked {
  /** With defaults filled in; as given when something is wrong. */
  readonly inputs: Record<string, unknown>;
  readonly failures: readonly CheckFailure[];
}

/** Checks properties before anything is made. What is not known yet (previews) is taken on trust. */
export function checkProperties(
  schema: Properties,
  given: Record<string, unknown>,
  isSecret: (path: readonly PropertyKey[]) => boolean,
): Checked {
  const parsed = schema.safeParse(given, { reportInput: true });
  if (parsed.success) return { inputs: parsed.data, failures: [] };
  const failures = parsed.error.issues
    .filter((issue) => !hasUnknown(valueAt(given, issue.path)))
    .flatMap((issue) => explain(issue, given, schema, isSecret));
  return { inputs: withDefaults(schema, given), failures };
}

function explain(
  issue: z.core.$ZodIssue,
  given: Record<string, unknown>,
  schema: Properties,
  isSecret: (path: readonly PropertyKey[]) => boolean,
): CheckFailure[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      property: propertyPath([...issue.path, key]),
      reason: `is not known; wants one of ${Object.keys(schema.shape).join(', ')}`,
    }));
  }
  const property = propertyPath(issue.path);
  const got = shown(valueAt(given, issue.path), isSecret(issue.path));
  return [{ property, reason: `got ${got}; wants ${wanted(issue)}` }];
}

function wanted(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `a value of type ${issue.expected}`;
    case 'too_big':
      return `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unit(issue.origin)}`;
    case 'too_small':
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unit(issue.origin)}`;
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    default:
      return issue.message;
  }
}

function unit(origin: string): string {
  return origin === 'string' ? ' characters' : '';
}

function shown(value: unknown, isHidden: boolean): string {
  if (value === undefined) return 'nothing';
  if (isHidden) return typeof value === 'string' ? `a secret of ${value.length} characters` : 'a secret';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}... (${text.length} characters)` : text;
}

function propertyPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, part) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[part],
    value,
  );
}

/** Defaults of the properties that are simply missing, so that a preview compares like with like. */
function withDefaults(schema: Properties, given: Record<string, unknown>): Record<string, unknown> {
  const filled = { ...given };
  for (const [name, property] of Object.entries(schema.shape)) {
    if (given[name] !== undefined) continue;
    const parsed = (property as z.ZodType).safeParse(undefined);
    if (parsed.success && parsed.data !== undefined) filled[name] = parsed.data;
  }
  return filled;
}
