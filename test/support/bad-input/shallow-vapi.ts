import {
  component,
  type Operation,
  type Schema,
  vapiDocument,
} from '../../../emulator/vapi/openapi/document';

const SIMPLE: ReadonlySet<string | undefined> = new Set(['string', 'number', 'boolean']);

/** The document names it in the path of `DELETE /call/{id}` and forgets it among the parameters. */
const ID = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };

/**
 * Vapi's OpenAPI document with bodies that go one level deep, below which anything may stand: whole, their alternatives
 * of alternatives are more than a generator gets through.
 */
export function shallowVapiDocument(): object {
  const paths = Object.entries(vapiDocument.paths).map(([path, methods]) => [
    path,
    Object.fromEntries(
      Object.entries(methods).map(([method, operation]) => [
        method,
        shallow(operation, path.includes('{id}')),
      ]),
    ),
  ]);
  return { ...vapiDocument, paths: Object.fromEntries(paths) as object, components: {} };
}

function shallow({ parameters: given = [], requestBody }: Operation, hasId: boolean): object {
  const parameters = [...given.filter((one) => one.in === 'query'), ...(hasId ? [ID] : [])];
  const asked = requestBody?.content['application/json'].schema;
  const responses = { default: { description: '' } };
  if (!asked) return { parameters, responses };
  const properties = alternatives(asked).flatMap((schema) => Object.entries(schema.properties ?? {}));
  const body = {
    type: 'object',
    properties: Object.fromEntries(
      properties.map(([name, { type, enum: values }]) => [
        name,
        SIMPLE.has(type) ? { type, ...(values ? { enum: values } : {}) } : {},
      ]),
    ),
  };
  return { parameters, responses, requestBody: { content: { 'application/json': { schema: body } } } };
}

function alternatives({ $ref, oneOf, allOf, ...schema }: Schema): Schema[] {
  const named = $ref === undefined ? undefined : component($ref.split('/').at(-1) ?? '');
  return [schema, ...(named ? [named] : []), ...(oneOf ?? []), ...(allOf ?? [])].flatMap((one) =>
    one === schema || one === named ? [one] : alternatives(one),
  );
}
