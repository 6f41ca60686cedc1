import type { Answer } from '../../functions/ports/answer';
import { CALL_NOT_IN_PROGRESS, type CallStatus, type CallView } from '../../functions/ports/calls';
import type { RouteRef, Verb, VoiceAnswer } from '../../functions/ports/voice-answer';
import type { Timeline } from './timeline';

type ConferenceVerb = Extract<Verb, { verb: 'conference' }>;

export interface Leg {
  readonly sid: string;
  readonly kind: 'caller' | 'agent' | 'vapi-dialled';
  readonly to: string;
  status: CallStatus;
  /** What is heard or done on the line right now. */
  doing: string;
  /** Counts what the leg was told to do; older plans are void. */
  plan: number;
  conference: { readonly verb: ConferenceVerb; readonly name: string } | undefined;
  streamLeg: string | undefined;
  /** Ended because it ran out of TwiML: nobody wanted that. */
  isDropped: boolean;
}

export interface VoiceHooks {
  /** Asks a URL for TwiML; undefined when it fails for good. */
  fetch(leg: Leg, to: RouteRef, extra: Record<string, string>, then: (answer?: VoiceAnswer) => void): void;
  status(leg: Leg): void;
  conferenceStart(verb: ConferenceVerb): void;
  bridged(agent: Leg): void;
  /** The person behind the phone hears the question; answers with digits after a while, or not. */
  gather(leg: Leg, press: (digits: string) => void): void;
  streamOpened(leg: Leg): void;
  streamClosed(leg: Leg, why: 'redirected' | 'caller-hung-up'): void;
}

const notInProgress: Answer<never> = { kind: 'refused', status: 400, code: CALL_NOT_IN_PROGRESS };
const done: Answer<void> = { kind: 'ok', value: undefined };
const WORDS_MS = 2_000;

/** Calls that carry out answers verb by verb, and conferences of two. */
export class VoiceModel {
  readonly legs = new Map<string, Leg>();
  readonly conferences = new Map<string, Leg[]>();

  constructor(
    private readonly time: Timeline,
    private readonly sid: (prefix: string) => string,
    private readonly hooks: VoiceHooks,
    private readonly isOurs: () => boolean,
  ) {}

  add(kind: Leg['kind'], to: string, status: CallStatus): Leg {
    const leg: Leg = {
      sid: this.sid('CA'),
      kind,
      to,
      status,
      doing: 'ringing',
      plan: 0,
      conference: undefined,
      streamLeg: undefined,
      isDropped: false,
    };
    this.legs.set(leg.sid, leg);
    return leg;
  }

  fetch(sid: string): Answer<CallView> | { kind: 'gone' } {
    const leg = this.known(sid);
    return leg ? { kind: 'ok', value: { status: leg.status, to: leg.to } } : { kind: 'gone' };
  }

  redirect(sid: string, answer: VoiceAnswer): Answer<void> {
    const leg = this.known(sid);
    if (!leg) return { kind: 'refused', status: 404, code: 20404 };
    if (leg.status !== 'in-progress') return notInProgress;
    this.follow(leg, answer);
    return done;
  }

  endByApi(sid: string): Answer<void> {
    const leg = this.known(sid);
    if (!leg) return { kind: 'refused', status: 404, code: 20404 };
    if (!isLive(leg)) return notInProgress;
    this.end(leg, leg.status === 'in-progress' ? 'completed' : 'canceled');
    return done;
  }

  private known(sid: string): Leg | undefined {
    const leg = this.legs.get(sid);
    return leg?.kind === 'caller' && !this.isOurs() ? undefined : leg;
  }

  /** New TwiML, whatever the leg was doing. */
  follow(leg: Leg, answer: VoiceAnswer): void {
    leg.plan += 1;
    this.leave(leg);
    this.closeStream(leg, 'redirected');
    // Its `<Dial>` is over, and whoever was dialled is hung up.
    if (leg.kind === 'caller') this.hangUpDialled();
    this.next(leg, answer, leg.plan);
  }

  hangUpDialled(): void {
    for (const leg of this.legs.values()) if (leg.kind === 'vapi-dialled') this.end(leg, 'completed');
  }

  private closeStream(leg: Leg, why: 'redirected' | 'caller-hung-up'): void {
    if (leg.streamLeg === undefined) return;
    this.hooks.streamClosed(leg, why);
    leg.streamLeg = undefined;
  }

  /** The AI closed the stream: the verb after `<Connect>` is next. */
  streamEnded(leg: Leg, rest: VoiceAnswer): void {
    if (leg.streamLeg === undefined || leg.status !== 'in-progress') return;
    leg.streamLeg = undefined;
    leg.plan += 1;
    this.next(leg, rest, leg.plan);
  }

