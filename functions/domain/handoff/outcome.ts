import * as z from 'zod/mini';

/** What made the handoff: the AI's tool, the caller's words, or a line that was lost. */
export const viaSchema = z.enum(['tool', 'keyword', 'ai-lost', 'vapi-down', 'agent-drop']);
export type Via = z.infer<typeof viaSchema>;

export const dispositionSchema = z.enum([
  'connected',
  'caller-left',
  'no-agent',
  'declined',
  'returned-to-ai',
  'ai-lost',
  'failed:task-refused',
  'failed:redirect',
  'failed:transfer',
  'failed:agent-drop',
]);
export type Disposition = z.infer<typeof dispositionSchema>;

const offset = z.optional(z.number());

/** `requested` in milliseconds since the epoch, the others in milliseconds after it. */
export const timesSchema = z.object({
  requested: z.number(),
  queued: offset,
  reserved: offset,
  answered: offset,
  accepted: offset,
  redirected: offset,
  bridged: offset,
  ended: offset,
});
export type Times = z.infer<typeof timesSchema>;

/** One line of the reports: how one handoff ended. Nothing of what was said, and nobody's number. */
export const outcomeSchema = z.object({
  callSid: z.string(),
  handoff: z.number(),
  via: viaSchema,
  disposition: dispositionSchema,
  times: timesSchema,
  /** What the handoff asked for, in words of the vocabulary; '' for the default route. */
  language: z.optional(z.string()),
  department: z.optional(z.string()),
  /** The name of the queue that the task was in last, where it could still be read. */
  queue: z.optional(z.string()),
});
export type Outcome = z.infer<typeof outcomeSchema>;
