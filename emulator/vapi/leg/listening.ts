import type { Cancel } from '../../core/clock';
import type { Utterance } from '../../core/ports';
import { bargeInMs } from './barge-in';
import type { Leg } from './leg';
import { postFinalTranscript } from './spoken-turns';
import type { Turns } from './turns';

/** The AI's ear: the caller's speech as updates, transcripts and interruptions. */
export class Listening {
  private isDeaf = false;
  private turn = 0;
  private startedAtMs = 0;
  private isHearing = false;
  /** What runs only while the caller speaks. */
  private timers: Cancel[] = [];

  constructor(
    private readonly leg: Leg,
    private readonly turns: Turns,
  ) {}

  mute(isDeaf: boolean): void {
    this.isDeaf = isDeaf;
  }

  started(utterance: Utterance): void {
    if (this.isDeaf) return;
    const { leg } = this;
    const { clock } = leg.env.ctx;
    this.turn = leg.spokenTurns.begun('user');
    this.isHearing = true;
    this.startedAtMs = clock.now();
    this.turns.hold();
    leg.journal('ai.hears', { text: utterance.text, phase: 'started' });
    leg.post('speech-update', { status: 'started', role: 'user', turn: this.turn });
    const afterMs = bargeInMs(utterance, leg.call.assistant.settings.stopSpeakingPlan);
    if (afterMs !== undefined) this.timers.push(clock.after(afterMs, () => this.interrupt()));
    const half = utterance.text.slice(0, Math.ceil(utterance.text.length / 2));
    this.timers.push(
      clock.after(utterance.durationMs / 2, () =>
        leg.post('transcript', { role: 'user', transcriptType: 'partial', transcript: half }),
      ),
    );
  }

  finished(utterance: Utterance): void {
    if (this.isDeaf) return;
    const { leg } = this;
    const { ctx, behaviour } = leg.env;
    this.stopTimers();
    this.isHearing = false;
    leg.post('speech-update', { status: 'stopped', role: 'user', turn: this.turn });
    const startedAtMs = this.startedAtMs;
    ctx.clock.after(behaviour.transcriptionMs, () => {
      if (leg.call.isEnded) return;
      leg.conversation.addUser(utterance.text, startedAtMs);
      leg.journal('ai.hears', { text: utterance.text, phase: 'understood' });
      postFinalTranscript(leg, 'user', utterance.text);
      leg.conversationChanged();
      if (!this.isHearing) this.turns.callerSpoke();
    });
  }

  stop(): void {
    this.stopTimers();
    this.isDeaf = true;
  }

  private interrupt(): void {
    const { leg } = this;
    if (!leg.speech.interrupt()) return;
    leg.journal('ai.interrupted');
    leg.post('user-interrupted', { turnId: leg.env.ctx.ids.uuid() });
    leg.hooks.interrupted();
  }

  private stopTimers(): void {
    for (const stop of this.timers) stop();
    this.timers = [];
  }
}
