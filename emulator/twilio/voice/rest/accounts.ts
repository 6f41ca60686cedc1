import type { Context } from 'hono';
import { TwilioError } from '../../../core/twilio-error';
import type { VoiceCore } from '../core';

export const ACCOUNT = '/2010-04-01/Accounts/:accountSid';

/** Throws 20404 for another account than the emulator's, and for what was not found in it. */
export function found<T>(core: VoiceCore, c: Context, resource: T | undefined): T {
  const isOwn = c.req.param('accountSid') === core.ctx.account.sid;
  if (!isOwn || resource === undefined) throw TwilioError.notFound(new URL(c.req.url).pathname);
  return resource;
}

/** The `X` of a route's `X.json`. */
export function named(c: Context, param: string): string {
  return (c.req.param(param) ?? '').replace(/\.json$/, '');
}
