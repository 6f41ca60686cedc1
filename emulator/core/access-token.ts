import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Account } from './context';
import { TwilioError } from './twilio-error';

/** What a valid access token says. `grants` is keyed as in the token: `task_router`, `data_sync`, `voice`. */
export interface AccessToken {
  readonly identity: string;
  readonly expiresMs: number;
  readonly grants: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
}

const MAX_LIFETIME_SECONDS = 24 * 3600;

/**
 * Reads a Twilio access token: a JWT signed by HS256 with the secret of one of the account's API keys. Every refusal is a
 * 401: 20101 no token, 20102 header, 20103 issuer or subject, 20104 expired or good for more than 24 h, 20105 not yet
 * valid, 20106 grants, 20107 signature.
 * Source: https://www.twilio.com/docs/iam/access-tokens, https://www.twilio.com/docs/api/errors/20101 and following.
 */
export function readAccessToken(text: string, account: Account, nowMs: number): AccessToken {
  const [head = '', body = '', signature = '', ...rest] = text.split('.');
  const header = decoded(head);
  const claims = decoded(body);
  if (!header || !claims || rest.length > 0) throw refusal(20101, 'Invalid Access Token');
  if (header['alg'] !== 'HS256' || header['typ'] !== 'JWT' || header['cty'] !== 'twilio-fpa;v=1')
    throw refusal(20102, 'Invalid Access Token header');
  const secret = account.apiKeys.get(String(claims['iss']));
  if (secret === undefined || claims['sub'] !== account.sid)
    throw refusal(20103, 'Invalid Access Token issuer/subject');
  if (!isSignature(signature, createHmac('sha256', secret).update(`${head}.${body}`).digest()))
    throw refusal(20107, 'Invalid Access Token signature');
  const [expires, issued, from] = [claims['exp'], claims['iat'], claims['nbf']];
  const now = nowMs / 1000;
  const start = typeof issued === 'number' ? issued : now;
  if (typeof expires !== 'number' || expires <= now || expires - start > MAX_LIFETIME_SECONDS)
    throw refusal(20104, 'Access Token expired or expiration date invalid');
  if (typeof from === 'number' && from > now) throw refusal(20105, 'Access Token not yet valid');
  const { grants } = claims;
  if (!isObject(grants) || typeof grants['identity'] !== 'string' || grants['identity'] === '')
    throw refusal(20106, 'Invalid Access Token grants');
  return {
    identity: grants['identity'],
    expiresMs: expires * 1000,
    grants: Object.fromEntries(
      Object.entries(grants).flatMap(([name, grant]) => (isObject(grant) ? [[name, grant]] : [])),
    ),
  };
}

function decoded(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isSignature(given: string, wanted: Buffer): boolean {
  const bytes = Buffer.from(given, 'base64url');
  return bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refusal(code: number, message: string): TwilioError {
  return new TwilioError(401, code, message);
}
