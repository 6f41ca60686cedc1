import type { Call } from '../calls/call';
import type { VoiceCore } from '../core';
import type { Recording } from '../recordings/recording';
import type { TwimlRequest } from '../twiml/fetch';
import type { Run } from '../twiml/run';
import { ConferenceCallbacks, participantParameters } from './callbacks';
import { mix } from './mixing';
import type { JoinSettings, LeaveReason, Participant, ParticipantFacts } from './participant';
import { playAside } from './side-audio';

export type ConferenceStatus = 'init' | 'in-progress' | 'completed';

export type EndReason =
  | 'conference-ended-via-api'
  | 'participant-with-end-conference-on-exit-left'
  | 'participant-with-end-conference-on-exit-kicked'
  | 'last-participant-left'
  | 'last-participant-kicked';

/** What a REST update may change about a participant. */
export interface ParticipantChanges {
  readonly muted?: boolean | undefined;
  readonly hold?: boolean | undefined;
  /** What a participant on hold hears; undefined is Twilio's music. */
  readonly holdAudio?: TwimlRequest | undefined;
  readonly coaching?: boolean | undefined;
  readonly callSidToCoach?: string | undefined;
  readonly endConferenceOnExit?: boolean | undefined;
  readonly beepOnExit?: boolean | undefined;
}

/**
 * A room in which legs hear each other. It starts when two are in it, one of whom may start it; until then each hears
 * its own waiting document. It ends with the last one, or with one who ends it by leaving.
 * Source: https://www.twilio.com/docs/voice/twiml/conference, https://www.twilio.com/docs/voice/api/conference-resource.
 */
export class Conference {
  readonly sid: string;
  readonly createdAtMs: number;
  updatedAtMs: number;
  status: ConferenceStatus = 'init';
  endReason: EndReason | undefined;
  callSidEndingConference: string | undefined;
  readonly callbacks: ConferenceCallbacks;
  private readonly present = new Set<Participant>();
  private readonly invited = new Map<string, ParticipantFacts>();
  private recordingAsked: JoinSettings['recording'];
  private recording: Recording | undefined;
  private readonly awaited = new Map<string, () => void>();

  constructor(
    private readonly core: VoiceCore,
    readonly friendlyName: string,
    { sid, createdAtMs } = { sid: core.ctx.ids.sid('CF'), createdAtMs: core.ctx.clock.now() },
  ) {
    this.sid = sid;
    this.createdAtMs = createdAtMs;
    this.updatedAtMs = this.createdAtMs;
    this.callbacks = new ConferenceCallbacks(core.ctx, this);
  }

  get participants(): Participant[] {
    return [...this.present];
  }

  /** Those in the room and those who are being called into it. */
  get everybody(): ParticipantFacts[] {
    return [...this.present, ...this.invited.values()];
  }

  /** Somebody is being called into the room; is forgotten when the call ends before that. */
  invite(facts: ParticipantFacts): void {
    const { call } = facts;
    this.invited.set(call.sid, facts);
    call.onEnd(() => {
      if (!this.invited.delete(call.sid)) return;
      this.tellLeaving(facts, 'participant_add_failed');
      if (this.everybody.length === 0) this.end('last-participant-left', call.sid);
    });
  }

  /** Calls once when the call is in the room; at once when it already is. */
  onJoin(callSid: string, listener: () => void): void {
    if (this.participants.some(({ call }) => call.sid === callSid)) listener();
    else this.awaited.set(callSid, listener);
  }

  /** Undefined (and error 16025 or 16020 in the journal) when the label is taken or the room is full. */
  join(call: Call, settings: JoinSettings, onRemoved: () => void): Participant | undefined {
    const isTaken = this.participants.some(({ label }) => label !== undefined && label === settings.label);
    if (isTaken || this.present.size >= settings.maxParticipants) {
      call.note('twiml.error', { code: isTaken ? 16025 : 16020, conferenceSid: this.sid });
      return undefined;
    }
    const { callSidToCoach: coached } = settings;
    if (coached !== undefined && !this.participants.some((one) => one.call.sid === coached))
      call.note('twiml.error', {
        code: 16028,
        conferenceSid: this.sid,
        message: `nobody here is ${coached}`,
      });
    this.invited.delete(call.sid);
    const now = this.core.ctx.clock.now();
    const { statusCallback, recording, callSidToCoach, beep, maxParticipants: _, ...entering } = settings;
    if (this.present.size === 0) this.recordingAsked = recording;
    const participant: Participant = {
      ...entering,
      call,
      joinedAtMs: now,
      updatedAtMs: now,
      hold: false,
      beepOnExit: ['true', 'onExit'].includes(beep),
      coaching: callSidToCoach !== undefined,
      callSidToCoach,
      playing: undefined,
      onRemoved,
    };
    this.callbacks.target ??= statusCallback;
    this.present.add(participant);
    this.note('conference.join', participant, { label: participant.label });
    if (['true', 'onEnter'].includes(beep)) this.note('conference.beep', participant);
    this.callbacks.report('participant-join', participantParameters(participant));
    if (this.status === 'init') {
      if (this.canStart()) this.start();
      else participant.playing = this.waiting(participant);
    }
    this.remix();
    this.awaited.get(call.sid)?.();
    this.awaited.delete(call.sid);
    return participant;
  }

