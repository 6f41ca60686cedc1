import type { Hono } from 'hono';
import type { EmulatorContext } from '../../core/context';
import type {
  FarEnds,
  Line,
  NumberDirectory,
  StreamPeers,
  TaskRouterForVoice,
  VoiceForTaskRouter,
} from '../../core/ports';
import { Switchboard } from './audio/switchboard';
import { Calls } from './calls/calls';
import { OutboundPace } from './calls/outbound-pace';
import { receiveCall } from './calls/receive-call';
import { dialOut } from './calls/ringing';
import { Conferences } from './conference/conferences';
import type { VoiceCore } from './core';
import { forTaskRouter } from './for-task-router';
import { AudioLedger } from './ledger/audio-ledger';
import type { VoiceOptions } from './options';
import { defaultVoiceOptions } from './options';
import { Queues } from './queues/queues';
import { mountCalls } from './rest/calls';
import { mountCallerIdValidation } from './rest/caller-id-validation';
import { mountConferences } from './rest/conferences';
import { mountEvents } from './rest/events';
import { mountNotifications } from './rest/notifications';
import { mountParticipants } from './rest/participants';
import { Recordings } from './recordings/recordings';
import { mountRecordings } from './rest/recordings';
import { mountQueueMembers } from './rest/queue-members';
import { mountQueues } from './rest/queues';
import { loadVoice, saveVoice, type VoiceState } from './snapshot';
import { interpret, startProgram } from './twiml/program';

export interface VoiceParts {
  readonly streams: StreamPeers;
  readonly farEnds: FarEnds;
  readonly numbers: NumberDirectory;
  readonly taskRouter: () => TaskRouterForVoice;
  readonly options?: Partial<VoiceOptions>;
}

export interface Voice {
  /** Adds the routes below `/2010-04-01/Accounts/:accountSid` for calls, conferences, participants, queues and recordings. */
  mount(app: Hono): void;
  readonly forTaskRouter: VoiceForTaskRouter;
  readonly ledger: AudioLedger;
  readonly calls: Calls;
  readonly conferences: Conferences;
  readonly queues: Queues;
  readonly recordings: Recordings;
  /** While no call is live. */
  save(): VoiceState;
  load(saved: VoiceState): void;
  /** A person with the number `from` calls `to`, a number that the account owns or `app:AP…`; throws when it owns none such. */
  dial(from: string, to: string): Line;
}

/** Twilio Voice: calls, TwiML, media streams, conferences, and the ledger of who hears what. */
export function createVoice(ctx: EmulatorContext, parts: VoiceParts): Voice {
  const ledger = new AudioLedger(ctx.clock);
  const switchboard = new Switchboard(ledger);
  const options = { ...defaultVoiceOptions, ...parts.options };
  const core: VoiceCore = {
    ctx,
    options,
    switchboard,
    calls: new Calls(ctx, switchboard),
    conferences: new Conferences(() => core),
    queues: new Queues(ctx),
    recordings: new Recordings(ctx),
    streams: parts.streams,
    farEnds: parts.farEnds,
    numbers: parts.numbers,
    taskRouter: parts.taskRouter,
    sounds: new Map(),
    pace: new OutboundPace(ctx.clock, options.callsPerSecond),
    ring: (call, timeoutSeconds) => dialOut(core, ledger, call, timeoutSeconds),
    record(call, details) {
      const recording = core.recordings.start({ ...details, callSid: call.sid });
      call.onEnd(() => core.recordings.finish(recording));
      if (details.source === 'OutboundAPI') call.toldAtEnd = () => core.recordings.parameters(recording);
      return recording;
    },
    start: (call, source) => startProgram(core, call, source),
    whisper: (call, run, source) => interpret(core, call, run, source, true),
  };
  return {
    mount(app) {
      mountCalls(app, core);
      mountCallerIdValidation(app, core);
      mountEvents(app, core);
      mountNotifications(app, core);
      mountConferences(app, core);
      mountParticipants(app, core);
      mountQueues(app, core);
      mountQueueMembers(app, core);
      mountRecordings(app, core);
    },
    forTaskRouter: forTaskRouter(core),
    ledger,
    calls: core.calls,
    conferences: core.conferences,
    queues: core.queues,
    recordings: core.recordings,
    save: () => saveVoice(core, ledger),
    load: (saved) => loadVoice(core, ledger, saved),
    dial: (from, to) => receiveCall(core, ledger, from, to),
  };
}
