import type { Cancel } from '../../core/clock';
import type { MediaStream, StreamPeer, Utterance } from '../../core/ports';
import type { WebhookAnswer } from '../../core/webhooks';
import type { Call } from '../call';
import { NOBODY } from '../effective-assistant';
import { renderLiquid } from '../liquid';
import type { Asking } from '../webhooks/server-messages';
import { Conversation } from './conversation';
import type { HandoffAssistant } from '../rest/handoff-schema';
import { Hooks, isServed } from './hooks';
import type { Farewell, Leg, LegEnvironment, NextAssistant } from './leg';
import { Listening } from './listening';
import { reportEnd } from './reports';
import { Silence } from './silence';
import { Speech, type SpeechOutcome } from './speech';
import { postFinalTranscript, SpokenTurns } from './spoken-turns';
import { Turns } from './turns';

const DEFAULT_MAX_DURATION_SECONDS = 600;

/** One AI on one media stream, from the call's creation to its end-of-call report. */
export class AiLeg implements Leg, StreamPeer {
  readonly conversation: Conversation;
  readonly speech: Speech;
  readonly turns: Turns;
  readonly hooks: Hooks = new Hooks(this);
  readonly spokenTurns = new SpokenTurns();
  /** The number of the turn in which it speaks. */
  private turn = 0;
  private readonly listening: Listening;
  private readonly silence: Silence;
  private stream?: MediaStream;
  /** The Twilio call behind the stream, whether Vapi knows of it or not. */
  streamCallSid: string | undefined;
  private timers: Cancel[] = [];

  constructor(
    readonly call: Call,
    readonly env: LegEnvironment,
  ) {
    const { clock, charactersPerSecond } = env.ctx;
    this.conversation = new Conversation(clock);
    this.instruct();
    this.speech = new Speech(clock, charactersPerSecond, {
      started: (text, durationMs) => this.speechStarted(text, durationMs),
      stopped: (heard, startedAtMs, outcome) => this.speechStopped(heard, startedAtMs, outcome),
    });
    this.turns = new Turns(this);
    this.listening = new Listening(this, this.turns);
    this.silence = new Silence(this);
  }

  /** The call was created: from now on the leg waits for its stream. */
  begin(): void {
    const { call, env } = this;
    const { clock } = env.ctx;
    this.journal('ai.leg.created', { assistantId: call.origin.assistantId, isBypass: call.origin.isBypass });
    for (const hook of call.assistant.settings.hooks ?? []) {
      if (!isServed(hook)) this.journal('ai.hook-not-served', { on: hook.on });
    }
    if (call.origin.isBypass) {
      const reason = 'phone-call-provider-bypass-enabled-but-no-call-received';
      this.timers.push(clock.after(env.behaviour.noStreamMs, () => this.end(reason, 'stream-is-gone')));
    }
  }

  /** A stream can reach the leg once, while it waits for one. */
  get isAwaitingStream(): boolean {
    return this.stream === undefined && !this.call.isEnded;
  }

  opened(stream: MediaStream): void {
    const { clock } = this.env.ctx;
    const { settings } = this.call.assistant;
    this.stream = stream;
    this.streamCallSid = stream.callSid;
    this.stopTimers();
    if (this.call.origin.isBypass && this.env.behaviour.knowsCallSidOfBypass)
      this.call.callSid = stream.callSid;
    this.call.status = 'in-progress';
    this.call.startedAtMs = clock.now();
    this.conversation.start();
    this.speech.attach(stream);
    const sound = settings.backgroundSound ?? (this.call.origin.type === 'webCall' ? 'off' : 'office');
    if (sound !== 'off') stream.ambience(true);
    this.journal('ai.leg.started');
    this.post('status-update', { status: 'in-progress' });
    this.post('assistant.started', { newAssistant: settings });
    this.silence.begins();
    const { maxDurationSeconds = DEFAULT_MAX_DURATION_SECONDS } = settings;
    this.timers.push(
      clock.after(this.env.behaviour.greetingMs, () => this.greet()),
      clock.after(maxDurationSeconds * 1000, () => this.end('exceeded-max-duration', 'hangs-up')),
    );
  }

  /** Another assistant goes on with the call, and knows of it what the plan leaves. */
  handOver({ assistant, assistantId }: NextAssistant, destination: HandoffAssistant): void {
    const { call, conversation } = this;
    const { settings } = assistant;
    this.post('transfer-update', {
      destination: { type: 'assistant', assistantName: settings.name ?? '' },
      toAssistant: settings,
      fromAssistant: call.assistant.settings,
    });
    Object.assign(call, { assistant, assistantId });
    conversation.narrow(destination.contextEngineeringPlan);
    this.instruct();
    this.journal('ai.handed-over', { assistantId, name: settings.name });
    this.post('assistant.started', { newAssistant: settings });
    this.greet();
  }

  callerStarted(utterance: Utterance): void {
    this.silence.broken('caller');
    this.listening.started(utterance);
  }

  callerFinished(utterance: Utterance): void {
    this.listening.finished(utterance);
    if (!this.speech.isSpeaking) this.silence.begins();
  }

  dtmf(digits: string): void {
    const text = `User's Keypad Entry: ${digits}`;
    this.conversation.addUser(text, this.env.ctx.clock.now());
    this.conversationChanged();
    this.turns.callerSpoke();
  }

