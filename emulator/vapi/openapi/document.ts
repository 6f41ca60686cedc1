import document from './schema.json';

/** A schema as the document writes it. */
export interface Schema {
  readonly type?: string;
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly nullable?: boolean;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: readonly string[];
  readonly discriminator?: { readonly mapping: Readonly<Record<string, string>> };
}

export interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
  readonly responses: Readonly<
    Record<string, { readonly content?: { readonly 'application/json': { readonly schema: Schema } } }>
  >;
}

/** Vapi's OpenAPI document, as far as it is of use here. */
export const vapiDocument = document as unknown as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** The component of this name; throws where there is none. */
export function component(name: string): Schema {
  const schema = vapiDocument.components.schemas[name];
  if (!schema) throw new Error(`Vapi's OpenAPI has no ${name}`);
  return schema;
}

/** The schema itself, or the component that it refers to. */
export function resolved(schema: Schema): Schema {
  const target = schema.$ref ?? schema.allOf?.[0]?.$ref;
  return target === undefined ? schema : resolved(component(target.replace('#/components/schemas/', '')));
}
