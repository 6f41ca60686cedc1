import type { VoiceCore } from '../core';
import type { ConferenceState } from '../snapshot';
import { Conference } from './conference';

/** Every conference of the account, the oldest first. A name leads to the one that has not ended. */
export class Conferences {
  private readonly bySid = new Map<string, Conference>();

  constructor(private readonly core: () => VoiceCore) {}

  /** The conference of this name; a new one when none is open. */
  named(friendlyName: string): Conference {
    return this.open(friendlyName) ?? this.create(friendlyName);
  }

  /** By SID, or by the name of one that has not ended. */
  find(sidOrName: string): Conference | undefined {
    return this.bySid.get(sidOrName) ?? this.open(sidOrName);
  }

  all(): Conference[] {
    return [...this.bySid.values()];
  }

  /** Those that have ended, and those that nobody has come to yet. */
  save(): ConferenceState[] {
    return this.all().flatMap(
      ({ sid, createdAtMs, updatedAtMs, friendlyName, status, endReason, callSidEndingConference }) =>
        status === 'in-progress'
          ? []
          : {
              ...{ sid, createdAtMs, updatedAtMs, friendlyName },
              ...{ status, endReason, callSidEndingConference },
            },
    );
  }

  load(saved: readonly ConferenceState[]): void {
    this.bySid.clear();
    for (const state of saved) {
      const conference = new Conference(this.core(), state.friendlyName, state);
      const { updatedAtMs, status, endReason, callSidEndingConference } = state;
      Object.assign(conference, { updatedAtMs, status, endReason, callSidEndingConference });
      this.bySid.set(conference.sid, conference);
    }
  }

  private open(friendlyName: string): Conference | undefined {
    return this.all().find((one) => one.friendlyName === friendlyName && one.status !== 'completed');
  }

  private create(friendlyName: string): Conference {
    const conference = new Conference(this.core(), friendlyName);
    this.bySid.set(conference.sid, conference);
    return conference;
  }
}
