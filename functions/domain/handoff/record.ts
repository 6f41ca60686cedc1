import * as z from 'zod/mini';
import { dispositionSchema, timesSchema, viaSchema } from './outcome';
import { effectSchema } from './effect';

const sid = z.string().check(z.maxLength(64));

const agentLeg = { task: sid, reservation: sid, worker: sid, agentCall: sid };

/** `deadlineMs`: from then on the sweeper looks after it. */
const deadline = { deadlineMs: z.number() };

const nextSchema = z.object({
  /** `joining`: has accepted and is on the way into the conference. */
  name: z.enum(['ringing', 'whispering', 'joining']),
  reservation: sid,
  worker: sid,
  agentCall: sid,
});

const stateSchema = z.discriminatedUnion('name', [
  /** The gate is passed, the task is not known yet. */
  z.object({ name: z.literal('requested'), ...deadline }),
  z.object({ name: z.literal('queued'), task: sid, ...deadline }),
  z.object({ name: z.literal('ringing'), ...agentLeg, ...deadline }),
  z.object({ name: z.literal('whispering'), ...agentLeg, ...deadline }),
  /** The human has accepted; caller and human are being brought together. `sent`: Vapi was told to transfer. */
  z.object({
    name: z.literal('transferring'),
    ...agentLeg,
    bridge: z.enum(['conference', 'vapi']),
    sent: z.optional(z.literal(true)),
    /** The agent was alone in the conference when last heard of. */
    alone: z.optional(z.literal(true)),
    ...deadline,
  }),
  z.object({
    name: z.literal('bridged'),
    ...agentLeg,
    bridge: z.enum(['conference', 'vapi']),
    /** Since when this agent has the caller, where another one had him before. */
    sinceMs: z.optional(z.number()),
    /** The call is being passed on to this agent. */
    next: z.optional(nextSchema),
    /** This agent has passed the call on and is still in the conference. */
    was: z.optional(z.object({ reservation: sid, agentCall: sid })),
    ...deadline,
  }),
  z.object({ name: z.literal('closed'), disposition: dispositionSchema }),
]);

/** The newest handoff of one call, as it is stored. No personal data. */
export const handoffSchema = z.object({
  v: z.literal(1),
  /** Counts the handoffs of a call, from 1. */
  n: z.number(),
  via: viaSchema,
  /** Who answered the call first: our number's voice URL, or Vapi (then we may not own the call). */
  origin: z.enum(['twilio', 'vapi']),
  /** The Vapi call id of the AI leg that has the caller, or had it when the handoff began; '' when there is none. */
  leg: z.string().check(z.maxLength(64)),
  waits: z.enum(['ai', 'hold']),
  language: z.string().check(z.maxLength(8)),
  /** A word of the vocabulary; '' for the default route. */
  department: z.string().check(z.maxLength(32)),
  state: stateSchema,
  /** Nobody takes the call by then: over. */
  untilMs: z.number(),
  /** Rises with every lease. */
  fence: z.number(),
  lease: z.optional(z.object({ owner: z.string().check(z.maxLength(64)), untilMs: z.number() })),
  /** Effects that the last decisions want and that are not known to have happened. */
  todo: z.array(effectSchema),
  times: timesSchema,
  /** Agents whose phone rang, and those of them who declined. */
  rung: z.number(),
  declined: z.number(),
  /** The last two reservations that ended without a bridge. */
  over: z.array(sid),
});

export type Handoff = z.infer<typeof handoffSchema>;
export type HandoffState = Handoff['state'];

export type Bridged = Extract<HandoffState, { name: 'bridged' }>;

export type AgentState = Extract<HandoffState, { agentCall: string }>;
