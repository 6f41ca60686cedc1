import type { Context } from 'hono';
import { TwilioError } from './twilio-error';

/** A date in the query, milliseconds since the epoch; 400 with code 20001 for what is none. */
export function dateAsked(c: Context, name: string): number | undefined {
  const text = c.req.query(name);
  if (!text) return undefined;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw TwilioError.badRequest(`${name} is not a valid date`);
  return ms;
}
