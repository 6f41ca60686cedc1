import type { Clock } from '../../../core/clock';
import type { HttpMethod } from '../core';
import type { RecordingState } from '../snapshot';

export type RecordingSource =
  'DialVerb' | 'Conference' | 'OutboundAPI' | 'RecordVerb' | 'StartCallRecordingAPI';

export type RecordingStatus = 'in-progress' | 'paused' | 'completed' | 'absent';

export interface RecordingDetails {
  readonly callSid: string;
  readonly conferenceSid?: string | undefined;
  readonly source: RecordingSource;
  readonly channels: 1 | 2;
  readonly track: string;
  readonly callback: RecordingCallback | undefined;
}

export interface RecordingCallback {
  readonly url: string;
  readonly method: HttpMethod;
  /** Of `in-progress`, `completed` and `absent`. */
  readonly events: readonly string[];
}

/** One recording: how long it is and what for. There is no sound in it. */
export class Recording {
  readonly startedAtMs: number;
  updatedAtMs: number;
  status: RecordingStatus = 'in-progress';
  private recordedMs = 0;
  private runningSinceMs: number | undefined;

  constructor(
    readonly sid: string,
    readonly details: RecordingDetails,
    private readonly clock: Clock,
  ) {
    this.startedAtMs = this.updatedAtMs = this.runningSinceMs = clock.now();
  }

  /** A recording that is over; nothing is left to be said of one that goes on. */
  save(): RecordingState[] {
    const { sid, details, startedAtMs, updatedAtMs, status, recordedMs } = this;
    if (status === 'in-progress' || status === 'paused') return [];
    const callback = details.callback && { ...details.callback, events: [...details.callback.events] };
    return [{ sid, details: { ...details, callback }, startedAtMs, updatedAtMs, status, recordedMs }];
  }

  static restored({ sid, details, ...state }: RecordingState, clock: Clock): Recording {
    const recording = new Recording(sid, { ...details, callback: details.callback }, clock);
    return Object.assign(recording, state, { runningSinceMs: undefined });
  }

  get isOpen(): boolean {
    return this.status === 'in-progress' || this.status === 'paused';
  }

  /** Whole seconds. */
  get durationSeconds(): number {
    const running = this.runningSinceMs === undefined ? 0 : this.clock.now() - this.runningSinceMs;
    return Math.round((this.recordedMs + running) / 1000);
  }

  /** A pause is silence in the recording, or is skipped. */
  pause(behavior: 'silence' | 'skip'): void {
    if (behavior === 'skip') this.halt();
    this.become('paused');
  }

  resume(): void {
    this.runningSinceMs ??= this.clock.now();
    this.become('in-progress');
  }

  /** Over. `keptMs` is how much of it is left where silence was cut off; nothing left is `absent`. */
  finish(keptMs?: number): void {
    this.halt();
    this.recordedMs = keptMs ?? this.recordedMs;
    this.become(this.recordedMs > 0 ? 'completed' : 'absent');
  }

  private halt(): void {
    if (this.runningSinceMs !== undefined) this.recordedMs += this.clock.now() - this.runningSinceMs;
    this.runningSinceMs = undefined;
  }

  private become(status: RecordingStatus): void {
    this.status = status;
    this.updatedAtMs = this.clock.now();
  }
}
