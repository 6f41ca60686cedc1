import type { z } from 'zod';
import { resolved, type Schema } from './document';

type Path = readonly (string | number)[];
type Issue = z.core.$ZodRawIssue;

/** Properties by whose value an alternative is told from the others. */
const NAMES = ['type', 'provider', 'on', 'transport', 'role'];

/** What is wrong with `value`, as zod reports it. Properties that the document does not name are wrong, as at Vapi. */
export function issuesOf(unresolved: Schema, value: unknown, path: Path = []): Issue[] {
  if (unresolved.oneOf) return ofAlternatives(unresolved.oneOf.map(resolved), value, path);
  const schema = resolved(unresolved);
  if (schema.oneOf) return ofAlternatives(schema.oneOf.map(resolved), value, path);
  if (value === null && (schema.nullable || unresolved.nullable)) return [];
  if (Array.isArray(value)) return ofList(schema, value, path);
  if (schema.enum)
    return schema.enum.includes(value) ? [] : [issue(value, path, 'invalid_value', { values: schema.enum })];
  switch (schema.type) {
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === schema.type
        ? ofExtent(schema, value as string | number | boolean, path)
        : [issue(value, path, 'invalid_type', { expected: schema.type })];
    case 'array':
      return [issue(value, path, 'invalid_type', { expected: 'array' })];
    default:
      return ofObject(schema, value, path);
  }
}

/** The document puts the values that the items may have on the list. Not every `object` without properties is one. */
function ofList({ type, enum: values, items = {} }: Schema, list: readonly unknown[], path: Path): Issue[] {
  if (type !== undefined && type !== 'array') return [issue(list, path, 'invalid_type', { expected: type })];
  return list.flatMap((one, at) => issuesOf(values ? { enum: values } : items, one, [...path, at]));
}

function ofObject({ properties, required = [] }: Schema, value: unknown, path: Path): Issue[] {
  if (!properties) return [];
  if (typeof value !== 'object' || value === null)
    return [issue(value, path, 'invalid_type', { expected: 'object' })];
  const strangers = Object.keys(value).filter((name) => !Object.hasOwn(properties, name));
  const given = value as Readonly<Record<string, unknown>>;
  return [
    ...(strangers.length > 0 ? [issue(value, path, 'unrecognized_keys', { keys: strangers })] : []),
    ...Object.entries(properties).flatMap(([name, property]) => {
      if (given[name] !== undefined) return issuesOf(property, given[name], [...path, name]);
      return required.includes(name) ? missing(property, [...path, name]) : [];
    }),
  ];
}

function missing(schema: Schema, path: Path): Issue[] {
  const issues = issuesOf(schema, undefined, path);
  return issues.length > 0 ? issues : [issue(undefined, path, 'invalid_type', { expected: 'object' })];
}

/** Of the alternatives that the value names, the one that it comes nearest to. */
function ofAlternatives(alternatives: readonly Schema[], value: unknown, path: Path): Issue[] {
  const meant = alternatives.filter((one) => isMeant(one, value));
  const attempts = (meant.length > 0 ? meant : alternatives.slice(0, 1)).map((one) =>
    issuesOf(one, value, path),
  );
  const nearest = attempts.reduce((best, next) => (next.length < best.length ? next : best));
  if (meant.length > 0 || typeof value !== 'object' || value === null) return nearest;
  const name = NAMES.find((one) => alternatives.some(({ properties }) => properties?.[one]?.enum));
  return [
    issue(value, name === undefined ? path : [...path, name], 'invalid_union', { discriminator: name }),
  ];
}

function isMeant({ type, enum: values, properties = {}, oneOf }: Schema, value: unknown): boolean {
  if (oneOf) return oneOf.some((one) => isMeant(resolved(one), value));
  if (typeof value !== 'object' || value === null)
    return type === typeof value && (values?.includes(value) ?? true);
  if (type !== (Array.isArray(value) ? 'array' : 'object')) return false;
  return NAMES.every((name) => {
    const named = properties[name]?.enum;
    return !named || named.includes((value as Readonly<Record<string, unknown>>)[name]);
  });
}

function ofExtent(schema: Schema, value: string | number | boolean, path: Path): Issue[] {
  const origin = typeof value;
  const size = typeof value === 'string' ? value.length : Number(value);
  const least = origin === 'string' ? schema.minLength : schema.minimum;
  const most = origin === 'string' ? schema.maxLength : schema.maximum;
  if (least !== undefined && size < least)
    return [issue(value, path, 'too_small', { origin, minimum: least })];
  if (most !== undefined && size > most) return [issue(value, path, 'too_big', { origin, maximum: most })];
  const isForeign = schema.pattern !== undefined && !new RegExp(schema.pattern).test(String(value));
  return isForeign
    ? [issue(value, path, 'invalid_format', { format: 'regex', pattern: schema.pattern })]
    : [];
}

function issue(input: unknown, path: Path, code: string, more: object): Issue {
  return { code, input, path: [...path], ...more } as Issue;
}
