import document from '../fixtures/vapi-schema.json';

interface Schema {
  readonly type?: string;
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly maxLength?: number;
}

const schemas = document.components.schemas as unknown as Readonly<Record<string, Schema>>;

/**
 * Where `value` leaves the component `name` of Vapi's OpenAPI: unknown or missing properties, wrong types, values outside
 * an enumeration, texts too long. Alternatives (`oneOf`) are not followed, and enumerations of lists hold their items.
 */
export function departures(name: string, value: unknown): string[] {
  const schema = schemas[name];
  if (!schema) throw new Error(`Vapi's OpenAPI has no ${name}`);
  return compare(schema, value, name);
}

function compare(schema: Schema, value: unknown, path: string): string[] {
  const target = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (target) return compare(schemas[target.replace('#/components/schemas/', '')] ?? {}, value, path);
  const kind = Array.isArray(value) ? 'array' : typeof value;
  if (schema.type && schema.type !== kind) return [`${path} is ${kind}, not ${schema.type}`];
  if (Array.isArray(value)) {
    const strangers = schema.enum?.length ? value.filter((one) => !schema.enum?.includes(one)) : [];
    return [
      ...strangers.map((one) => `${path} holds ${String(one)}`),
      ...value.flatMap((one, index) => compare(schema.items ?? {}, one, `${path}[${index}]`)),
    ];
  }
  if (kind === 'string') {
    if (schema.enum?.length && !schema.enum.includes(value)) return [`${path} is ${String(value)}`];
    return schema.maxLength !== undefined && String(value).length > schema.maxLength
      ? [`${path} is too long`]
      : [];
  }
  if (typeof value !== 'object' || value === null || !schema.properties) return [];
  const { properties, required = [] } = schema;
  return [
    ...required.filter((key) => !(key in value)).map((key) => `${path}.${key} is missing`),
    ...Object.entries(value).flatMap(([key, one]) => {
      const property = properties[key];
      return property ? compare(property, one, `${path}.${key}`) : [`${path}.${key} is not in the OpenAPI`];
    }),
  ];
}
