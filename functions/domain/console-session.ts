import * as z from 'zod/mini';

/** A sign-in to the agent's page or to the board: stored once per link, so that a link opens one session only. */
export const consoleSessionSchema = z.object({
  worker: z.optional(z.string().check(z.maxLength(64))),
  /** Instead of the worker: the supervisor's name. */
  supervisor: z.optional(z.string().check(z.maxLength(64))),
  /** Milliseconds since the epoch; from then on the session opens nothing. */
  expiresAtMs: z.number(),
  /** Signed out, or taken back: it opens nothing any more. */
  endedAtMs: z.optional(z.number()),
});
export type ConsoleSession = z.infer<typeof consoleSessionSchema>;
