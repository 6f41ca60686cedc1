import { z } from 'zod';
import type { AnyDefinition, Properties, ProviderDefinition } from './definition';

interface PropertySchema {
  readonly description?: string;
  readonly secret?: true;
  readonly [keyword: string]: unknown;
}

/**
 * The package as the engine's tools know it (`pulumi import` writes programs by it).
 * Source: https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/
 */
export function packageSchema<Client>(definition: ProviderDefinition<Client>, version: string): unknown {
  return {
    name: definition.name,
    version,
    provider: {
      inputProperties: properties(definition.config, definition.secrets),
      requiredInputs: required(definition.config),
    },
    resources: Object.fromEntries(
      definition.resources.map((resource) => [resource.type, resourceSchema(resource)]),
    ),
  };
}

function resourceSchema({
  doc,
  inputs,
  outputs,
  secrets: always,
  guarded = [],
}: AnyDefinition<never>): unknown {
  const secrets = [...always, ...guarded];
  const inputProperties = properties(inputs as Properties, secrets);
  return {
    description: doc,
    inputProperties,
    requiredInputs: required(inputs as Properties),
    properties: { ...inputProperties, ...properties(outputs as Properties, secrets) },
    required: [...required(inputs as Properties), ...required(outputs as Properties)],
  };
}

function properties(schema: Properties, secrets: readonly string[]): Record<string, PropertySchema> {
  return Object.fromEntries(
    Object.entries(schema.shape).map(([name, property]) => [
      name,
      {
        ...typeSchema(z.toJSONSchema(property as z.ZodType, { io: 'input', unrepresentable: 'any' })),
        description: (property as z.ZodType).description,
        ...(secrets.includes(name) ? { secret: true as const } : {}),
      },
    ]),
  );
}

function required(schema: Properties): string[] {
  return Object.entries(schema.shape)
    .filter(([, property]) => !(property as z.ZodType).safeParse(undefined).success)
    .map(([name]) => name);
}

/** Pulumi knows fewer types than JSON Schema: nested objects are maps of anything. */
function typeSchema({
  type,
  items,
  additionalProperties,
}: z.core.JSONSchema.BaseSchema): Record<string, unknown> {
  switch (type) {
    case 'string':
    case 'number':
    case 'integer':
    case 'boolean':
      return { type };
    case 'array':
      return { type, items: typeSchema((items ?? {}) as z.core.JSONSchema.BaseSchema) };
    case 'object':
      return {
        type,
        additionalProperties:
          typeof additionalProperties === 'object'
            ? typeSchema(additionalProperties)
            : { $ref: 'pulumi.json#/Any' },
      };
    default:
      return { $ref: 'pulumi.json#/Any' };
  }
}
