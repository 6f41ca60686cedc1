import { z } from 'zod';

const Hmac = z.strictObject({
  type: z.literal('hmac'),
  secretKey: z.string(),
  algorithm: z.enum(['sha256', 'sha512', 'sha1']),
  signatureHeader: z.string().optional(),
  timestampHeader: z.string().optional(),
  signaturePrefix: z.string().optional(),
  includeTimestamp: z.boolean().optional(),
  payloadFormat: z.string().optional(),
  messageIdHeader: z.string().optional(),
  signatureEncoding: z.enum(['hex', 'base64']).optional(),
  secretIsBase64: z.boolean().optional(),
});

const Bearer = z.strictObject({
  type: z.literal('bearer'),
  token: z.string(),
  headerName: z.string().optional(),
  bearerPrefixEnabled: z.boolean().optional(),
});

/** How webhooks prove themselves. Source: https://docs.vapi.ai/server-url/server-authentication. */
const AuthenticationPlan = z.discriminatedUnion('type', [Hmac, Bearer]);

export const WebhookCredential = z.strictObject({
  provider: z.literal('webhook'),
  authenticationPlan: AuthenticationPlan,
  name: z.string().min(1).max(40).optional(),
});

export type HmacPlan = z.infer<typeof Hmac>;
export type AuthenticationPlan = z.infer<typeof AuthenticationPlan>;
export type WebhookCredential = z.infer<typeof WebhookCredential>;
