import { z } from 'zod';
import { names } from '../provider-kit/references';
import { resourceClass } from '../provider-kit/resource-class';
import { jsonResource } from './json-resource';
import { SERVER_DOC, server } from './server';

const SOURCE = 'https://docs.vapi.ai/api-reference/assistants/create';
const open = z.record(z.string(), z.unknown());

export const assistant = jsonResource({
  type: 'vapi:index:Assistant',
  doc: `An AI that talks with callers. ${SOURCE}`,
  collection: '/assistant',
  naturalKey: ({ name }) => name,
  references: ['toolIds', 'credentialId'],
  guarded: ['server'],
  inputs: z.strictObject({
    name: z
      .string()
      .min(1)
      .max(40)
      .describe(`Name, unique by our own rule. At most 40 characters. ${SOURCE}`),
    model: z
      .looseObject({
        provider: z.string(),
        model: z.string(),
        messages: z.array(
          z.strictObject({ role: z.enum(['system', 'assistant', 'user']), content: z.string() }),
        ),
        toolIds: z.array(z.string()).optional(),
      })
      .describe(
        `provider, model, messages (the prompt), toolIds, temperature and what else the provider takes. ${SOURCE}`,
      ),
    voice: open.optional().describe(`Provider and voice. Default: Vapi's. ${SOURCE}`),
    transcriber: open
      .optional()
      .describe(`Provider, model and language of the speech recognition. Default: Vapi's. ${SOURCE}`),
    firstMessage: z
      .string()
      .optional()
      .describe(`What the AI says first; Liquid. Default: nothing. ${SOURCE}`),
    firstMessageMode: z
      .enum([
        'assistant-speaks-first',
        'assistant-speaks-first-with-model-generated-message',
        'assistant-waits-for-user',
      ])
      .default('assistant-speaks-first')
      .describe(`Who speaks first. Default assistant-speaks-first. ${SOURCE}`),
    server: server.describe(`Where the assistant's events are sent: ${SERVER_DOC}`),
    serverMessages: z
      .array(z.string())
      .describe(`Which events are sent; replaces Vapi's own list. ${SOURCE}`),
    maxDurationSeconds: z
      .number()
      .int()
      .min(10)
      .max(43_200)
      .default(600)
      .describe(`Seconds after which a call is ended. 10 to 43,200, default 600. ${SOURCE}`),
    backgroundSound: z
      .string()
      .default('office')
      .describe(`off, office or a URL: a line that is never dead. Default office. ${SOURCE}`),
    hooks: z
      .array(open)
      .default([])
      .describe(
        'What happens at events such as customer.speech.timeout. Default none. https://docs.vapi.ai/assistants/assistant-hooks',
      ),
    endCallMessage: z
      .string()
      .max(1000)
      .optional()
      .describe(`What the AI says before it hangs up. At most 1,000 characters; default nothing. ${SOURCE}`),
    endCallPhrases: z
      .array(z.string())
      .optional()
      .describe(`Phrases of the AI that end the call. Default none. ${SOURCE}`),
    analysisPlan: open.optional().describe(`Summary after the call. Default: Vapi's. ${SOURCE}`),
    artifactPlan: open.optional().describe(`Recording and transcript. Default: Vapi's. ${SOURCE}`),
    names: names('toolIds and credentialId'),
    metadata: open.optional().describe(`Data of our own, kept with the assistant. Default none. ${SOURCE}`),
  }),
  outputs: z.strictObject({}),
});

export class Assistant extends resourceClass(assistant) {}
