import { timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { NestError } from './nest-error';

const INVALID_KEY =
  'Invalid Key. Hot tip, you may be using the private key instead of the public key, or vice versa.';

/** Lets a request through that carries one of `keys` as a Bearer token; anything else is 401. */
export function bearer(keys: readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    requireBearer(c, keys);
    await next();
  };
}

export function requireBearer(c: Context, keys: readonly string[]): void {
  const given = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (given === undefined || !keys.some((key) => isEqual(key, given))) throw new NestError(401, INVALID_KEY);
}

function isEqual(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
