import * as z from 'zod/mini';
import { amendAttributes } from './task-attributes';
import { shorten } from './text-length';

/** How long an agent may take over the wrap-up; then it is ended for him. */
export const WRAP_UP_MS = 10 * 60_000;

export const WRAP_UP_OUTCOMES = ['resolved', 'follow-up', 'not-resolved'] as const;

/** What an agent says of a call that he had. */
export interface WrapUp {
  readonly outcome: (typeof WRAP_UP_OUTCOMES)[number];
  /** `''` for none. */
  readonly note: string;
}

/** One line of the list of outcomes, beside the outcome of the handoff itself. The last one of a reservation stands. */
export interface WrapUpLine {
  readonly callSid: string;
  readonly handoff: number;
  readonly wrapUp: WrapUp & { readonly worker: string; readonly reservation: string };
}

/**
 * The task attribute `wrapUp`. `by` has each agent who took the call with the page open, by reservation: the page puts him
 * there with `isOpen`, which says that he wraps up there; `outcome` and `note` follow. `untilMs` is set when the call ends.
 */
const wrapUpSchema = z.looseObject({
  untilMs: z.optional(z.number()),
  by: z.optional(z.record(z.string(), z.looseObject({ isOpen: z.optional(z.boolean()) }))),
});
type Attributes = Readonly<Record<string, unknown>>;

function wrapUpOf({ wrapUp }: Attributes): z.infer<typeof wrapUpSchema> | undefined {
  const parsed = wrapUpSchema.safeParse(wrapUp);
  return parsed.success ? parsed.data : undefined;
}

/** The attributes once the call is over: how long the wrap-up may take. Unchanged where nobody has one to do. */
export function wrapUpBegun(attributes: Attributes, nowMs: number): object {
  if (!isAnyOpen(attributes)) return {};
  return { wrapUp: { ...wrapUpOf(attributes), untilMs: nowMs + WRAP_UP_MS } };
}

/** Whether there still is time for the wrap-up of who had the call last. */
export function isWrappingUp(attributes: Attributes, nowMs: number): boolean {
  const untilMs = wrapUpOf(attributes)?.untilMs;
  return untilMs !== undefined && nowMs < untilMs && isAnyOpen(attributes);
}

export function isOpen(attributes: Attributes, reservation: string): boolean {
  return wrapUpOf(attributes)?.by?.[reservation]?.isOpen === true;
}

/** A page that names no reservation has one to do too. */
export function isAnyOpen(attributes: Attributes): boolean {
  const wrapUp = wrapUpOf(attributes);
  return wrapUp !== undefined && (!wrapUp.by || Object.values(wrapUp.by).some((each) => each.isOpen));
}

/** Tried one after the other until the attributes fit; the whole note stands in the list of outcomes. */
const NOTE_LENGTHS = [Infinity, 200, 0];
/** For what is written after it. */
const LEFT_FREE = 100;

/**
 * The attributes with what one agent says, beside what others said. Undefined when there is nothing to change, or when
 * not even the outcome fits.
 */
export function withWrapUp(
  attributes: Attributes,
  { reservation, ...said }: WrapUpLine['wrapUp'],
  stays: 'open' | 'done',
): Record<string, unknown> | undefined {
  const known = wrapUpOf(attributes);
  for (const length of NOTE_LENGTHS) {
    const note = length < said.note.length ? shorten(said.note, length) : said.note;
    const own = { ...said, note, ...(stays === 'open' && { isOpen: true }) };
    const wrapUp = { ...known, by: { ...known?.by, [reservation]: own } };
    if (JSON.stringify(wrapUp) === JSON.stringify(attributes.wrapUp)) return undefined;
    const amended = amendAttributes(attributes, { wrapUp }, LEFT_FREE);
    if (amended) return amended;
  }
  return undefined;
}
