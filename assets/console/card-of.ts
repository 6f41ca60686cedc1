import type { Reservation } from 'twilio-taskrouter';
import { keptDraft } from './kept';
import { NEW, type Card, type Known } from './state';

/** `''` where there is none yet. */
export function summaryOf({ attributes }: Reservation['task']): string {
  return (attributes as Partial<Known>).summary ?? '';
}

/** What TaskRouter knows of a call, and what was typed of it before. */
export function cardOf({ task, dateCreated, timeout, sid }: Reservation): Card {
  const { language, reason, summary, slots } = task.attributes as Partial<Known>;
  return {
    ...NEW,
    reservation: sid,
    requestedAtMs: task.dateCreated.getTime(),
    endsAtMs: dateCreated.getTime() + timeout * 1000,
    known: {
      language: language ?? '',
      reason: reason ?? '',
      summary: summary ?? '',
      slots: slots ?? {},
      turns: [],
    },
    draft: keptDraft(sid),
  };
}