  /** Takes a leg out. Harmless when it is out already. */
  leave(participant: Participant, reason: LeaveReason, isKicked = false): void {
    if (!this.present.has(participant)) return;
    this.takeOut(participant, reason);
    if (participant.beepOnExit) this.note('conference.beep', participant);
    const how = isKicked ? 'kicked' : 'left';
    if (participant.endConferenceOnExit) {
      this.end(`participant-with-end-conference-on-exit-${how}`, participant.call.sid);
    } else if (this.everybody.length === 0) {
      this.end(`last-participant-${how}`, participant.call.sid);
    }
  }

  /** Ends the conference: everybody goes on with what comes after the room. */
  end(reason: EndReason, callSid?: string): void {
    if (this.status === 'completed') return;
    this.status = 'completed';
    this.updatedAtMs = this.core.ctx.clock.now();
    this.endReason = reason;
    this.callSidEndingConference = callSid;
    const removed = this.participants;
    if (this.recording) this.core.recordings.finish(this.recording);
    const why =
      reason === 'conference-ended-via-api' ? 'conference_ended_via_api' : 'moderator_ended_conference';
    for (const participant of removed) this.takeOut(participant, why);
    this.core.ctx.journal.add('conference.end', { conferenceSid: this.sid, reason, callSid });
    this.callbacks.report('conference-end', {
      ReasonConferenceEnded: reason,
      ...(callSid === undefined ? {} : { CallSidEndingConference: callSid }),
      Reason:
        callSid === undefined
          ? 'The conference was ended by the REST API'
          : `Participant ${callSid}: ${reason}`,
    });
    for (const participant of removed) participant.onRemoved();
  }

  change(participant: Participant, changes: ParticipantChanges): void {
    const events: string[] = [];
    if (changes.muted !== undefined && changes.muted !== participant.muted) {
      participant.muted = changes.muted;
      events.push(changes.muted ? 'participant-mute' : 'participant-unmute');
    }
    if (changes.hold !== undefined && changes.hold !== participant.hold) {
      participant.hold = changes.hold;
      events.push(changes.hold ? 'participant-hold' : 'participant-unhold');
      participant.playing?.stop('wait-over');
      participant.playing = changes.hold
        ? playAside(this.core, this.sid, participant, changes.holdAudio ?? 'music')
        : undefined;
    }
    const { coaching, endConferenceOnExit, beepOnExit } = changes;
    if (coaching !== undefined || endConferenceOnExit !== undefined || beepOnExit !== undefined) {
      participant.coaching = coaching ?? participant.coaching;
      participant.callSidToCoach = participant.coaching
        ? (changes.callSidToCoach ?? participant.callSidToCoach)
        : undefined;
      participant.endConferenceOnExit = endConferenceOnExit ?? participant.endConferenceOnExit;
      participant.beepOnExit = beepOnExit ?? participant.beepOnExit;
      events.push('participant-modify');
    }
    participant.updatedAtMs = this.core.ctx.clock.now();
    this.remix();
    for (const event of events) {
      this.note(event.replace('participant-', 'conference.'), participant);
      this.callbacks.report(event, participantParameters(participant));
    }
  }

  private canStart(): boolean {
    return this.present.size >= 2 && this.participants.some((one) => one.startConferenceOnEnter);
  }

  private start(): void {
    this.status = 'in-progress';
    this.updatedAtMs = this.core.ctx.clock.now();
    this.core.ctx.journal.add('conference.start', {
      conferenceSid: this.sid,
      friendlyName: this.friendlyName,
    });
    for (const participant of this.present) {
      participant.playing?.stop('wait-over');
      participant.playing = undefined;
    }
    this.callbacks.report('conference-start', {});
    const [first] = this.present;
    if (this.recordingAsked && first)
      this.recording = this.core.recordings.start({
        ...this.recordingAsked,
        ...{ callSid: first.call.sid, conferenceSid: this.sid },
        ...{ source: 'Conference', channels: 1, track: 'both' },
      });
  }

  private takeOut(participant: Participant, reason: LeaveReason): void {
    this.present.delete(participant);
    participant.playing?.stop('wait-over');
    this.remix();
    this.tellLeaving(participant, reason);
  }

  private tellLeaving(facts: ParticipantFacts, reason: LeaveReason): void {
    this.note('conference.leave', facts, { reason });
    this.callbacks.report('participant-leave', {
      ...participantParameters(facts),
      ParticipantCallStatus: facts.call.status,
      ReasonParticipantLeft: reason,
    });
  }

  private remix(): void {
    this.core.switchboard.route(this.sid, this.status === 'in-progress' ? mix(this.participants) : []);
  }

  private waiting(participant: Participant): Run {
    const { waitUrl, waitMethod } = participant;
    const form = { ConferenceSid: this.sid, FriendlyName: this.friendlyName };
    const source =
      waitUrl === undefined
        ? 'music'
        : waitUrl === ''
          ? 'nothing'
          : { url: waitUrl, method: waitMethod, form };
    return playAside(this.core, this.sid, participant, source);
  }

  private note(kind: string, participant: ParticipantFacts, fields: Record<string, unknown> = {}): void {
    participant.call.note(kind, { conferenceSid: this.sid, ...fields });
  }
}
