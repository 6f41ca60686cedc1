import type { Ear } from '../domain/supervision';
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
  /** Where it is a supervisor's. */
  readonly supervisor?: { readonly label: string; readonly ear: Ear };
}

/** `hold`: what a leg on hold hears, or false to bring it back. `ear`: of a supervisor, over this agent's leg. */
export type MemberChange =
  | { readonly hold: RouteRef | false }
  | { readonly endsConference: boolean }
  | { readonly ear: Ear; readonly agentCall: string };

/** A call that we make ourselves. */
export interface Dial {
  readonly to: string;
  readonly from: string;
  /** What it hears when it is answered, or where that is asked. */
  readonly answer: VoiceAnswer | RouteRef;
  /** Is told whatever becomes of it, from `initiated` to its end. */
  readonly statusCallback?: RouteRef;
  readonly timeoutSeconds: number;
}

export interface Calls {
  /** `gone`: our account has no such call. */
  fetch(callSid: string): Promise<Answer<CallView> | { readonly kind: 'gone' }>;
  /** Inline TwiML; refused with code 21220 when the call is not in progress, status 404 when it is not ours. */
  redirect(callSid: string, answer: VoiceAnswer): Promise<Answer<void>>;
  /** The legs in the conference of this name; none when there is no such conference in progress. */
  members(conference: string): Promise<Answer<readonly Member[]>>;
  /** Refused with status 404 when the leg is not in the conference of this name. */
  changeMember(conference: string, callSid: string, change: MemberChange): Promise<Answer<void>>;
  /** Calls a phone. Not to be repeated where the answer was lost: it may be ringing. */
  dial(call: Dial): Promise<Answer<void>>;
  /** Ends a call in any state; refused when it has ended already. */
  end(callSid: string): Promise<Answer<void>>;
}
