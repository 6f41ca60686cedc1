import { z } from 'zod';
import { type Schema, vapiDocument } from '../openapi/document';
import { keptChanges, keptObject } from '../openapi/kept';

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

const OAuth2 = z.strictObject({
  type: z.literal('oauth2'),
  url: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  scope: z.string().max(1000).optional(),
});

/** How webhooks prove themselves. Source: https://docs.vapi.ai/server-url/server-authentication. */
const AuthenticationPlan = z.discriminatedUnion('type', [Hmac, Bearer, OAuth2]);

const WebhookCredential = z.strictObject({
  provider: z.literal('webhook'),
  authenticationPlan: AuthenticationPlan,
  name: z.string().min(1).max(40).optional(),
});

/** Credentials of others (voices, models, trunks, stores) are kept and used by nobody here. */
const others: Readonly<Record<string, Schema>> = Object.fromEntries(
  Object.entries(vapiDocument.components.schemas).flatMap(([name, schema]) => {
    const [provider] = schema.properties?.provider?.enum ?? [];
    const isOther = /^Create\w+CredentialDTO$/.test(name) && provider !== 'webhook';
    return isOther ? [[String(provider), schema] as const] : [];
  }),
);

export const Credential = z.discriminatedUnion('provider', [
  WebhookCredential,
  keptObject('provider', Object.keys(others), others),
]);

/** Each field of a PATCH replaces the old one whole. */
export function credentialChanges({ provider }: Credential): z.ZodType<Partial<Credential>> {
  const other = others[provider];
  return (other ? keptChanges(other) : WebhookCredential.partial()) as z.ZodType<Partial<Credential>>;
}

/** How webhooks prove themselves by this credential, if it is for webhooks. */
export function planOf(
  credential: { readonly provider: string } | undefined,
): AuthenticationPlan | undefined {
  return credential?.provider === 'webhook'
    ? (credential as WebhookCredential).authenticationPlan
    : undefined;
}

/** What is not shown again: what the OpenAPI says is not returned, and the secrets of authentication plans. */
const SECRETS: ReadonlySet<string> = new Set([
  ...['apiKey', 'apiSecret', 'authToken', 'authPassword', 'awsAccessKeyId', 'awsSecretAccessKey'],
  ...['hmacSecret', 'secretAccessKey', 'openAIKey', 'ocpApimSubscriptionKey', 'webhookUrl', 'private_key'],
  ...['secretKey', 'token', 'clientSecret'],
]);

export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== 'object') return value;
  const shown = Object.entries(value).filter(([name]) => !SECRETS.has(name));
  return Object.fromEntries(shown.map(([name, one]) => [name, withoutSecrets(one)]));
}

export type HmacPlan = z.infer<typeof Hmac>;
export type OAuth2Plan = z.infer<typeof OAuth2>;
export type AuthenticationPlan = z.infer<typeof AuthenticationPlan>;
type WebhookCredential = z.infer<typeof WebhookCredential>;
export type Credential = z.infer<typeof Credential>;
