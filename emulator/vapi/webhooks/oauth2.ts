import type { Webhooks } from '../../core/webhooks';
import type { OAuth2Plan } from '../rest/credential-schema';
import { objectIn } from './json-answer';

/** Nobody documents how long Vapi waits for a token. */
const TIMEOUT_MS = 10_000;

/**
 * The header with a token by client credentials, or none where no token comes. It is asked for before each message, so
 * that nothing has to be kept. Source: RFC 6749 4.4, OpenAPI `OAuth2AuthenticationPlan`.
 */
export async function oauth2Headers(
  webhooks: Webhooks,
  { url, clientId, clientSecret, scope }: OAuth2Plan,
): Promise<Record<string, string>> {
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    ...(scope === undefined ? {} : { scope }),
  };
  const { body } = await webhooks.send({ kind: 'vapi.oauth2-token', url, form, timeoutMs: TIMEOUT_MS });
  const token = objectIn(body)?.access_token;
  return typeof token === 'string' ? { authorization: `Bearer ${token}` } : {};
}
