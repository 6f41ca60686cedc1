import { component, resolved, type Schema } from '../../emulator/vapi/openapi/document';
import { departuresFrom } from './vapi-schema';

/** The schema of each server message by its type. */
const SCHEMAS = new Map<unknown, Schema>(
  (component('ServerMessage').properties?.message?.oneOf ?? []).flatMap((one) =>
    (resolved(one).properties?.type?.enum ?? []).map((type) => [type, one] as const),
  ),
);

/**
 * What messages have though the document does not name it: ids of what is stored, tools in OpenAI's shape as captured, a
 * call's metadata, hooks and tools as the documentation has them, a secret that left the document but not the API.
 */
const KNOWN =
  /\.assistant\.id |[pP]honeNumber\.(id|orgId|createdAt|updatedAt) |messagesOpenAIFormatted\[\d+\]\.(tool_calls|tool_call_id) |call\.metadata |hooks\[\d\]\.(do|filters)|silenceTimeoutSeconds /;

/** Messages of one type look alike: one of each is enough for a file of tests. `tool-calls` has many shapes by intent. */
const checked = new Set(['tool-calls']);

/** Where a server message leaves Vapi's OpenAPI. */
export function strangeIn(message: { readonly type: string }): string[] {
  const schema = SCHEMAS.get(message.type);
  if (!schema || checked.has(message.type)) return [];
  checked.add(message.type);
  return departuresFrom(schema, message, message.type).filter((one) => !KNOWN.test(one));
}
