import * as z from 'zod/mini';

/** One Vapi call, stored under its id. */
export const aiLegSchema = z.object({
  callSid: z.string().check(z.maxLength(64)),
  /** Whoever has it controls the AI: never logged. */
  controlUrl: z.optional(z.string().check(z.maxLength(600))),
  startedAtMs: z.number(),
  /** The newest end-of-call report; a premature one is replaced by the final one. */
  report: z.optional(
    z.object({
      atMs: z.number(),
      endedReason: z.string().check(z.maxLength(200)),
      summary: z.optional(z.string().check(z.maxLength(2000))),
      /** What it says was put where it belongs. */
      isInterpreted: z.boolean(),
    }),
  ),
});
export type AiLeg = z.infer<typeof aiLegSchema>;
