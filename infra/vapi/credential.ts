import { z } from 'zod';
import { resourceClass } from '../provider-kit/resource-class';
import { jsonResource } from './json-resource';

/** Vapi does not tell a secret again, so drift of the plan can't be seen; a change in the program is sent. */
export const credential = jsonResource({
  type: 'vapi:index:Credential',
  doc: 'How Vapi proves to our server who it is. https://docs.vapi.ai/server-url/server-authentication',
  collection: '/credential',
  naturalKey: ({ name }) => name,
  constant: { provider: 'webhook' },
  writeOnly: ['authenticationPlan'],
  secrets: ['authenticationPlan'],
  inputs: z.strictObject({
    name: z
      .string()
      .min(1)
      .max(40)
      .describe(
        'Name, unique by our own rule. At most 40 characters. https://docs.vapi.ai/server-url/server-authentication',
      ),
    authenticationPlan: z
      .strictObject({
        type: z.literal('hmac'),
        secretKey: z.string().min(16),
        algorithm: z.enum(['sha256', 'sha512', 'sha1']),
        signatureHeader: z.string().optional(),
        timestampHeader: z.string().optional(),
        signaturePrefix: z.string().optional(),
        includeTimestamp: z.boolean().optional(),
        payloadFormat: z.string().optional(),
        signatureEncoding: z.enum(['hex', 'base64']).optional(),
      })
      .describe(
        'HMAC: secretKey of 16 characters or more; signatureHeader, default x-signature; timestampHeader, default x-timestamp; payloadFormat, default {timestamp}.{body}; signatureEncoding, default hex. https://docs.vapi.ai/server-url/server-authentication',
      ),
  }),
  outputs: z.strictObject({}),
});

export class Credential extends resourceClass(credential) {}
