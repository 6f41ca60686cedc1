import * as z from 'zod/mini';

const sid = (prefix: string) => z.string().check(z.regex(new RegExp(`^${prefix}[0-9a-f]{32}$`)));

const agentLegSchema = z.object({
  callSid: sid('CA'),
  n: z.string().check(z.regex(/^[1-9]\d{0,5}$/)),
  task: sid('WT'),
  reservation: sid('WR'),
  worker: sid('WK'),
});

/** Whom an agent's leg is for: in the query of every URL that the leg requests. */
export interface AgentLeg {
  /** The caller's. */
  readonly callSid: string;
  readonly n: number;
  readonly task: string;
  readonly reservation: string;
  readonly worker: string;
}

export function agentLegQuery(leg: AgentLeg): Record<keyof AgentLeg, string> {
  const { callSid, n, task, reservation, worker } = leg;
  return { callSid, n: String(n), task, reservation, worker };
}

/** Undefined for a query that is none of ours. */
export function readAgentLeg(query: unknown): AgentLeg | undefined {
  const parsed = agentLegSchema.safeParse(query);
  return parsed.success ? { ...parsed.data, n: Number(parsed.data.n) } : undefined;
}
