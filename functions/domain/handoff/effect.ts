import * as z from 'zod/mini';
import { contextUpdateSchema } from '../context';
import { dispositionSchema, timesSchema, viaSchema } from './outcome';

const sid = z.string().check(z.maxLength(64));

/**
 * What a decision wants done outside. Each can be repeated without harm, each carries all it needs: the handoff may be
 * another one by the time it is done.
 */
export const effectSchema = z.discriminatedUnion('do', [
  /** Puts what the request for a human held into the call's context. The one effect with personal data; gone in a moment. */
  z.object({ do: z.literal('store-context'), update: contextUpdateSchema }),
  /** Writes the outcome to the task and ends it, completed or canceled by its status. Without `task`, whatever task handoff `n` has. */
  z.object({
    do: z.literal('settle-task'),
    task: z.optional(sid),
    n: z.number(),
    disposition: dispositionSchema,
    /** The call was being passed on: this reservation is rejected first. */
    reject: z.optional(sid),
    /** Not before: a request to create the task may still be on its way. */
    afterMs: z.optional(z.number()),
  }),
  /** Keeps this handoff's task from this worker and rejects the reservation. Dropped at the end: the task ends too. */
  z.object({ do: z.literal('refuse'), reservation: sid, worker: sid }),
  /** Ends the agent's leg, with words where somebody listens. */
  z.object({
    do: z.literal('end-agent'),
    call: sid,
    say: z.optional(z.enum(['caller-left', 'too-late', 'trouble'])),
  }),
  /** From now on the conference goes on without this leg. Dropped at the end: the conference ends too. */
  z.object({ do: z.literal('let-go'), n: z.number(), call: sid }),
  /** This agent has passed the call on and left: his part of the task is done, once he has wrapped up or at `untilMs`. */
  z.object({
    do: z.literal('release'),
    task: sid,
    reservation: sid,
    untilMs: z.optional(z.number()),
  }),
  /** The caller hears from the AI how it went. */
  z.object({
    do: z.literal('tell-ai'),
    leg: z.string(),
    what: z.enum(['nobody', 'failed', 'unmute']),
    /** Once more from then on: a request to mute it may still be on its way. */
    afterMs: z.optional(z.number()),
  }),
  /** The caller's leg goes to the hold loop, which decides where it goes from there. */
  z.object({ do: z.literal('caller-back'), n: z.number(), via: z.optional(viaSchema) }),
  z.object({
    do: z.literal('outcome'),
    n: z.number(),
    via: viaSchema,
    disposition: dispositionSchema,
    language: z.optional(z.string()),
    department: z.optional(z.string()),
    times: timesSchema,
  }),
]);
export type Effect = z.infer<typeof effectSchema>;
