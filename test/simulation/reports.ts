import type { AiLeg } from '../../functions/domain/ai-leg';
import { isPremature } from '../../functions/domain/ended-reason';
import type { Handoff } from '../../functions/domain/handoff/record';
import type { World } from './world';

/** Two containers' clocks: who looks at a lease may think it over so much sooner. */
const SKEW_MS = 2_000;
/** The sweeper reads what its own Function did not. */
const LONGEST_MS = 120_000;

/** Promise 7: an end-of-call report is stored, then interpreted, not while a transfer is under way, and never dropped. */
export class Reports {
  private readonly storedAtMs = new Map<string, number>();
  private readonly openSince = new Map<string, number>();
  /** Since when one lease after the other was held for a transfer, without a gap. */
  private transferSinceMs: number | undefined;
  private leasedUntilMs = 0;

  constructor(private readonly world: World) {
    world.onAiLeg.push((leg, before, after) => this.written(leg, before, after));
    world.onHandoff.push((_, after) => this.handoffWritten(after));
    world.onContext.push((_, { summary }) => {
      const leg = /^summary of (.+)$/.exec(summary ?? '')?.[1];
      if (leg !== undefined && !world.aiLegs.peek(leg)?.report)
        this.broken(`the report of ${leg} was interpreted before it was stored`);
    });
  }

  private broken(what: string): void {
    this.world.violations.push(`promise 7: ${what}`);
  }

  private handoffWritten({ state, lease }: Handoff): void {
    const isTransfer = state.name === 'transferring' && lease !== undefined;
    const { nowMs } = this.world.time;
    const hasLapsed = nowMs >= this.leasedUntilMs - SKEW_MS;
    if (!isTransfer) this.transferSinceMs = undefined;
    else if (this.transferSinceMs === undefined || hasLapsed) this.transferSinceMs = nowMs;
    this.leasedUntilMs = lease?.untilMs ?? 0;
  }

  private written(leg: string, before: AiLeg | undefined, after: AiLeg): void {
    const [was, is] = [before?.report, after.report];
    if (was && !is) this.broken(`the report of ${leg} was dropped`);
    if (!is) return;
    if (was && !isPremature(was.endedReason) && isPremature(is.endedReason))
      this.broken(`a final report of ${leg} became a premature one`);
    const { nowMs } = this.world.time;
    if (!is.isInterpreted) {
      if (was?.atMs !== is.atMs) this.storedAtMs.set(leg, nowMs);
      this.openSince.set(leg, this.openSince.get(leg) ?? nowMs);
      return;
    }
    this.openSince.delete(leg);
    if (!was?.isInterpreted && this.isTransferSince(this.storedAtMs.get(leg) ?? 0))
      this.broken(`the report of ${leg} was interpreted while a transfer held the lease`);
  }

  /** A transfer has held the lease all the time, and a report waits for it no longer than it should. */
  private isTransferSince(storedAtMs: number): boolean {
    const { world, transferSinceMs } = this;
    const { nowMs } = world.time;
    const isLeased = (world.record()?.lease?.untilMs ?? 0) - SKEW_MS > nowMs;
    const hasWaited = nowMs - storedAtMs >= world.settings.policy.reportWaitMs;
    return transferSinceMs !== undefined && transferSinceMs <= storedAtMs && isLeased && !hasWaited;
  }

  check(): void {
    for (const [leg, since] of this.openSince)
      if (this.world.time.nowMs - since > LONGEST_MS) this.broken(`the report of ${leg} is not interpreted`);
  }

  /** Everybody has gone home. */
  end(): void {
    for (const [leg, endedReason] of this.world.reports) {
      const stored = this.world.aiLegs.peek(leg)?.report;
      if (stored?.endedReason !== endedReason) throw new Error(`promise 7: the report of ${leg} was dropped`);
      if (!stored.isInterpreted) throw new Error(`promise 7: the report of ${leg} was never interpreted`);
    }
  }
}
