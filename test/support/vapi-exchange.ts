import type { Exchange } from '../../emulator/core/exchange';
import { vapiDocument } from '../../emulator/vapi/openapi/document';
import { departuresFrom } from './vapi-schema';

/** Paths of Vapi's API that the part of its OpenAPI that is known here leaves out. */
const UNDOCUMENTED = /^\/(credential|call\/web|twilio\/)/;

/** Where an exchange with Vapi's REST API leaves its OpenAPI: the operation, what was sent, what came back. */
export function checkVapi(exchange: Exchange): { operation: string; problem: string }[] {
  if (UNDOCUMENTED.test(exchange.path)) return [];
  const template = exchange.path.replace(/^(\/[\w-]+)\/[^/]+$/, '$1/{id}');
  const operation = vapiDocument.paths[template]?.[exchange.method.toLowerCase()];
  const name = `${exchange.method} ${template}`;
  if (!operation) return [{ operation: name, problem: 'no such operation in the OpenAPI document' }];
  if (exchange.status >= 400) return [];
  const sent = operation.requestBody?.content['application/json'].schema;
  const answered = operation.responses[exchange.status]?.content?.['application/json'].schema;
  if (!answered) return [{ operation: name, problem: `status ${exchange.status} is not documented` }];
  return [
    ...(sent ? departuresFrom(sent, JSON.parse(exchange.requestBody), 'request') : []),
    ...departuresFrom(answered, JSON.parse(exchange.responseBody), 'response'),
  ].map((problem) => ({ operation: name, problem }));
}