  private next(leg: Leg, [verb, ...rest]: VoiceAnswer, plan: number): void {
    if (leg.plan !== plan || leg.status !== 'in-progress') return;
    const goOn = (afterMs: number): void => this.time.after(afterMs, () => this.next(leg, rest, plan));
    if (!verb) {
      leg.isDropped = true;
      this.end(leg, 'completed');
      return;
    }
    leg.doing = verb.verb === 'say' ? `say ${verb.text.key}` : verb.verb;
    switch (verb.verb) {
      case 'say':
        return goOn(WORDS_MS);
      case 'music':
        return goOn(verb.seconds * 1000);
      case 'hangup':
        return this.end(leg, 'completed');
      case 'redirect':
        return this.ask(leg, verb.to, {}, plan);
      case 'connect':
        leg.streamLeg = verb.twiml;
        restOfStream.set(leg, rest);
        return this.hooks.streamOpened(leg);
      case 'gather': {
        let isOpen = true;
        this.hooks.gather(leg, (digits) => {
          if (!isOpen || leg.plan !== plan) return;
          isOpen = false;
          leg.plan += 1;
          this.ask(leg, verb.action, { digits }, leg.plan);
        });
        this.time.after(verb.say.length * WORDS_MS + verb.timeoutSeconds * 1000, () => {
          if (!isOpen) return;
          isOpen = false;
          this.next(leg, rest, plan);
        });
        return;
      }
      case 'conference':
        return this.join(leg, verb, plan);
    }
  }

  private ask(leg: Leg, to: RouteRef, extra: Record<string, string>, plan: number): void {
    leg.doing = `fetch ${to.route}`;
    this.hooks.fetch(leg, to, extra, (answer) => {
      if (leg.plan !== plan || leg.status !== 'in-progress') return;
      // Both failed, the URL and the number's fallback URL: the platform hangs up.
      if (answer) this.next(leg, answer, plan);
      else this.end(leg, 'completed');
    });
  }

  private join(leg: Leg, verb: ConferenceVerb, plan: number): void {
    const others = this.conferences.get(verb.name) ?? [];
    leg.conference = { verb, name: verb.name };
    this.conferences.set(verb.name, [...others, leg]);
    const first = others[0];
    if (!first) return this.waitAlone(leg, [{ verb: 'redirect', to: verb.waitUrl }], plan);
    for (const both of [first, leg]) both.doing = `bridged in ${verb.name}`;
    this.hooks.conferenceStart((first.conference as { verb: ConferenceVerb }).verb);
    this.hooks.bridged([first, leg].find(({ kind }) => kind === 'agent') ?? leg);
  }

  /** What a wait URL answers plays only to whoever is alone. */
  private waitAlone(leg: Leg, [verb, ...rest]: VoiceAnswer, plan: number): void {
    const isAlone = (): boolean =>
      leg.plan === plan && (this.conferences.get(leg.conference?.name ?? '') ?? []).length === 1;
    if (!isAlone() || !verb) return;
    leg.doing = `waits in conference: ${verb.verb}`;
    const goOn = (afterMs: number): void => this.time.after(afterMs, () => this.waitAlone(leg, rest, plan));
    if (verb.verb === 'say') goOn(WORDS_MS);
    else if (verb.verb === 'music') goOn(verb.seconds * 1000);
    else if (verb.verb === 'redirect') {
      this.hooks.fetch(leg, verb.to, {}, (answer) => {
        if (isAlone()) this.waitAlone(leg, answer ?? [], plan);
      });
    }
  }

  /** Whoever leaves ends the conference; those who stay go on with their Dial's action. */
  private leave(leg: Leg): void {
    const conference = leg.conference;
    if (!conference) return;
    leg.conference = undefined;
    const others = (this.conferences.get(conference.name) ?? []).filter((other) => other !== leg);
    this.conferences.delete(conference.name);
    for (const other of others) this.leaveByEnd(other);
  }

  private leaveByEnd(leg: Leg): void {
    const { verb } = leg.conference as { verb: ConferenceVerb };
    leg.conference = undefined;
    leg.plan += 1;
    this.ask(leg, verb.action, {}, leg.plan);
  }

  pressStar(leg: Leg): void {
    const { conference } = leg;
    if (!conference?.verb.hangupOnStar) return;
    this.leave(leg);
    leg.plan += 1;
    this.ask(leg, conference.verb.action, {}, leg.plan);
  }

  end(leg: Leg, status: CallStatus): void {
    if (!isLive(leg)) return;
    this.time.note(`${leg.kind} ${leg.sid.slice(-4)} ended: ${status}, was at: ${leg.doing}`);
    leg.status = status;
    leg.plan += 1;
    this.closeStream(leg, 'caller-hung-up');
    this.leave(leg);
    leg.doing = 'over';
    this.hooks.status(leg);
  }
}

const restOfStream = new WeakMap<Leg, VoiceAnswer>();

/** The verbs after the stream that a leg is on. */
export function afterStream(leg: Leg): VoiceAnswer {
  return restOfStream.get(leg) ?? [];
}

export function isLive(leg: Leg): boolean {
  return ['queued', 'ringing', 'in-progress'].includes(leg.status);
}
