import { z } from 'zod';
import { names } from '../provider-kit/references';
import { resourceClass } from '../provider-kit/resource-class';
import { jsonResource } from './json-resource';
import { SERVER_DOC, server } from './server';

const message = z.strictObject({
  type: z.enum(['request-start', 'request-complete', 'request-failed', 'request-response-delayed']),
  content: z.string().max(1000),
  blocking: z.boolean().optional(),
  timingMilliseconds: z.number().int().min(100).max(120_000).optional(),
});

interface Named {
  readonly function?: { readonly name?: string };
}

export const tool = jsonResource({
  type: 'vapi:index:Tool',
  doc: 'A function that the AI can call. https://docs.vapi.ai/tools/custom-tools',
  collection: '/tool',
  naturalKey: (values) => (values as Named).function?.name,
  constant: { type: 'function' },
  references: ['credentialId'],
  guarded: ['server'],
  inputs: z.strictObject({
    function: z
      .strictObject({
        name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/, 'letters, digits, _ and -, at most 64'),
        description: z.string().max(1000),
        strict: z.boolean().optional(),
        parameters: z.record(z.string(), z.unknown()),
      })
      .describe(
        'name, unique by our own rule, at most 64 characters; description, which tells the AI when to call it; parameters, a JSON Schema. https://docs.vapi.ai/tools/custom-tools',
      ),
    parameters: z
      .array(z.strictObject({ key: z.string(), value: z.string() }))
      .optional()
      .describe(
        "Values that are added to the AI's arguments and that the AI can't see; Liquid templates. Default: none. https://docs.vapi.ai/tools/static-variables-and-aliases",
      ),
    messages: z
      .array(message)
      .optional()
      .describe(
        'What the AI says around the call, at most 1,000 characters each; timingMilliseconds 100 to 120,000. Default: a filler. https://docs.vapi.ai/tools/custom-tools',
      ),
    async: z
      .boolean()
      .default(false)
      .describe('The AI does not wait for a result. Default false. https://docs.vapi.ai/tools/custom-tools'),
    server: server.describe(`Where the call is sent: ${SERVER_DOC}`),
    names: names('credentialId'),
  }),
  outputs: z.strictObject({}),
});

export class Tool extends resourceClass(tool) {}
