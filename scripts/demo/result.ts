/** One line of a scenario's timeline. */
export interface TimelineEvent {
  /** Milliseconds since the scenario began, on the emulator's clock. */
  readonly atMs: number;
  readonly event: string;
  /** Who does it: `caller`, `ai`, an agent's name, `twilio`, `vapi`, `handoff`. */
  readonly who: string;
  readonly detail?: string;
}

/** What a scenario came to. The shape that `npm run demo -- --json` prints. */
export interface ScenarioResult {
  readonly name: string;
  readonly title: string;
  /** Final dispositions of the handoffs of the call, in order, joined by ` → `; `none` without a handoff. */
  readonly disposition: string;
  readonly ok: boolean;
  /** What did not go as it must; empty when `ok`. */
  readonly problems: readonly string[];
  readonly timeline: readonly TimelineEvent[];
  readonly caller: {
    /** Longest stretch in which the caller, waiting for us, hears nothing. */
    readonly silenceMs: number;
    /** The same, with the AI leg's background sound not counted as something. */
    readonly strictSilenceMs: number;
    /** All time in which AI and human are heard together. */
    readonly overlapMs: number;
  };
  /** Upstream round trips one after another, by step. */
  readonly roundTrips: Readonly<Record<string, number>>;
  /** From the request for a human to the bridge; null without a bridge. */
  readonly timeToHumanMs: number | null;
  readonly bridgeGapMs: number | null;
  /** Real time that the scenario took. */
  readonly realMs: number;
}
