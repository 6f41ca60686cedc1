/**
 * What a Function needs from the process it runs in: the time, something that runs later, and randomness. In the cloud
 * and under `twilio-run` these are the machine's own; tests and the demo put their own under `HOST_SYMBOL` on
 * `globalThis` before a Function runs, so that time can be moved.
 */
export interface Host {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `run` once after `delayMs`; the answer stops it. */
  after(delayMs: number, run: () => void): () => void;
  /** An unguessable lower-case hex text of `bytes` bytes. */
  hex(bytes: number): string;
  /**
   * Called when a request to an upstream starts. The headers are added to the request; `end` is called when its answer
   * has been read, or it failed, or it was given up.
   */
  upstreamStarted?(): { readonly headers: Readonly<Record<string, string>>; end(): void };
}

export const HOST_SYMBOL = Symbol.for('voice-handoff.host');
