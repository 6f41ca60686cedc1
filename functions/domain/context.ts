import * as z from 'zod/mini';
import { shorten, utf8Length } from './text-length';

/** Sync's limit is 16 KiB; from 10 KiB on writes are budgeted tighter, and ours are rare enough for that. */
export const CONTEXT_LIMIT_BYTES = 14 * 1024;
const LONGEST_TURN = 600;
const LONGEST_SUMMARY = 2000;
const LONGEST_NOTE = 1000;
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
  /** What an agent who had the caller wants the next one, human or AI, to know. */
  note: z.optional(z.string()),
});
export type CallContext = z.infer<typeof contextSchema>;

/** New knowledge of a call. What is left out is not known, and what is known already stays. */
export interface ContextUpdate {
  readonly atMs: number;
  readonly leg: string;
  /** This AI leg has just got the caller; another one's late news no longer counts. */
  readonly isNewLeg?: boolean;
  readonly caller?: string | undefined;
  readonly language?: string | undefined;
  readonly reason?: string | undefined;
  readonly slots?: Readonly<Record<string, string>> | undefined;
  readonly turns?: readonly Turn[] | undefined;
  readonly summary?: string | undefined;
  readonly note?: string | undefined;
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
 * what is missing even when late. Of an AI leg that no longer has the caller only its summary counts, if there is none.
 * The same context (by reference) comes back when it says all of it already.
 */
export function mergeContext(context: CallContext, update: ContextUpdate): CallContext {
  const isLate = context.leg !== '' && update.leg !== context.leg && !update.isNewLeg;
  if (isLate)
    return fit(
      { ...context, summary: context.summary ?? update.summary, note: update.note ?? context.note },
      context,
    );
  const isNewer = update.atMs >= context.atMs;
  const [first, second] = isNewer ? [context, update] : [update, context];
  const turns = update.turns && (isNewer || context.turns.length === 0) ? update.turns : context.turns;
  const merged = {
    callSid: context.callSid,
    atMs: Math.max(context.atMs, update.atMs),
    leg: second.leg || first.leg,
    caller: second.caller ?? first.caller,
    language: second.language ?? first.language ?? context.language,
    reason: second.reason ?? first.reason,
    slots: { ...first.slots, ...second.slots },
    turns: [...turns],
    summary: second.summary ?? first.summary,
    note: second.note ?? first.note,
  };
  return fit(merged, context);
}

/** Two updates that are written as one. */
export function mergeUpdates(one: ContextUpdate, other: ContextUpdate): ContextUpdate {
  const [older, newer] = one.atMs <= other.atMs ? [one, other] : [other, one];
  const known = Object.entries(newer).filter(([, value]) => value !== undefined);
  return { ...older, ...(Object.fromEntries(known) as unknown as ContextUpdate) };
}

/** Cuts what is long, then drops the oldest turns, then the last slots, until it fits. */
function fit(wanted: CallContext, before: CallContext): CallContext {
  let turns = wanted.turns
    .slice(-MOST_TURNS)
    .map(({ by, text }) => ({ by, text: shorten(text, LONGEST_TURN) }));
  const slots = Object.entries(wanted.slots).map(([key, value]) => [shorten(key, 64), shorten(value, 600)]);
  const build = (): CallContext => ({
    callSid: wanted.callSid,
    atMs: wanted.atMs,
    leg: wanted.leg,
    ...given('caller', wanted.caller, 64),
    language: wanted.language,
    ...given('reason', wanted.reason, LONGEST_TURN),
    slots: Object.fromEntries(slots),
    turns,
    ...given('summary', wanted.summary, LONGEST_SUMMARY),
    ...given('note', wanted.note, LONGEST_NOTE),
  });
  while (utf8Length(JSON.stringify(build())) > CONTEXT_LIMIT_BYTES) {
    if (turns.length > 0) turns = turns.slice(1);
    else slots.pop();
  }
  const fitted = build();
  return isSame(fitted, before) ? before : fitted;
}

/** The moment alone is no news. */
function isSame(one: CallContext, other: CallContext): boolean {
  return JSON.stringify({ ...one, atMs: 0 }) === JSON.stringify({ ...other, atMs: 0 });
}

function given<K extends string>(key: K, value: string | undefined, longest: number): { [P in K]?: string } {
  return (value === undefined ? {} : { [key]: shorten(value, longest) }) as { [P in K]?: string };
}
