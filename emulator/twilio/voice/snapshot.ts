import { z } from 'zod';
import type { VoiceCore } from './core';
import type { AudioLedger } from './ledger/audio-ledger';
import { QueuesSnapshot } from './queues/snapshot';

const span = { fromMs: z.number(), toMs: z.number() };
const leg = {
  sid: z.string(),
  createdAtMs: z.number(),
  updatedAtMs: z.number(),
};

const SavedCall = z.strictObject({
  ...leg,
  from: z.string(),
  to: z.string(),
  direction: z.enum(['inbound', 'outbound-api', 'outbound-dial']),
  parentCallSid: z.string().optional(),
  phoneNumberSid: z.string().optional(),
  status: z.enum(['completed', 'busy', 'failed', 'no-answer', 'canceled']),
  answeredAtMs: z.number().optional(),
  endedAtMs: z.number().optional(),
  answeredBy: z.string().optional(),
});

const SavedConference = z.strictObject({
  ...leg,
  friendlyName: z.string(),
  status: z.enum(['init', 'completed']),
  endReason: z
    .enum([
      'conference-ended-via-api',
      'participant-with-end-conference-on-exit-left',
      'participant-with-end-conference-on-exit-kicked',
      'last-participant-left',
      'last-participant-kicked',
    ])
    .optional(),
  callSidEndingConference: z.string().optional(),
});

const SavedRecording = z.strictObject({
  sid: z.string(),
  details: z.strictObject({
    callSid: z.string(),
    conferenceSid: z.string().optional(),
    source: z.enum(['DialVerb', 'Conference', 'OutboundAPI', 'RecordVerb', 'StartCallRecordingAPI']),
    channels: z.literal([1, 2]),
    track: z.string(),
    callback: z
      .strictObject({ url: z.string(), method: z.enum(['GET', 'POST']), events: z.array(z.string()) })
      .optional(),
  }),
  startedAtMs: z.number(),
  updatedAtMs: z.number(),
  status: z.enum(['completed', 'absent']),
  recordedMs: z.number(),
});

const source = z.enum(['ai', 'human', 'announcement', 'keys', 'music', 'ring', 'ambience']);
const SavedLedger = z.strictObject({
  legs: z.array(
    z.strictObject({
      ...span,
      callSid: z.string(),
      person: z.string(),
      hears: z.array(
        z.strictObject({ ...span, source, text: z.string().optional(), from: z.string().optional() }),
      ),
      does: z.array(
        z.strictObject({ ...span, does: z.enum(['speaking', 'own-turn']), text: z.string().optional() }),
      ),
    }),
  ),
  paths: z.array(z.strictObject({ ...span, from: z.string(), to: z.string() })),
});

/** Calls and conferences that have ended, with what was recorded and heard; and the queues, in which nobody waits. */
export const VoiceSnapshot = z.strictObject({
  calls: z.array(SavedCall),
  conferences: z.array(SavedConference),
  recordings: z.array(SavedRecording),
  queues: QueuesSnapshot,
  ledger: SavedLedger,
  /** Milliseconds of the sounds that were fetched, by URL. */
  sounds: z.record(z.string(), z.number()),
  /** When the next outbound call may leave its queue. */
  paceFreeMs: z.number(),
});

export type VoiceState = z.output<typeof VoiceSnapshot>;
export type CallState = VoiceState['calls'][number];
export type ConferenceState = VoiceState['conferences'][number];
export type RecordingState = VoiceState['recordings'][number];
export type LedgerState = VoiceState['ledger'];

export function saveVoice(core: VoiceCore, ledger: AudioLedger): VoiceState {
  return {
    calls: core.calls.save(),
    conferences: core.conferences.save(),
    recordings: core.recordings.save(),
    queues: core.queues.save(),
    ledger: ledger.save(),
    sounds: Object.fromEntries(core.sounds),
    paceFreeMs: core.pace.freeMs,
  };
}

export function loadVoice(core: VoiceCore, ledger: AudioLedger, saved: VoiceState): void {
  core.switchboard.clear();
  core.calls.load(saved.calls);
  core.conferences.load(saved.conferences);
  core.recordings.load(saved.recordings);
  core.queues.load(saved.queues);
  ledger.load(saved.ledger);
  core.sounds.clear();
  for (const [url, ms] of Object.entries(saved.sounds)) core.sounds.set(url, ms);
  core.pace.freeMs = saved.paceFreeMs;
}
