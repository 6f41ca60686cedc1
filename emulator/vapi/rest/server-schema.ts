import { z } from 'zod';

const BackoffPlan = z.strictObject({
  type: z.enum(['fixed', 'exponential']).default('fixed'),
  maxRetries: z.number().min(0).max(10).default(0),
  baseDelaySeconds: z.number().min(0).max(10).default(1),
  excludedStatusCodes: z.array(z.number()).optional(),
});

/**
 * Where webhooks go. `secret` is gone from the OpenAPI and still accepted.
 * Source: https://docs.vapi.ai/server-url/setting-server-urls, OpenAPI `Server`.
 */
export const Server = z.strictObject({
  url: z.string().optional(),
  timeoutSeconds: z.number().min(1).max(300).optional(),
  credentialId: z.uuid().optional(),
  staticIpAddressesEnabled: z.boolean().optional(),
  encryptedPaths: z.array(z.string()).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  backoffPlan: BackoffPlan.optional(),
  secret: z.string().optional(),
});

export type Server = z.infer<typeof Server>;
