import document from '../fixtures/vapi-schema.json';
import type { Exchange } from '../../emulator/core/exchange';
import { departuresFrom, type Schema } from './vapi-schema';

interface Operation {
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Record<string, { readonly schema: Schema }> }>
  >;
}

const paths = document.paths as unknown as Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** Paths of Vapi's API that the part of its OpenAPI in the fixtures leaves out. */
const UNDOCUMENTED = /^\/(credential|call\/web|twilio\/)/;

/** Where an exchange with Vapi's REST API leaves its OpenAPI: the operation, what was sent, what came back. */
export function checkVapi(exchange: Exchange): { operation: string; problem: string }[] {
  if (UNDOCUMENTED.test(exchange.path)) return [];
  const template = exchange.path.replace(/^(\/[\w-]+)\/[^/]+$/, '$1/{id}');
  const operation = paths[template]?.[exchange.method.toLowerCase()];
  const name = `${exchange.method} ${template}`;
  if (!operation) return [{ operation: name, problem: 'no such operation in the OpenAPI document' }];
  if (exchange.status >= 400) return [];
  const sent = schemaOf(operation.requestBody);
  const answered = schemaOf(operation.responses[exchange.status]);
  if (!answered) return [{ operation: name, problem: `status ${exchange.status} is not documented` }];
  return [
    ...(sent ? departuresFrom(sent, JSON.parse(exchange.requestBody), 'request') : []),
    ...departuresFrom(answered, JSON.parse(exchange.responseBody), 'response'),
  ].map((problem) => ({ operation: name, problem }));
}

function schemaOf(
  holder: Operation['requestBody'] | undefined | { content?: undefined },
): Schema | undefined {
  return holder?.content?.['application/json']?.schema;
}
