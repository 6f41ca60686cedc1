import type { Clock } from '../../core/clock';
import { TwilioError } from '../../core/twilio-error';

const PER_SECOND = 20;
const WINDOW_SECONDS = 10;
const KIB = 1024;

/** How much was left at what moment. */
export interface BudgetState {
  readonly left: number;
  readonly atMs: number;
}

/**
 * One of Sync's rate limits: 20 operations a second, counted over 10 s, so that 200 may come at once after a pause.
 * Source: https://www.twilio.com/docs/sync/limits.
 */
export class Budget {
  private left = PER_SECOND * WINDOW_SECONDS;
  private atMs: number;

  constructor(
    private readonly clock: Clock,
    private readonly isEnforced: () => boolean,
  ) {
    this.atMs = clock.now();
  }

  save(): BudgetState {
    return { left: this.left, atMs: this.atMs };
  }

  load({ left, atMs }: BudgetState): this {
    this.left = left;
    this.atMs = atMs;
    return this;
  }

  /** Takes one operation, or several for a large payload; 429 with code 54009 when they are used up. */
  take(cost = 1): void {
    if (!this.isEnforced()) return;
    const now = this.clock.now();
    this.left = Math.min(PER_SECOND * WINDOW_SECONDS, this.left + ((now - this.atMs) / 1000) * PER_SECOND);
    this.atMs = now;
    if (this.left < cost) throw new TwilioError(429, 54009, 'Rate limit exceeded for Sync object');
    this.left -= cost;
  }
}

/** A write up to 1 KiB costs one operation; from 10 KiB on only two writes a second are allowed, so it costs ten. */
export function writeCost(bytes: number): number {
  return Math.min(10, Math.max(1, bytes / KIB));
}
