import type { JournalEntry } from '../core/journal';

/** Somebody who was in a conference, or was called into it in vain. */
export interface PastParticipant {
  readonly callSid: string;
  readonly person: string;
  readonly label: string | null;
  /** Null for a call that ended before it was in the room. */
  readonly joinedAtMs: number | null;
  readonly leftAtMs: number;
  readonly reason: string;
}

/** Who has left which conference, by its SID, the first to leave first: a conference itself forgets them. */
export function pastParticipants(
  entries: readonly JournalEntry[],
  personOf: (callSid: string) => string,
): Map<string, PastParticipant[]> {
  const present = new Map<string, JournalEntry>();
  const left = new Map<string, PastParticipant[]>();
  for (const entry of entries) {
    if (entry.kind !== 'conference.join' && entry.kind !== 'conference.leave') continue;
    const [callSid, conferenceSid] = [String(entry['callSid']), String(entry['conferenceSid'])];
    const place = `${conferenceSid} ${callSid}`;
    if (entry.kind === 'conference.join') {
      present.set(place, entry);
      continue;
    }
    const joined = present.get(place);
    present.delete(place);
    const all = left.get(conferenceSid) ?? [];
    all.push({
      callSid,
      person: personOf(callSid),
      label: (joined?.['label'] as string | undefined) ?? null,
      joinedAtMs: joined?.atMs ?? null,
      leftAtMs: entry.atMs,
      reason: String(entry['reason']),
    });
    left.set(conferenceSid, all);
  }
  return left;
}
