import type { Answer } from './answer';
import type { RouteRef, VoiceAnswer } from './voice-answer';

/** Source: https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
export type CallStatus =
  'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';

/** Twilio's error for a call that is no longer in progress. */
export const CALL_NOT_IN_PROGRESS = 21220;

export interface CallView {
  readonly status: CallStatus;
  /** The number or address that was called. */
  readonly to: string;
}

/** A leg in a conference. */
export interface Member {
  readonly callSid: string;
  readonly isHeld: boolean;
}

/** `hold`: what a leg on hold hears, or false to bring it back. */
export type MemberChange = { readonly hold: RouteRef | false } | { readonly endsConference: boolean };

export interface Calls {
  /** `gone`: our account has no such call. */
  fetch(callSid: string): Promise<Answer<CallView> | { readonly kind: 'gone' }>;
  /** Inline TwiML; refused with code 21220 when the call is not in progress, status 404 when it is not ours. */
  redirect(callSid: string, answer: VoiceAnswer): Promise<Answer<void>>;
  /** The legs in the conference of this name; none when there is no such conference in progress. */
  members(conference: string): Promise<Answer<readonly Member[]>>;
  /** Refused with status 404 when the leg is not in the conference of this name. */
  changeMember(conference: string, callSid: string, change: MemberChange): Promise<Answer<void>>;
  /** Ends a call in any state; refused when it has ended already. */
  end(callSid: string): Promise<Answer<void>>;
}
