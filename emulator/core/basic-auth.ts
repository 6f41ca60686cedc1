import { timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Account } from './context';
import { TwilioError } from './twilio-error';

/**
 * Lets a request through that carries the account's SID and token, or an API key's SID and secret, as HTTP Basic
 * credentials; anything else is 401 with code 20003.
 * Source: https://www.twilio.com/docs/usage/requests-to-twilio (authentication), https://www.twilio.com/docs/errors/20003.
 */
export function basicAuth(account: Account): MiddlewareHandler {
  return async (c, next) => {
    if (!isKnown(account, c.req.header('authorization'))) throw new TwilioError(401, 20003, 'Authenticate');
    await next();
  };
}

function isKnown(account: Account, header: string | undefined): boolean {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1];
  if (!encoded) return false;
  const [, user, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  if (user === undefined || password === undefined) return false;
  const secret = user === account.sid ? account.authToken : account.apiKeys.get(user);
  return secret !== undefined && isEqual(secret, password);
}

function isEqual(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
