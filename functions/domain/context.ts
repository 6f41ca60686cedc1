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
  /** When Vapi created that AI leg, where known. */
  legAtMs: z.optional(z.number()),
  caller: z.optional(z.string()),
  language: z.string(),
  reason: z.optional(z.string()),
  slots: z.record(z.string(), z.string()),
  /** Oldest first. */
  turns: z.array(turnSchema),
  /** The moment of the turns: other news may be newer, and says nothing of them. */
  turnsAtMs: z.optional(z.number()),
  /** So many of the first turns were had with earlier AI legs. */
  earlier: z.optional(z.number()),
  summary: z.optional(z.string()),
  /** What an agent who had the caller wants the next one, human or AI, to know. */
  note: z.optional(z.string()),
});
export type CallContext = z.infer<typeof contextSchema>;

/** New knowledge of a call. What is left out is not known, and what is known already stays. */
export const contextUpdateSchema = z.object({
  atMs: z.number(),
  leg: z.string(),
  /** When Vapi created that AI leg, by Vapi's own clock. */
  legAtMs: z.optional(z.number()),
  /** This AI leg has the caller as of now; another one's late news no longer counts. */
  isNewLeg: z.optional(z.boolean()),
  caller: z.optional(z.string()),
  language: z.optional(z.string()),
  reason: z.optional(z.string()),
  slots: z.optional(z.record(z.string(), z.string())),
  /** All of this AI leg's. */
  turns: z.optional(z.readonly(z.array(turnSchema))),
  summary: z.optional(z.string()),
  note: z.optional(z.string()),
});
export type ContextUpdate = Readonly<z.infer<typeof contextUpdateSchema>>;

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
 * what is missing even when late. A new AI leg's turns come after those of the legs before it. Of an AI leg that no longer
 * has the caller only its summary counts, if there is none.
 * The same context (by reference) comes back when it says all of it already.
 */
export function mergeContext(context: CallContext, update: ContextUpdate): CallContext {
  const isSameLeg = [context.leg, ''].includes(update.leg) || context.leg === '';
  if (!isSameLeg && !hasCaller(update, context))
    return fit(
      { ...context, summary: context.summary ?? update.summary, note: update.note ?? context.note },
      context,
    );
  const isNewer = !isSameLeg || update.atMs >= context.atMs;
  const [first, second] = isNewer ? [context, update] : [update, context];
  const merged = {
    callSid: context.callSid,
    atMs: Math.max(context.atMs, update.atMs),
    leg: second.leg || first.leg,
    legAtMs: isSameLeg ? (context.legAtMs ?? update.legAtMs) : update.legAtMs,
    caller: second.caller ?? first.caller,
    language: second.language ?? first.language ?? context.language,
    reason: second.reason ?? first.reason,
    slots: { ...first.slots, ...second.slots },
    ...turnsWith(context, update, isSameLeg),
    summary: second.summary ?? first.summary,
    note: second.note ?? first.note,
  };
  return fit(merged, context);
}

/** Whether another AI leg than the context's has the caller now: whoever gave it to him knows, else Vapi's clock says it. */
function hasCaller(update: ContextUpdate, context: CallContext): boolean {
  const [before, after] = [context.legAtMs, update.legAtMs];
  return update.isNewLeg === true || (before !== undefined && after !== undefined && after > before);
}

/** Those of this AI leg, which are told whole each time, after those of the AI legs before it. */
function turnsWith(
  context: CallContext,
  { turns: told, atMs }: ContextUpdate,
  isSameLeg: boolean,
): Pick<CallContext, 'turns' | 'turnsAtMs' | 'earlier'> {
  const { turns, turnsAtMs, earlier } = context;
  if (isSameLeg && (!told || atMs < (turnsAtMs ?? 0))) return { turns, turnsAtMs, earlier };
  const before = isSameLeg ? (earlier ?? 0) : turns.length - overlap(turns, told ?? []);
  if (!told) return { turns, turnsAtMs: undefined, earlier: before };
  return { turns: [...turns.slice(0, before), ...told], turnsAtMs: atMs, earlier: before };
}

/** How many of the last turns are the first told: an AI leg that has the caller again begins where it began. */
function overlap(turns: readonly Turn[], told: readonly Turn[]): number {
  for (let count = Math.min(turns.length, told.length); count > 0; count -= 1)
    if (JSON.stringify(turns.slice(-count)) === JSON.stringify(told.slice(0, count))) return count;
  return 0;
}

/** An update with no more in it than a context has room for. */
export function fitUpdate(update: ContextUpdate): ContextUpdate {
  const { caller, reason, slots, turns, summary, note } = newContext('', update, '');
  return {
    ...{ ...update, caller, reason, summary, note },
    slots: update.slots && slots,
    turns: update.turns && turns,
  };
}

/** Two updates that are written as one. */
export function mergeUpdates(one: ContextUpdate, other: ContextUpdate): ContextUpdate {
  const [older, newer] = one.atMs <= other.atMs ? [one, other] : [other, one];
  const known = Object.entries(newer).filter(([, value]) => value !== undefined);
  const merged = { ...older, ...(Object.fromEntries(known) as unknown as ContextUpdate) };
  return older.slots && newer.slots ? { ...merged, slots: { ...older.slots, ...newer.slots } } : merged;
}

/** Cuts what is long, then drops the oldest turns, then the last slots, until it fits. */
function fit(wanted: CallContext, before: CallContext): CallContext {
  let turns = wanted.turns
    .slice(-MOST_TURNS)
    .map(({ by, text }) => ({ by, text: shorten(text, LONGEST_TURN) }));
  const slots = Object.entries(wanted.slots).map(([key, value]) => [shorten(key, 64), shorten(value, 600)]);
  const earlier = (): number => Math.max(0, (wanted.earlier ?? 0) - (wanted.turns.length - turns.length));
  const build = (): CallContext => ({
    callSid: wanted.callSid,
    atMs: wanted.atMs,
    leg: wanted.leg,
    ...(wanted.legAtMs !== undefined && { legAtMs: wanted.legAtMs }),
    ...given('caller', wanted.caller, 64),
    language: wanted.language,
    ...given('reason', wanted.reason, LONGEST_TURN),
    slots: Object.fromEntries(slots),
    turns,
    ...(wanted.turnsAtMs !== undefined && { turnsAtMs: wanted.turnsAtMs }),
    ...(earlier() > 0 && { earlier: earlier() }),
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

/** The moments alone are no news. */
function isSame(one: CallContext, other: CallContext): boolean {
  const timeless = (context: CallContext): string => JSON.stringify({ ...context, atMs: 0, turnsAtMs: 0 });
  return timeless(one) === timeless(other);
}

function given<K extends string>(key: K, value: string | undefined, longest: number): { [P in K]?: string } {
  return (value === undefined ? {} : { [key]: shorten(value, longest) }) as { [P in K]?: string };
}
