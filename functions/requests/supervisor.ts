import { Attempts } from '../adapters/attempts';
import { BadRequest } from './bad-request';
import { EARS, isSupervisorLabel, type Ear } from '../domain/supervision';
import { sidOf, textOf } from './twilio';
import type { Listener } from '../usecases/listening';

type Event = Readonly<Record<string, unknown>>;

/** Every press may call a phone: so many a minute, session and container. */
const presses = new Attempts(20);

export function mayPress(session: string, nowMs: number): boolean {
  return presses.allows(session, nowMs);
}

/** How a request wants to hear a call. Throws `BadRequest`. */
export function earOf(event: Event): Ear {
  const ear = EARS.find((one) => one === event.ear);
  if (!ear) throw new BadRequest(`ear is none of ${EARS.join(', ')}`);
  return ear;
}

/** A language that the phone speaks; where it is none, the texts' default is spoken. */
export function languageOf(event: Event): string {
  const language = textOf(event, 'language');
  return /^[a-z]{2}$/.test(language) ? language : '';
}

/** The listener that the URL of a supervisor's leg names. Throws `BadRequest`. */
export function listenerOf(event: Event): Listener {
  const label = textOf(event, 'label');
  if (!isSupervisorLabel(label)) throw new BadRequest('label is no supervisor’s');
  return { callSid: sidOf(event, 'callSid', 'CA'), label, ear: earOf(event), language: languageOf(event) };
}
