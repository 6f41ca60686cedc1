import { z } from 'zod';

/** A SID: two letters and 32 hex digits. */
export function sid(prefix: string): z.ZodString {
  return z.string().regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`), `a SID ${prefix} and 32 hex digits`);
}

export const friendlyName = (limit = 64): z.ZodString => z.string().min(1).max(limit);

/** An absolute http(s) URL; loopback and plain http are for local platforms. */
export const webUrl = (): z.ZodString =>
  z.string().regex(/^https?:\/\/[^\s]+$/, 'an absolute URL that begins with https://');
