import * as z from 'zod/mini';

/** An agent's sign-in to the page: stored once per link, so that a link opens one session only. */
export const consoleSessionSchema = z.object({
  worker: z.string().check(z.maxLength(64)),
  /** Milliseconds since the epoch; from then on the session opens nothing. */
  expiresAtMs: z.number(),
  /** Signed out, or taken back: it opens nothing any more. */
  endedAtMs: z.optional(z.number()),
});
export type ConsoleSession = z.infer<typeof consoleSessionSchema>;
