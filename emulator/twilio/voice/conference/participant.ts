import type { Call } from '../calls/call';
import type { StatusCallback } from '../calls/status-callback';
import type { HttpMethod } from '../core';
import type { RecordingCallback } from '../recordings/recording';
import type { Run } from '../twiml/run';

/** How a leg enters a conference. Source: https://www.twilio.com/docs/voice/twiml/conference (attributes). */
export interface JoinSettings {
  readonly label: string | undefined;
  readonly muted: boolean;
  /** `true`, `false`, `onEnter` or `onExit`. */
  readonly beep: string;
  readonly startConferenceOnEnter: boolean;
  readonly endConferenceOnExit: boolean;
  /** What plays until the conference starts: undefined is Twilio's own music, empty text is nothing. */
  readonly waitUrl: string | undefined;
  readonly waitMethod: HttpMethod;
  /** Coaches this participant: only he hears the coach. */
  readonly callSidToCoach: string | undefined;
  readonly maxParticipants: number;
  /** Of the whole conference from its start; only the first participant's counts. */
  readonly recording: { readonly callback: RecordingCallback | undefined } | undefined;
  /** For the whole conference; only the first participant's counts. */
  readonly statusCallback: StatusCallback | undefined;
}

export type LeaveReason =
  | 'participant_hung_up'
  | 'participant_updated_via_api'
  | 'moderator_ended_conference'
  | 'conference_ended_via_api'
  | 'participant_add_failed';

/** A leg in a conference, with what can be changed while it is there. */
export interface Participant {
  readonly call: Call;
  readonly label: string | undefined;
  readonly joinedAtMs: number;
  updatedAtMs: number;
  muted: boolean;
  hold: boolean;
  coaching: boolean;
  callSidToCoach: string | undefined;
  beepOnExit: boolean;
  readonly startConferenceOnEnter: boolean;
  endConferenceOnExit: boolean;
  readonly waitUrl: string | undefined;
  readonly waitMethod: HttpMethod;
  /** What plays to this leg alone: waiting or hold music. */
  playing: Run | undefined;
  /** Runs when the conference, not the leg itself, takes the leg out. */
  readonly onRemoved: () => void;
}

/** What is told of a leg in a conference, or of one that is being called into it. */
export type ParticipantFacts = Pick<
  Participant,
  | 'call'
  | 'label'
  | 'joinedAtMs'
  | 'updatedAtMs'
  | 'muted'
  | 'hold'
  | 'coaching'
  | 'callSidToCoach'
  | 'startConferenceOnEnter'
  | 'endConferenceOnExit'
>;
