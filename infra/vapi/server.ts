import { z } from 'zod';

/** Vapi's Server object: where it sends a webhook. https://docs.vapi.ai/server-url */
export const server = z.strictObject({
  url: z.string().regex(/^https?:\/\/\S+$/, 'an absolute URL that begins with https://'),
  timeoutSeconds: z.number().min(1).max(300).optional(),
  credentialId: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  backoffPlan: z
    .strictObject({
      type: z.enum(['fixed', 'exponential']),
      maxRetries: z.number().int().min(0).max(10),
      baseDelaySeconds: z.number().min(0).max(10),
      excludedStatusCodes: z.array(z.number().int()).optional(),
    })
    .optional(),
});

export const SERVER_DOC =
  'url; timeoutSeconds 1 to 300, default 20; credentialId; static headers; backoffPlan, default no retry. https://docs.vapi.ai/server-url';
