import * as z from 'zod/mini';

/** How long an agent may take over the wrap-up; then the task is completed for him. */
const WRAP_UP_MS = 10 * 60_000;

/**
 * The task attribute `wrapUp`. The agent's page sets it when the call is taken, which says that the agent completes the
 * task there; later the page adds `outcome` and `note`. `untilMs` is set when the call ends.
 */
const wrapUpSchema = z.looseObject({ untilMs: z.optional(z.number()) });

/** The attributes once the call is over: how long the wrap-up may take. Unchanged where the agent has no page open. */
export function wrapUpBegun(attributes: Readonly<Record<string, unknown>>, nowMs: number): object {
  const parsed = wrapUpSchema.safeParse(attributes.wrapUp);
  return parsed.success ? { wrapUp: { ...parsed.data, untilMs: nowMs + WRAP_UP_MS } } : {};
}

/** Whether the agent still has time for the wrap-up. */
export function isWrappingUp(attributes: Readonly<Record<string, unknown>>, nowMs: number): boolean {
  const parsed = wrapUpSchema.safeParse(attributes.wrapUp);
  return parsed.success && parsed.data.untilMs !== undefined && nowMs < parsed.data.untilMs;
}
