/** How a supervisor is in a call: heard by nobody, by the agent alone, or by both. */
export const EARS = ['listen', 'whisper', 'barge'] as const;
export type Ear = (typeof EARS)[number];

/** What a participant of a conference is. Source: https://www.twilio.com/docs/voice/tutorials/call-center-coaching */
export interface EarSettings {
  readonly isMuted: boolean;
  readonly isCoaching: boolean;
}

export function settingsOf(ear: Ear): EarSettings {
  return { isMuted: ear === 'listen', isCoaching: ear !== 'barge' };
}

export function earOf({ isMuted, isCoaching }: EarSettings): Ear {
  if (isMuted) return 'listen';
  return isCoaching ? 'whisper' : 'barge';
}

const PREFIX = 'supervisor-';

/** The label of a supervisor's leg: one a session, so that nobody is in a call twice. */
export function supervisorLabel(session: string): string {
  return PREFIX + session;
}

/** Supervisors are nobody's company: who is alone with one is alone. */
export function isSupervisorLabel(label: string): boolean {
  return label.startsWith(PREFIX);
}
