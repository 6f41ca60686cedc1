import type { LedgerRecord, LegRecord } from './audio-ledger';
import type { Span } from './spans';
import { intersect, longest, merge, subtract, totalMs } from './spans';

interface Silence extends Span {
  readonly ms: number;
}

export interface LongestSilence {
  /** Background sound under a conversation (`ambience`) counts as silence. */
  readonly strict: Silence | undefined;
  /** As the person has it: background sound is something. */
  readonly asHeard: Silence | undefined;
}

export interface BridgeGap {
  /** When the caller last heard the AI's side, or words or music that the platform played before the bridge. */
  readonly lastHeardAtMs: number;
  /** When caller and agent could first hear each other, both ways. */
  readonly bridgedAtMs: number;
  readonly gapMs: number;
}

/**
 * The longest single stretch in which the person on the leg only listens (neither speaks nor is thinking) and hears
 * nothing, while the leg is up and within `window`.
 */
export function longestSilence(record: LedgerRecord, callSid: string, window?: Span): LongestSilence {
  const leg = legOf(record, callSid);
  const listening = subtract(window ? intersect([leg], [window]) : [leg], leg.does);
  const anything = leg.hears;
  const distinct = leg.hears.filter(({ source }) => source !== 'ambience');
  const silence = (sound: readonly Span[]): Silence | undefined => {
    const span = longest(subtract(listening, sound));
    return span && { ...span, ms: span.toMs - span.fromMs };
  };
  return { strict: silence(distinct), asHeard: silence(anything) };
}

/** Milliseconds in which the leg hears an AI and another human at once. */
export function overlap(record: LedgerRecord, callSid: string): number {
  const { hears } = legOf(record, callSid);
  const by = (source: string): Span[] => hears.filter((heard) => heard.source === source);
  return totalMs(intersect(by('ai'), by('human')));
}

/**
 * From the end of what the caller heard last before the bridge to the bridge. What a conference plays while it has not
 * started does not count: the caller is already on the way. Undefined while the two were never connected.
 */
export function bridgeGap(record: LedgerRecord, callerSid: string, agentSid: string): BridgeGap | undefined {
  const path = (from: string, to: string): Span[] =>
    record.paths.filter((span) => span.from === from && span.to === to);
  const together = merge(intersect(path(callerSid, agentSid), path(agentSid, callerSid)))[0];
  if (!together) return undefined;
  const bridgedAtMs = together.fromMs;
  const caller = legOf(record, callerSid);
  const lastHeardAtMs = caller.hears
    .filter(({ source, from, fromMs }) => {
      if (fromMs >= bridgedAtMs || source === 'human' || source === 'ring') return false;
      return from === undefined || !from.startsWith('CF');
    })
    .reduce((last, { toMs }) => Math.max(last, Math.min(toMs, bridgedAtMs)), caller.fromMs);
  return { lastHeardAtMs, bridgedAtMs, gapMs: bridgedAtMs - lastHeardAtMs };
}

function legOf(record: LedgerRecord, callSid: string): LegRecord {
  const leg = record.legs.find((one) => one.callSid === callSid);
  if (!leg) throw new Error(`the ledger knows no leg ${callSid}`);
  return leg;
}
