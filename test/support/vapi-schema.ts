import { component, type Schema } from '../../emulator/vapi/openapi/document';

/**
 * What Vapi has though its document does not name it: provider bypass (https://docs.vapi.ai/calls/call-features), the
 * account's limits in the answer to `POST /call`, a time-out that left the document but not the API; and a backoff plan,
 * whose fields the document calls objects while its own examples are a text and numbers.
 */
const LIVE =
  /\.(phoneCallProviderBypassEnabled|phoneCallProviderDetails|subscriptionLimits|silenceTimeoutSeconds) is not in|\.backoffPlan\.(type is string|excludedStatusCodes\[\d+\] is number), not object/;

/**
 * Where `value` leaves the component `name` of Vapi's OpenAPI: unknown or missing properties, wrong types, values outside
 * an enumeration, texts too long. Of alternatives (`oneOf`) the one that comes nearest counts, and enumerations of lists
 * hold their items.
 */
export function departures(name: string, value: unknown): string[] {
  return departuresFrom(component(name), value, name);
}

/** The same for a schema that has no name; `path` is what the value is called in the answers. */
export function departuresFrom(schema: Schema, value: unknown, path: string): string[] {
  return compare(schema, value, path).filter((problem) => !LIVE.test(problem));
}

function compare(schema: Schema, value: unknown, path: string): string[] {
  if (schema.oneOf?.length) return nearest(schema.oneOf.map((one) => departuresFrom(one, value, path)));
  const target = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (target) return compare(component(target.replace('#/components/schemas/', '')), value, path);
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

function nearest(attempts: readonly string[][]): string[] {
  return attempts.reduce((best, next) => (next.length < best.length ? next : best));
}
