import { z } from 'zod';
import { component, resolved, type Schema, vapiDocument } from './document';
import { issuesOf } from './issues';

/** A property of a component of the document, checked by the document and kept as it is. */
export function keptProperty<T = unknown>(owner: string, name: string): z.ZodType<T> {
  const schema = component(owner).properties?.[name] ?? {};
  return z.custom<T>().check(({ value, issues }) => {
    if (value !== undefined) issues.push(...issuesOf(schema, value));
  });
}

/** An object whose `tag` is one of `kinds`, checked by that kind's schema; it is kept as it is. */
export function keptObject<Tag extends string, Kind extends string>(
  tag: Tag,
  kinds: readonly Kind[],
  schemas: Readonly<Record<string, Schema>>,
) {
  const shape = { [tag]: z.enum(kinds) } as unknown as Record<Tag, z.ZodEnum<{ [K in Kind]: K }>>;
  return z.looseObject(shape).check(({ value, issues }) => {
    issues.push(...issuesOf(schemas[String(value[tag])] ?? {}, value));
  });
}

/** Changes to such an object: each field as the schema has it, none of them needed. */
export function keptChanges(schema: Schema) {
  const partial = { ...resolved(schema), required: [] };
  return z.looseObject({}).check(({ value, issues }) => void issues.push(...issuesOf(partial, value)));
}

/** What the body of an operation may be, by the kind that it names. */
export function kindsOf(path: string, method: 'post' | 'patch'): Readonly<Record<string, Schema>> {
  const body = vapiDocument.paths[path]?.[method]?.requestBody?.content['application/json'].schema;
  const kinds = Object.entries(body?.discriminator?.mapping ?? {});
  return Object.fromEntries(kinds.map(([kind, $ref]) => [kind, { $ref }]));
}
