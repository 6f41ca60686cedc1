import * as z from 'zod/mini';
import { shorten, utf8Length } from './text-length';

/** Sync's limit is 16 KiB; from 10 KiB on writes are budgeted tighter, and ours are rare enough for that. */
export const CONTEXT_LIMIT_BYTES = 14 * 1024;
const LONGEST_TURN = 600;
const LONGEST_SUMMARY = 2000;
const MOST_TURNS = 40;

const turnSchema = z.object({ by: z.enum(['caller', 'ai']), text: z.string() });
export type Turn = z.infer<typeof turnSchema>;

/** What is known of a call's conversation: for the agent's screen, for the whisper, and for the AI that takes over. */
export const contextSchema = z.object({
  callSid: z.string(),
  /** The newest moment that it holds, milliseconds since the epoch. */
  atMs: z.number(),
  leg: z.string(),
  caller: z.optional(z.string()),
  language: z.string(),
  reason: z.optional(z.string()),
  slots: z.record(z.string(), z.string()),
  /** Oldest first. */
  turns: z.array(turnSchema),
  summary: z.optional(z.string()),
});
export type CallContext = z.infer<typeof contextSchema>;

/** New knowledge of a call. What is left out is not known, and what is known already stays. */
export interface ContextUpdate {
  readonly atMs: number;
  readonly leg: string;
  readonly caller?: string | undefined;
  readonly language?: string | undefined;
  readonly reason?: string | undefined;
  readonly slots?: Readonly<Record<string, string>> | undefined;
  readonly turns?: readonly Turn[] | undefined;
  readonly summary?: string | undefined;
}

export function newContext(callSid: string, update: ContextUpdate, defaultLanguage: string): CallContext {
  const empty = {
    callSid,
    atMs: update.atMs,
    leg: update.leg,
    language: defaultLanguage,
    slots: {},
    turns: [],
  };
  return mergeContext(empty, update);
}

/**
 * Puts new knowledge into a context, whatever order it comes in: the newest turns and language win, texts and slots fill
 * what is missing even when late. The same context (by reference) comes back when it says all of it already.
 */
export function mergeContext(context: CallContext, update: ContextUpdate): CallContext {
  const isNewer = update.atMs >= context.atMs;
  const [first, second] = isNewer ? [context, update] : [update, context];
  const turns = update.turns && (isNewer || context.turns.length === 0) ? [...update.turns] : context.turns;
  const merged = {
    callSid: context.callSid,
    atMs: Math.max(context.atMs, update.atMs),
    leg: second.leg || first.leg,
    language: second.language ?? first.language ?? context.language,
    slots: { ...first.slots, ...second.slots },
    turns: turns.slice(-MOST_TURNS).map(({ by, text }) => ({ by, text: shorten(text, LONGEST_TURN) })),
    ...given('caller', second.caller ?? first.caller, 64),
    ...given('reason', second.reason ?? first.reason, LONGEST_TURN),
    ...given('summary', second.summary ?? first.summary, LONGEST_SUMMARY),
  };
  const fitted = fit(merged);
  return JSON.stringify({ ...fitted, atMs: 0 }) === JSON.stringify({ ...context, atMs: 0 })
    ? context
    : fitted;
}

function given<K extends string>(key: K, value: string | undefined, longest: number): { [P in K]?: string } {
  return (value === undefined ? {} : { [key]: shorten(value, longest) }) as { [P in K]?: string };
}

/** Drops the oldest turns, then the last slots, until it fits. */
function fit(context: CallContext): CallContext {
  let { turns } = context;
  const slots = Object.entries(context.slots).map(([key, value]) => [shorten(key, 64), shorten(value, 600)]);
  const build = (): CallContext => ({ ...context, turns, slots: Object.fromEntries(slots) });
  while (utf8Length(JSON.stringify(build())) > CONTEXT_LIMIT_BYTES) {
    if (turns.length > 0) turns = turns.slice(1);
    else slots.pop();
  }
  return build();
}
