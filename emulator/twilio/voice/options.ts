/** What an emulated phone network takes time for. */
export interface VoiceOptions {
  /** How long one `<Play>` lasts where the file itself does not say so: no WAV, or not reachable. */
  readonly playMs: number;
  /** From dialling a number until its phone rings. */
  readonly ringingAfterMs: number;
  /** What Twilio adds to every ring timeout. */
  readonly ringTimeoutExtraMs: number;
  /** From answering until machine detection knows. */
  readonly machineDetectionMs: number;
  /** New outbound calls by REST per second; more are queued. Undefined: no limit (an account's default is 1). */
  readonly callsPerSecond: number | undefined;
}

export const defaultVoiceOptions: VoiceOptions = {
  playMs: 20_000,
  ringingAfterMs: 300,
  ringTimeoutExtraMs: 5000,
  machineDetectionMs: 3000,
  callsPerSecond: undefined,
};
