import fc from 'fast-check';
import { expanded, junkText } from './junk';
import type { KnownObjects } from './known-objects';
import type { Sendable } from './requests';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A body that would do, and places in it (the nth of all) with what stands there instead; undefined takes it away. */
interface BadVapiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly folder: keyof typeof BODIES;
  readonly id?: number | string | undefined;
  readonly changes: readonly { readonly at: number; readonly value: Json | undefined }[];
  readonly extra: Readonly<Record<string, Json>>;
  readonly raw?: string | undefined;
  readonly query: string;
}

const server = { url: 'https://customer.example.com/vapi', timeoutSeconds: 20, headers: { a: 'b' } };
const tool = {
  type: 'function',
  async: false,
  function: { name: 'escalate', parameters: { type: 'object', properties: { reason: { type: 'string' } } } },
  messages: [{ type: 'request-start', content: 'One moment' }],
  parameters: [{ key: 'call_sid', value: '{{transport.callSid}}' }],
  server,
};

const BODIES = {
  assistant: {
    name: 'Front desk',
    model: {
      provider: 'openai',
      model: 'gpt-4.1',
      messages: [{ role: 'system', content: 'Help.' }],
      tools: [tool],
    },
    firstMessage: 'Hello {{name}}',
    serverMessages: ['tool-calls', 'status-update'],
    maxDurationSeconds: 600,
    server,
    hooks: [
      { on: 'customer.speech.timeout', options: { timeoutSeconds: 5 }, do: [{ type: 'say', exact: 'Hm' }] },
    ],
    metadata: { a: 1 },
  },
  tool,
  'phone-number': {
    provider: 'twilio',
    number: '+15550100300',
    twilioAccountSid: 'AC'.padEnd(34, '0'),
    name: 'Main',
  },
  credential: {
    provider: 'webhook',
    name: 'hmac',
    authenticationPlan: { type: 'hmac', secretKey: 'secret', algorithm: 'sha256' },
  },
  call: {
    assistantId: '{assistant}',
    phoneNumberId: '{phone-number}',
    customer: { number: '+15550100400' },
    assistantOverrides: { variableValues: { callSid: 'CA'.padEnd(34, '0') }, firstMessage: 'Hi' },
    metadata: { callSid: 'CA'.padEnd(34, '0') },
    phoneCallProviderBypassEnabled: true,
  },
} as const;

const junkJson = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    0,
    -1,
    1e308,
    '',
    [],
    {},
    [null],
    [[]],
    { a: { b: [{}] } },
    '{long}',
    '__proto__',
  ),
  junkText,
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

export const badVapiRequest: fc.Arbitrary<BadVapiRequest> = fc.record(
  {
    method: fc.constantFrom('POST', 'POST', 'PATCH', 'GET', 'DELETE'),
    folder: fc.constantFrom(...(Object.keys(BODIES) as (keyof typeof BODIES)[])),
    id: fc.oneof<fc.Arbitrary<number | string>[]>(fc.nat(20), fc.constant('0190-x'), junkText),
    changes: fc.array(fc.record({ at: fc.nat(60), value: fc.option(junkJson, { nil: undefined }) }), {
      maxLength: 3,
    }),
    extra: fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'prompt', 'id', 'orgId'), junkJson, {
      maxKeys: 1,
    }),
    raw: junkText,
    query: fc.oneof(
      fc.constant(''),
      fc
        .tuple(fc.constantFrom('limit', 'createdAtGt', 'id'), junkText)
        .map(([name, value]) => `${name}=${value}`),
    ),
  },
  { requiredKeys: ['method', 'folder', 'changes', 'extra', 'query'] },
);

/** The request as it is sent to the emulated Vapi. */
export function resolvedVapi(request: BadVapiRequest, known: KnownObjects): Sendable {
  const { method, folder, id, changes, extra, raw, query } = request;
  const one = typeof id === 'string' ? id : known.inFolder('api.vapi.ai', folder, id ?? 0, method);
  const needsId = method === 'PATCH' || method === 'DELETE' || (method === 'GET' && id !== undefined);
  const search = query && `?${new URLSearchParams(query).toString().slice(0, 1000)}`;
  let body: Json = changes.reduce<Json>(
    (value, change) => changed(value, change.at, change.value),
    BODIES[folder],
  );
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) body = { ...body, ...extra };
  const text = JSON.stringify(body)
    .replace('{long}', expanded('{long}', known.sid))
    .replace(/\{(assistant|phone-number)\}/g, (_, name: string) =>
      known.inFolder('api.vapi.ai', name, 0, 'GET'),
    );
  return {
    url: `/api.vapi.ai/${folder}${needsId ? `/${encodeURIComponent(Buffer.from(one).toString()).slice(0, 1000)}` : ''}${search}`,
    init: {
      method,
      headers: { 'content-type': 'application/json' },
      ...(method === 'GET' || method === 'DELETE'
        ? {}
        : { body: raw === undefined ? text : expanded(raw, known.sid) }),
    },
  };
}

/** The same JSON with the nth of its places, counted in depth, replaced or taken away. */
function changed(value: Json, at: number, replacement: Json | undefined): Json {
  let left = at % Math.max(1, places(value));
  const walk = (node: Json): Json => {
    if (typeof node !== 'object' || node === null) return node;
    const entries = Object.entries(node).flatMap(([key, child]): [string, Json][] => {
      if (left-- === 0) return replacement === undefined ? [] : [[key, replacement]];
      return [[key, left < 0 ? child : walk(child as Json)]];
    });
    return Array.isArray(node) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
  };
  return walk(value);
}

function places(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, child) => sum + 1 + places(child as Json), 0);
}
