import type { EscalationRequest } from './ai-event';
import { shorten } from './text-length';
import { routeOf, type Route, type Vocabulary } from './vocabulary';

const LONGEST = 1_000;
const MOST_SLOTS = 20;

export interface ReadEscalation {
  readonly route: Route;
  readonly reason: string | undefined;
  readonly summary: string | undefined;
  readonly slots: Readonly<Record<string, string>>;
}

/** What an AI asked for, made sound: wrong types are left out, long texts cut, unknown words take the default route. */
export function readEscalation(request: EscalationRequest, vocabulary: Vocabulary): ReadEscalation {
  return {
    route: routeOf(request, vocabulary),
    reason: textOf(request.reason),
    summary: textOf(request.summary),
    slots: slotsOf(request.slots),
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.replace(/\s+/g, ' ').trim();
  return text === '' ? undefined : shorten(text, LONGEST);
}

function slotsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const slots = Object.entries(value).flatMap(([name, slot]): [string, string][] => {
    const text = textOf(typeof slot === 'number' || typeof slot === 'boolean' ? String(slot) : slot);
    return text === undefined || name === '__proto__' ? [] : [[shorten(name, 64), text]];
  });
  return Object.fromEntries(slots.slice(0, MOST_SLOTS));
}
