/** How long things may take. All in milliseconds. */
export interface Policy {
  /** Longer than a Function lives (10 s) plus the skew of two clocks. */
  readonly leaseMs: number;
  /** From the request until nobody is looked for any more, should TaskRouter not say so before. */
  readonly searchMs: number;
  /** An agent's phone rings. */
  readonly ringMs: number;
  /** An agent listens and decides. */
  readonly whisperMs: number;
  /** A bridge is looked after again. */
  readonly bridgeCheckMs: number;
  /** A conversation that ends sooner, on the agent's side, broke off. */
  readonly dropMs: number;
  /** An agent may leave the caller on hold this long; then they hear each other again. */
  readonly heldMs: number;
  /** A request this soon after the last handoff's end is an echo of it. */
  readonly debounceMs: number;
  /** How long the interpretation of an end-of-call report waits for a lease. */
  readonly reportWaitMs: number;
  /** After the caller asked for a human in so many words, the model has this long to call the tool itself. */
  readonly keywordMs: number;
  /** Context is written this often at most. */
  readonly contextMs: number;
  /** What one invocation may use of the platform's 10 s. */
  readonly budgetMs: number;
}

/** `ringMs` and `searchMs` follow from the workflow's own time-outs and are set with them. */
export const defaultPolicy: Policy = {
  leaseMs: 15_000,
  searchMs: 120_000,
  ringMs: 20_000,
  whisperMs: 45_000,
  bridgeCheckMs: 60_000,
  dropMs: 10_000,
  heldMs: 300_000,
  debounceMs: 2_000,
  reportWaitMs: 5_000,
  keywordMs: 2_000,
  contextMs: 500,
  budgetMs: 8_000,
};
