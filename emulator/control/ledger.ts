import { bridgeGap, longestSilence, overlap } from '../twilio/voice/ledger/figures';
import type { LedgerRecord, LegRecord } from '../twilio/voice/ledger/audio-ledger';
import { lanes } from '../twilio/voice/ledger/lanes';
import type { Endpoint } from './endpoint';
import { concerns } from './journal';
import { Refusal } from './refusal';
import type { ControlTarget } from './target';

/** What was heard on a call: the call's own leg and those that belong to it. */
export function ledgerEndpoints(target: ControlTarget): Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/ledger/:callSid',
      about:
        'Who heard what on a call and on the legs that belong to it, its lanes and figures (milliseconds)',
      answer(c) {
        const callSid = c.req.param('callSid') ?? '';
        const record = target.voice.ledger.record();
        const leg = record.legs.find((one) => one.callSid === callSid);
        if (!leg) {
          throw new Refusal(404, `nothing was heard on ${callSid}; GET /_emulator/calls lists the calls`);
        }
        const others = belonging(target, record, leg);
        return c.json({
          callSid,
          nowMs: target.clock.now(),
          figures: {
            longestSilence: longestSilence(record, callSid),
            overlapMs: overlap(record, callSid),
            bridges: others.flatMap((other) => {
              const bridge = bridgeGap(record, callSid, other.callSid);
              return bridge ? [{ callSid: other.callSid, ...bridge }] : [];
            }),
          },
          lanes: lanes(record, callSid),
          legs: [leg, ...others].map((one) => ({
            ...one,
            isLive: target.voice.forTaskRouter.isLive(one.callSid),
          })),
          paths: record.paths.filter(({ from, to }) => from === callSid || to === callSid),
        });
      },
    },
  ];
}

/** Legs that were connected with this one, that it dialled, or whose own happenings name it (an agent's whisper does). */
function belonging({ voice, journal }: ControlTarget, record: LedgerRecord, leg: LegRecord): LegRecord[] {
  const connected = new Set(
    record.paths.flatMap(({ from, to }) => (from === leg.callSid ? [to] : to === leg.callSid ? [from] : [])),
  );
  return record.legs.filter(({ callSid, fromMs, toMs }) => {
    if (callSid === leg.callSid || toMs < leg.fromMs || fromMs > leg.toMs) return false;
    if (connected.has(callSid) || voice.calls.find(callSid)?.parentCallSid === leg.callSid) return true;
    return journal.entries.some((entry) => entry['callSid'] === callSid && concerns(entry, leg.callSid));
  });
}
