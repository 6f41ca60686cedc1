import { bridgeGap, longestSilence, overlap } from '../../emulator/twilio/voice/ledger/figures';
import type { Stage } from './stage';

export interface Figures {
  readonly caller: {
    readonly silenceMs: number;
    readonly strictSilenceMs: number;
    readonly overlapMs: number;
  };
  readonly roundTrips: Readonly<Record<string, number>>;
  readonly timeToHumanMs: number | null;
  readonly bridgeGapMs: number | null;
}

/** Read from the audio ledger and the journal, never from the code under test. */
export function figuresOf(stage: Stage): Figures {
  if (!stage.phone) {
    return {
      caller: { silenceMs: 0, strictSilenceMs: 0, overlapMs: 0 },
      roundTrips: roundTrips(stage),
      timeToHumanMs: null,
      bridgeGapMs: null,
    };
  }
  const record = stage.world.emulator.voice.ledger.record();
  const { callSid } = stage;
  const others = record.legs.filter((leg) => leg.callSid !== callSid && leg.fromMs >= stage.startedAtMs);
  const bridges = others.flatMap((leg) => bridgeGap(record, callSid, leg.callSid) ?? []);
  const first = bridges.sort((a, b) => a.bridgedAtMs - b.bridgedAtMs)[0];
  const asked = stage.entries('task.created')[0]?.atMs;
  const silence = longestSilence(record, callSid);
  return {
    caller: {
      silenceMs: silence.asHeard?.ms ?? 0,
      strictSilenceMs: silence.strict?.ms ?? 0,
      overlapMs: overlap(record, callSid),
    },
    roundTrips: roundTrips(stage),
    timeToHumanMs: first && asked !== undefined ? first.bridgedAtMs - asked : null,
    bridgeGapMs: first?.gapMs ?? null,
  };
}

/** Steps with a goal of their own, by what the webhook is for or where it goes. */
const STEPS: readonly (readonly [string, (kind: string, path: string, body: string) => boolean])[] = [
  ['inbound', (_, path) => path === '/voice/inbound'],
  ['escalate', (kind) => kind === 'vapi.tool-calls' || kind === 'vapi.function-call'],
  ['assignment', (_, path) => path === '/taskrouter/assignment'],
  ['accept', (_, path, body) => path === '/agent/accept' && /(^|&)Digits=1(&|$)/.test(body)],
];

/**
 * Upstream requests one after another in the first webhook of each step. On the emulator's clock a Function's own time
 * is zero, so the time from sending to answer is the webhook's own round trip and those of its requests.
 */
function roundTrips(stage: Stage): Record<string, number> {
  const { roundTripMs } = stage.world.emulator.latency;
  const counted: Record<string, number> = {};
  if (roundTripMs === 0) return counted;
  for (const entry of stage.entries('webhook.answered')) {
    const { pathname } = new URL(String(entry['url']));
    const [step] =
      STEPS.find(([, is]) => is(String(entry['for']), pathname, String(entry['requestBody']))) ?? [];
    if (step === undefined || step in counted || entry['status'] !== 200) continue;
    counted[step] = Number(entry['tookMs']) / roundTripMs - 1;
  }
  return counted;
}
