import type { EmulatorContext } from '../../../core/context';
import type { Heard, LineState, Utterance } from '../../../core/ports';
import type { Switchboard } from '../audio/switchboard';
import type { HttpMethod } from '../core';
import type { Run } from '../twiml/run';
import type { StatusCallback } from './status-callback';
import { reportStatus } from './status-callback';

export type CallStatus =
  'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';

export type CallDirection = 'inbound' | 'outbound-api' | 'outbound-dial';

export interface CallDetails {
  readonly from: string;
  readonly to: string;
  readonly direction: CallDirection;
  readonly parentCallSid?: string | undefined;
  readonly phoneNumberSid?: string | undefined;
  /** Of a call that a Voice SDK made. */
  readonly applicationSid?: string | undefined;
  readonly statusCallback?: StatusCallback | undefined;
  readonly fallback?: { readonly url: string; readonly method: HttpMethod } | undefined;
}

/** Hears what the person on the leg says (a media stream does). */
export interface SpeechListener {
  started(utterance: Utterance): void;
  finished(utterance: Utterance): void;
}

const LIVE: readonly CallStatus[] = ['queued', 'ringing', 'in-progress'];

/** SIP's word for how a call ended that nobody took. */
const SIP_CODES: Partial<Record<CallStatus, string>> = {
  busy: '486',
  'no-answer': '487',
  canceled: '487',
  failed: '404',
};

/** One call leg: its status, what runs on it, and who takes its keys and its words. */
export class Call {
  readonly sid: string;
  readonly createdAtMs: number;
  updatedAtMs: number;
  status: CallStatus = 'queued';
  answeredAtMs: number | undefined;
  endedAtMs: number | undefined;
  /** Who really picked up; `answeredBy` is what machine detection said. */
  pickedUpBy: 'human' | 'machine' = 'human';
  answeredBy: string | undefined;
  statusCallback: StatusCallback | undefined;
  fallback: CallDetails['fallback'];
  /** The TwiML that runs on this leg. */
  program: Run | undefined;
  speechListener: SpeechListener | undefined;
  /** What the status callback is told besides when the call has ended. */
  toldAtEnd: () => Readonly<Record<string, string>> = () => ({});

  private takesDigit: ((digit: string) => void) | undefined;
  private sequence = 0;
  private readonly stateListeners: ((state: LineState) => void)[] = [];
  private readonly hearListeners: ((heard: Heard) => void)[] = [];
  private readonly endListeners = new Set<() => void>();

  constructor(
    private readonly ctx: EmulatorContext,
    private readonly switchboard: Switchboard,
    private readonly details: CallDetails,
    { sid, createdAtMs } = { sid: ctx.ids.sid('CA'), createdAtMs: ctx.clock.now() },
  ) {
    this.sid = sid;
    this.createdAtMs = createdAtMs;
    this.updatedAtMs = this.createdAtMs;
    this.statusCallback = details.statusCallback;
    this.fallback = details.fallback;
  }

  get from(): string {
    return this.details.from;
  }
  get to(): string {
    return this.details.to;
  }
  get direction(): CallDirection {
    return this.details.direction;
  }
  get parentCallSid(): string | undefined {
    return this.details.parentCallSid;
  }
  get phoneNumberSid(): string | undefined {
    return this.details.phoneNumberSid;
  }
  get applicationSid(): string | undefined {
    return this.details.applicationSid;
  }
  /** The number of the person whose phone this leg leads to. */
  get person(): string {
    return this.direction === 'inbound' ? this.from : this.to;
  }
  get isLive(): boolean {
    return LIVE.includes(this.status);
  }
  get sipResponseCode(): string | undefined {
    return SIP_CODES[this.status];
  }
  /** Whole seconds from the answer to the end. */
  get durationSeconds(): number {
    if (this.answeredAtMs === undefined) return 0;
    return Math.round(((this.endedAtMs ?? this.ctx.clock.now()) - this.answeredAtMs) / 1000);
  }

  nextSequenceNumber(): number {
    return this.sequence++;
  }

  initiate(): void {
    this.note('call.initiated', { from: this.from, to: this.to, direction: this.direction });
    reportStatus(this.ctx, this, 'initiated');
  }

  ring(): void {
    this.become('ringing');
    this.note('call.ringing');
    if (this.direction === 'inbound') this.plugIn();
    reportStatus(this.ctx, this, 'ringing');
    this.tell('ringing');
  }

  answer(by: 'human' | 'machine' = 'human'): void {
    if (this.status !== 'ringing') return;
    this.pickedUpBy = by;
    this.become('in-progress');
    this.answeredAtMs = this.ctx.clock.now();
    this.note('call.answered');
    if (this.direction !== 'inbound') this.plugIn();
    reportStatus(this.ctx, this, 'answered');
    this.tell('in-progress');
  }

  /** Ends the leg, whatever runs on it. `how` is for the journal: who ended it and why. */
  end(status: CallStatus, how: string): void {
    if (!this.isLive) return;
    this.become(status);
    this.endedAtMs = this.ctx.clock.now();
    this.note('call.ended', { status, how });
    this.program?.stop('call-ended');
    this.switchboard.unplug(this.sid);
    for (const listener of [...this.endListeners]) listener();
    reportStatus(this.ctx, this, 'completed');
    this.tell('ended');
  }

  /** Gives the keys of this leg to `take` until the function it returns is called. */
  takeDigits(take: (digit: string) => void): () => void {
    this.takesDigit = take;
    return () => {
      if (this.takesDigit === take) this.takesDigit = undefined;
    };
  }

  press(digit: string): void {
    this.note('call.digit', { digit, taken: this.takesDigit !== undefined });
    this.takesDigit?.(digit);
  }

  onEnd(listener: () => void): () => void {
    this.endListeners.add(listener);
    return () => this.endListeners.delete(listener);
  }

  onState(listener: (state: LineState) => void): void {
    this.stateListeners.push(listener);
  }

  onHear(listener: (heard: Heard) => void): void {
    this.hearListeners.push(listener);
  }

  /** Writes to the journal, with the leg's SID. */
  note(kind: string, fields: Record<string, unknown> = {}): void {
    this.ctx.journal.add(kind, { callSid: this.sid, ...fields });
  }

  private plugIn(): void {
    this.switchboard.plugIn(this.sid, this.person, (heard) => {
      for (const listener of this.hearListeners) listener(heard);
    });
  }

  private become(status: CallStatus): void {
    this.status = status;
    this.updatedAtMs = this.ctx.clock.now();
  }

  private tell(state: LineState): void {
    for (const listener of this.stateListeners) listener(state);
  }
}
