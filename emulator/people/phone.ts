import type { EmulatorContext } from '../core/context';
import type { AudioSource, Heard, Line, LineState } from '../core/ports';
import { speechMs } from '../core/speech';

/** What to listen for: words that match, or a kind of sound. */
export type Awaited = RegExp | AudioSource;

export interface HearOptions {
  /** Emulated milliseconds before the wait is given up; a minute unless told. */
  readonly withinMs?: number;
  /** `start` answers as soon as the words begin (to cut in), `end` when they are over. Music, ringing and background count from their start. */
  readonly at?: 'start' | 'end';
}

/** The call ended while a person still wanted something of it. */
export class CallOver extends Error {}

/** One thing of a call as the person at the phone has it: a sound that is heard, own words, or a key. */
export interface Moment {
  readonly who: AudioSource | 'own' | 'key';
  readonly text?: string;
  readonly fromMs: number;
  /** Undefined while it lasts. Words that ended early were cut off. */
  readonly toMs?: number;
}

/** A call that is over, as it is written down. */
export interface PastCall {
  readonly callSid: string;
  readonly from: string;
  readonly to: string;
  readonly startedAtMs: number;
  readonly moments: readonly {
    readonly who: Moment['who'];
    readonly text?: string | undefined;
    readonly fromMs: number;
    readonly toMs?: number | undefined;
  }[];
}

interface Lasting {
  readonly who: Moment['who'];
  readonly text?: string | undefined;
  readonly fromMs: number;
  toMs?: number | undefined;
}

type HeardThing = Lasting & { readonly who: AudioSource };

/** Looks whether what it waits for has come true, or cannot any more. */
type Wait = () => void;

const PATIENCE_MS = 60_000;

/**
 * One call in the hands of a scripted person. Everything happens in emulated time; a wait that does not come true ends
 * in an error that says what was waited for and what was heard instead.
 */
export class Phone {
  /** Resolves when the call is over, however it ended. */
  readonly ended: Promise<void>;
  private readonly things: HeardThing[] = [];
  private readonly moments: Lasting[] = [];
  private speech: Lasting | undefined;
  private readonly waits = new Set<Wait>();
  private understood = 0;
  private state: LineState = 'ringing';
  private readonly startedAtMs: number;

  constructor(
    private readonly ctx: EmulatorContext,
    readonly number: string,
    private readonly line: Line,
    private readonly onChange: (phone: Phone) => void = () => undefined,
  ) {
    this.startedAtMs = ctx.clock.now();
    line.onHear((heard) => this.listen(heard));
    this.ended = new Promise((resolve) => {
      line.onState((state) => {
        this.state = state;
        if (state === 'ended') {
          this.isOverNow(this.speech);
          resolve();
        }
        this.changed();
      });
    });
  }

  static past(ctx: EmulatorContext, number: string, line: Line, { startedAtMs, moments }: PastCall): Phone {
    const phone = new Phone(ctx, number, line);
    Object.assign(phone, { startedAtMs, state: 'ended', ended: Promise.resolve() });
    for (const moment of moments) {
      const { who, ...rest } = moment;
      const lasting = { who, ...rest };
      phone.moments.push(lasting);
      if (who !== 'own' && who !== 'key') phone.things.push({ who, ...rest });
    }
    return phone;
  }

  save(): { -readonly [K in keyof PastCall]: K extends 'moments' ? Lasting[] : PastCall[K] } {
    const { callSid, from, to, startedAtMs, moments } = this;
    return { callSid, from, to, startedAtMs, moments: moments.map((one) => ({ ...one })) };
  }

  get callSid(): string {
    return this.line.callSid;
  }

  get isOver(): boolean {
    return this.state === 'ended';
  }

  get lineState(): LineState {
    return this.state;
  }

  /** Everything that was heard, the oldest first. */
  get heard(): readonly { readonly source: AudioSource; readonly text?: string; readonly fromMs: number }[] {
    return this.things.map(({ who, text, fromMs }) => ({ source: who, ...worded(text), fromMs }));
  }

  /** The whole call as this person has it, the oldest first. */
  get conversation(): readonly Moment[] {
    return this.moments.map(({ text, ...moment }) => ({ ...moment, ...worded(text) }));
  }

  get from(): string {
    return this.line.from;
  }

  get to(): string {
    return this.line.to;
  }

  /** Picks up a phone that rings. */
  answer(by: 'human' | 'machine' = 'human'): void {
    this.line.answer(by);
  }

  refuse(how: 'busy' | 'failed' = 'busy'): void {
    this.line.refuse(how);
  }

  /** The other side picked up. Throws CallOver when it did not. */
  answered(withinMs = PATIENCE_MS): Promise<void> {
    return this.until('for an answer', withinMs, () =>
      this.state === 'in-progress' ? true : undefined,
    ).then(() => undefined);
  }

