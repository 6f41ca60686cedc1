import { REPLAY_WINDOW_MS } from './vapi-auth';

const MOST = 5_000;

/**
 * Signatures of requests that were answered. A second request with the same one is a replay: a sender that did not get
 * our answer signs again. Kept for one container, as long as the timestamp inside the signature would be taken.
 */
export class SpentSignatures {
  private readonly untilMs = new Map<string, number>();

  has(signature: string, nowMs: number): boolean {
    return (this.untilMs.get(signature) ?? 0) > nowMs;
  }

  add(signature: string, nowMs: number): void {
    for (const [oldest, untilMs] of this.untilMs) {
      if (untilMs > nowMs && this.untilMs.size < MOST) break;
      this.untilMs.delete(oldest);
    }
    this.untilMs.set(signature, nowMs + 2 * REPLAY_WINDOW_MS);
  }
}