  closed(reason: 'caller-hung-up' | 'redirected' | 'ended-by-peer'): void {
    const { endedReasons } = this.env.behaviour;
    const why = reason === 'redirected' ? endedReasons.redirected : endedReasons.callerHungUp;
    if (this.call.status !== 'forwarding') this.end(why, 'stream-is-gone');
  }

  /** Says the first message again or for the first time. */
  greet(): void {
    const { firstMessage, firstMessageMode, firstMessageInterruptionsEnabled } = this.call.assistant.settings;
    if (firstMessageMode === 'assistant-waits-for-user') return;
    if (firstMessageMode === 'assistant-speaks-first-with-model-generated-message') return this.turns.greet();
    if (!firstMessage) return;
    this.speech.say({
      text: this.rendered(firstMessage),
      isInterruptible: firstMessageInterruptionsEnabled ?? false,
    });
  }

  muteCustomer(isMuted: boolean): void {
    this.listening.mute(isMuted);
  }

  press(keys: string): void {
    this.stream?.press(keys);
  }

  /** Gives the caller's call other TwiML: the stream closes while the leg is `forwarding`. */
  redirect(twiml: string): void {
    this.stream?.redirect(twiml);
  }

  end(reason: string, farewell: Farewell = 'closes-stream'): void {
    if (this.call.isEnded) return;
    const { call, stream } = this;
    if (farewell === 'hangs-up' && this.isLeftToServer({ request: 'hang-up' })) return;
    if (stream && farewell !== 'stream-is-gone' && this.hooks.endsOtherwise(reason)) return;
    call.status = 'ended';
    call.endedReason = reason;
    call.endedAtMs = this.env.ctx.clock.now();
    this.stopTimers();
    this.turns.stop();
    this.listening.stop();
    this.speech.detach();
    this.silence.broken('ai');
    this.journal('ai.leg.ended', { reason });
    this.post('status-update', { status: 'ended', endedReason: reason });
    reportEnd(this);
    if (farewell === 'stream-is-gone' || !stream) return;
    stream.ambience(false);
    // Vapi holds no credentials of a bypassed call's account: all it can do is to close the stream.
    if (farewell === 'hangs-up' && !call.origin.isBypass) stream.endCall();
    else stream.close();
  }

  /**
   * An assistant that wants `phone-call-control` leaves hang-ups and transfers to its server, which is asked for this one.
   * Source: https://docs.vapi.ai/server-url/events.
   */
  isLeftToServer(request: Readonly<Record<string, unknown>>): boolean {
    const isLeft = this.env.serverMessages.isSubscribed(this.call, 'phone-call-control');
    if (isLeft) this.post('phone-call-control', request);
    return isLeft;
  }

  post(type: string, fields: Readonly<Record<string, unknown>> = {}): void {
    if (this.env.serverMessages.isSubscribed(this.call, type)) void this.ask(type, fields);
  }

  ask(
    type: string,
    fields: Readonly<Record<string, unknown>>,
    asking?: Asking,
  ): Promise<WebhookAnswer | undefined> {
    return this.env.serverMessages.post(this.call, this.message(type, fields), asking);
  }

  journal(kind: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.env.ctx.journal.add(kind, { callId: this.call.id, callSid: this.streamCallSid, ...fields });
  }

  conversationChanged(): void {
    this.post('conversation-update', {
      messages: this.conversation.known(),
      messagesOpenAIFormatted: this.conversation.openAiFormatted(),
    });
  }

  /** The envelope that every server message shares. Source: OpenAPI `ServerMessage*`. */
  private message(type: string, fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const { call, env } = this;
    const { assistant, assistantId } = call;
    const { phoneNumber, customer } = call.origin;
    const now = env.ctx.clock.now();
    return {
      timestamp: env.behaviour.timestamps === 'ms' ? now : new Date(now).toISOString(),
      type,
      artifact: this.conversation.artifact(assistant.variableValues, assistant.settings.artifactPlan),
      ...fields,
      call: call.snapshot(env.behaviour.sendsMonitor),
      phoneNumber: phoneNumber && { ...phoneNumber, twilioAuthToken: undefined, twilioApiSecret: undefined },
      customer,
      assistant: assistant === NOBODY ? undefined : { ...assistant.settings, id: assistantId },
    };
  }

  private speechStarted(text: string, durationMs: number): void {
    this.silence.broken('ai');
    this.journal('ai.says', { text, durationMs });
    this.turn = this.spokenTurns.begun('assistant');
    this.post('speech-update', { status: 'started', role: 'assistant', turn: this.turn });
    this.post('assistant.speechStarted', { text, turn: this.turn });
  }

  private speechStopped(heard: string, startedAtMs: number, outcome: SpeechOutcome): void {
    if (heard !== '') this.conversation.addBot(heard, startedAtMs);
    this.post('speech-update', { status: 'stopped', role: 'assistant', turn: this.turn });
    if (heard !== '') postFinalTranscript(this, 'assistant', heard);
    if (outcome === 'interrupted') this.journal('ai.cut-off', { heard });
    if (heard !== '') this.conversationChanged();
    if (!this.call.isEnded) this.silence.begins();
  }

  rendered(text: string): string {
    return renderLiquid(text, this.call.templateScope(this.env.ctx.clock.now()));
  }

  /** Tells the model what the assistant's own system messages say. */
  private instruct(): void {
    for (const { role, content } of this.call.assistant.settings.model?.messages ?? []) {
      if (role === 'system' && content) this.conversation.addSystem(this.rendered(content));
    }
  }

  private stopTimers(): void {
    for (const stop of this.timers) stop();
    this.timers = [];
  }
}
