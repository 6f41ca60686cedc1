import type { Policy } from '../domain/handoff/policy';
import type { Vocabulary } from '../domain/vocabulary';

/** What use cases need to know of the configuration. */
export interface Settings {
  readonly policy: Policy;
  readonly vocabulary: Vocabulary;
  /** Lower-case BCP 47 language -> phrases that ask for a human. */
  readonly phrases: Readonly<Record<string, readonly string[]>>;
  readonly bridge: 'conference' | 'vapi-transfer';
  /** Where a caller waits for a human. */
  readonly wait: 'ai' | 'hold';
  /** A caller waits outside the AI this long at most before he is told how it stands. */
  readonly holdTurnSeconds: number;
  /** The agent's screen for one call's context: signed, short-lived. */
  contextUrl(callSid: string, nowMs: number): string;
}
