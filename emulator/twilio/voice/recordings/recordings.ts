import { rfc2822 } from '../../../core/clock';
import type { EmulatorContext } from '../../../core/context';
import { WEBHOOK_TIMEOUT_MS } from '../calls/status-callback';
import type { RecordingState } from '../snapshot';
import { Recording, type RecordingDetails } from './recording';

/** Every recording of the account, the oldest first. */
export class Recordings {
  private readonly bySid = new Map<string, Recording>();

  constructor(private readonly ctx: EmulatorContext) {}

  start(details: RecordingDetails): Recording {
    const recording = new Recording(this.ctx.ids.sid('RE'), details, this.ctx.clock);
    this.bySid.set(recording.sid, recording);
    this.note('recording.started', recording);
    this.report(recording);
    return recording;
  }

  /** Ends a recording and tells its callback. Harmless when it has ended. */
  finish(recording: Recording, keptMs?: number): void {
    if (!recording.isOpen) return;
    recording.finish(keptMs);
    this.note('recording.ended', recording);
    this.report(recording);
  }

  save(): RecordingState[] {
    return this.all().flatMap((recording) => recording.save());
  }

  load(saved: readonly RecordingState[]): void {
    this.bySid.clear();
    for (const state of saved) this.bySid.set(state.sid, Recording.restored(state, this.ctx.clock));
  }

  find(sid: string): Recording | undefined {
    return this.bySid.get(sid);
  }

  remove({ sid }: Recording): void {
    this.bySid.delete(sid);
  }

  all(): Recording[] {
    return [...this.bySid.values()];
  }

  url({ sid }: Recording): string {
    return `https://api.twilio.com/2010-04-01/Accounts/${this.ctx.account.sid}/Recordings/${sid}`;
  }

  /** What is told of a recording that is over. */
  parameters(recording: Recording): Record<string, string> {
    return {
      RecordingSid: recording.sid,
      RecordingUrl: this.url(recording),
      RecordingDuration: String(recording.durationSeconds),
    };
  }

  /** Source: https://www.twilio.com/docs/voice/api/recording#recordingstatuscallback */
  private report(recording: Recording): void {
    const { callback, callSid, conferenceSid, channels, source, track } = recording.details;
    if (!callback?.events.includes(recording.status)) return;
    this.ctx.webhooks.notify({
      kind: 'voice.recording',
      url: callback.url,
      method: callback.method,
      twilioSigned: true,
      timeoutMs: WEBHOOK_TIMEOUT_MS,
      form: {
        AccountSid: this.ctx.account.sid,
        CallSid: callSid,
        ...(conferenceSid === undefined ? {} : { ConferenceSid: conferenceSid }),
        RecordingSid: recording.sid,
        RecordingUrl: this.url(recording),
        RecordingStatus: recording.status,
        ...(recording.isOpen ? {} : { RecordingDuration: String(recording.durationSeconds) }),
        RecordingChannels: String(channels),
        RecordingStartTime: rfc2822(recording.startedAtMs),
        RecordingSource: source,
        RecordingTrack: track,
        ErrorCode: '0',
      },
    });
  }

  private note(kind: string, { sid, status, details: { callSid, conferenceSid, source } }: Recording): void {
    this.ctx.journal.add(kind, { recordingSid: sid, callSid, conferenceSid, source, status });
  }
}