  /**
   * Waits until this was heard, counting from what was heard for last: nothing that came while the person spoke or thought
   * is missed. Answers with the words. Throws an Error after `withinMs`, CallOver when the call ends first.
   */
  hears(what: Awaited, options: HearOptions = {}): Promise<string> {
    const isSteady = typeof what === 'string' && ['music', 'ring', 'ambience'].includes(what);
    const atStart = options.at === 'start' || isSteady;
    return this.until(`to hear ${String(what)}`, options.withinMs ?? PATIENCE_MS, () => {
      const index = this.things.findIndex(
        (thing, position) =>
          position >= this.understood && (atStart || thing.toMs !== undefined) && matches(thing, what),
      );
      if (index < 0) return undefined;
      this.understood = index + 1;
      return this.things[index]?.text ?? '';
    });
  }

  /** Says this and answers when the words are over. Speaking while others speak is possible. */
  says(text: string): Promise<void> {
    if (this.state !== 'in-progress') return Promise.reject(this.over(`to say “${text}”`));
    return new Promise((resolve, reject) => {
      const wait: Wait = () => {
        if (this.state !== 'ended') return;
        this.waits.delete(wait);
        reject(this.over(`to say “${text}”`));
      };
      this.waits.add(wait);
      this.isOverNow(this.speech);
      const speech = this.begins('own', text);
      this.speech = speech;
      this.line.speak({ text, durationMs: speechMs(text, this.ctx.charactersPerSecond) }, () => {
        this.waits.delete(wait);
        this.isOverNow(speech);
        this.onChange(this);
        resolve();
      });
      this.onChange(this);
    });
  }

  /** Has the word and is silent for a while: nobody owes this person a sound meanwhile. */
  async thinks(ms: number): Promise<void> {
    this.line.ownTurn(true);
    await this.passes(ms);
    this.line.ownTurn(false);
  }

  /** Lets time pass, listening. */
  listens(ms: number): Promise<void> {
    return this.passes(ms);
  }

  press(digits: string): void {
    this.line.press(digits);
    this.isOverNow(this.begins('key', digits));
    this.onChange(this);
  }

  hangUp(): void {
    this.line.hangUp();
  }

  /** The line breaks: nobody said goodbye. */
  breakOff(): void {
    this.line.breakOff();
  }

  /** Everything heard so far, for a message. */
  heardSoFar(): string {
    if (this.things.length === 0) return 'nothing';
    return this.things
      .map(({ who, text, fromMs }) => {
        const words = text === undefined ? '' : ` “${text}”`;
        return `${who}${words} at ${fromMs - this.startedAtMs} ms`;
      })
      .join('; ');
  }

  private passes(ms: number): Promise<void> {
    return new Promise((resolve) => void this.ctx.clock.after(ms, resolve));
  }

  private listen({ phase, source, text }: Heard): void {
    if (phase === 'started') this.things.push(this.begins(source, text));
    else
      this.isOverNow(
        this.things.find((one) => one.toMs === undefined && one.who === source && one.text === text),
      );
    this.changed();
  }

  private begins<Who extends Moment['who']>(
    who: Who,
    text: string | undefined,
  ): Lasting & { readonly who: Who } {
    const moment = { who, text, fromMs: this.ctx.clock.now() };
    this.moments.push(moment);
    return moment;
  }

  private isOverNow(moment: Lasting | undefined): void {
    if (moment) moment.toMs ??= this.ctx.clock.now();
  }

  private changed(): void {
    this.tellWaits();
    this.onChange(this);
  }

  private until<T>(what: string, withinMs: number, look: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (then: () => void): void => {
        this.waits.delete(wait);
        cancel();
        then();
      };
      const wait: Wait = () => {
        const found = look();
        if (found !== undefined) settle(() => resolve(found));
        else if (this.state === 'ended') settle(() => reject(this.over(what)));
      };
      const cancel = this.ctx.clock.after(withinMs, () =>
        settle(() =>
          reject(new Error(`${this.number} waited ${withinMs} ms ${what} and heard: ${this.heardSoFar()}`)),
        ),
      );
      this.waits.add(wait);
      wait();
    });
  }

  private tellWaits(): void {
    for (const wait of [...this.waits]) wait();
  }

  private over(what: string): CallOver {
    return new CallOver(`${this.number} waited ${what}, but the call was over; heard: ${this.heardSoFar()}`);
  }
}

function worded(text: string | undefined): { text?: string } {
  return text === undefined ? {} : { text };
}

function matches({ who, text }: HeardThing, what: Awaited): boolean {
  return typeof what === 'string' ? who === what : what.test(text ?? '');
}
