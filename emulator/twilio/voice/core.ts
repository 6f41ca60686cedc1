import type { EmulatorContext } from '../../core/context';
import type { FarEnds, NumberDirectory, StreamPeers, TaskRouterForVoice } from '../../core/ports';
import type { Switchboard } from './audio/switchboard';
import type { Call } from './calls/call';
import type { Calls } from './calls/calls';
import type { OutboundPace } from './calls/outbound-pace';
import type { Conferences } from './conference/conferences';
import type { VoiceOptions } from './options';
import type { Queues } from './queues/queues';
import type { Recording, RecordingDetails } from './recordings/recording';
import type { Recordings } from './recordings/recordings';
import type { TwimlSource } from './twiml/fetch';
import type { Run } from './twiml/run';

/** What the parts of Voice share. */
export interface VoiceCore {
  readonly ctx: EmulatorContext;
  readonly options: VoiceOptions;
  readonly switchboard: Switchboard;
  readonly calls: Calls;
  readonly conferences: Conferences;
  readonly queues: Queues;
  readonly recordings: Recordings;
  readonly streams: StreamPeers;
  readonly farEnds: FarEnds;
  readonly numbers: NumberDirectory;
  readonly taskRouter: () => TaskRouterForVoice;
  /** Milliseconds of the sounds that were fetched, by URL. */
  readonly sounds: Map<string, number>;
  readonly pace: OutboundPace;
  /** Dials a leg's number; nobody answering ends the call at the time-out. */
  ring(call: Call, timeoutSeconds: number): void;
  /** Records a leg from now to its end. */
  record(call: Call, details: Omit<RecordingDetails, 'callSid'>): Recording;
  /** Gives a leg this TwiML from now on, whatever ran on it before. At its end Twilio hangs up. */
  start(call: Call, source: TwimlSource): void;
  /** Performs TwiML on a leg that a `<Dial>` called, to its end. Throws Stopped or TwimlError. */
  whisper(call: Call, run: Run, source: TwimlSource): Promise<void>;
}

export type HttpMethod = 'GET' | 'POST';

/** `GET` in any case is GET, everything else is Twilio's default. */
export function httpMethod(text: string | undefined, otherwise: HttpMethod = 'POST'): HttpMethod {
  const upper = text?.toUpperCase();
  return upper === 'GET' || upper === 'POST' ? upper : otherwise;
}
