import { createHmac } from 'node:crypto';
import type { AuthenticationPlan, HmacPlan } from '../rest/credential-schema';
import type { Server } from '../rest/server-schema';

/** What is signed. `timestamp` and `messageId` go into headers as they stand. */
export interface Signed {
  readonly url: string;
  readonly body: string;
  readonly timestamp: string;
  readonly messageId: string;
}

/**
 * The headers by which a webhook proves itself: the credential's, then the legacy `X-Vapi-Secret`, then the server's own
 * static headers, which win. Source: https://docs.vapi.ai/server-url/server-authentication, OpenAPI `Server.headers`.
 */
export function authenticationHeaders(
  server: Server,
  plan: AuthenticationPlan | undefined,
  signed: Signed,
): Record<string, string> {
  const headers: Record<string, string> = {};
  if (plan?.type === 'hmac') Object.assign(headers, hmacHeaders(plan, signed));
  if (plan?.type === 'bearer') {
    const prefix = (plan.bearerPrefixEnabled ?? true) ? 'Bearer ' : '';
    headers[(plan.headerName ?? 'Authorization').toLowerCase()] = prefix + plan.token;
  }
  if (server.secret !== undefined) headers['x-vapi-secret'] = server.secret;
  for (const [name, value] of Object.entries(server.headers ?? {})) headers[name.toLowerCase()] = value;
  return headers;
}

/** Without a timestamp the signed text is the body alone, an assumption: the documentation is silent. */
function hmacHeaders(plan: HmacPlan, signed: Signed): Record<string, string> {
  const withTimestamp = plan.includeTimestamp ?? true;
  const format = plan.payloadFormat ?? (withTimestamp ? '{timestamp}.{body}' : '{body}');
  const values: Record<string, string> = {
    body: signed.body,
    timestamp: signed.timestamp,
    method: 'POST',
    url: signed.url,
    'svix-id': signed.messageId,
  };
  const payload = format.replace(
    /\{(body|timestamp|method|url|svix-id)\}/g,
    (_, name: string) => values[name] ?? '',
  );
  const key = plan.secretIsBase64 ? Buffer.from(plan.secretKey, 'base64') : plan.secretKey;
  const signature = createHmac(plan.algorithm, key)
    .update(payload, 'utf8')
    .digest(plan.signatureEncoding ?? 'hex');
  const headers: Record<string, string> = {
    [(plan.signatureHeader ?? 'x-signature').toLowerCase()]: (plan.signaturePrefix ?? '') + signature,
  };
  if (withTimestamp) headers[(plan.timestampHeader ?? 'x-timestamp').toLowerCase()] = signed.timestamp;
  if (plan.messageIdHeader) headers[plan.messageIdHeader.toLowerCase()] = signed.messageId;
  return headers;
}
