import type { Path } from '../audio/switchboard';
import type { Participant } from './participant';

type Mixed = Pick<Participant, 'muted' | 'hold' | 'coaching' | 'callSidToCoach'> & {
  readonly call: { readonly sid: string };
};

/**
 * Who hears whom in a conference that has started: everybody everybody else, but a muted participant is not heard, one
 * on hold neither hears nor is heard, and a coach is heard by the coached one alone.
 */
export function mix(participants: readonly Mixed[]): Path[] {
  return participants.flatMap((from) =>
    participants.filter((to) => to !== from && hears(to, from)).map((to) => path(from, to)),
  );
}

function hears(listener: Mixed, speaker: Mixed): boolean {
  if (speaker.muted || speaker.hold || listener.hold) return false;
  return !speaker.coaching || speaker.callSidToCoach === listener.call.sid;
}

const path = (from: Mixed, to: Mixed): Path => ({ from: from.call.sid, to: to.call.sid });
