import type { Cancel } from '../../core/clock';
import type { Utterance } from '../../core/ports';
import type { Leg } from './leg';
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
    this.turn += 1;
    this.isHearing = true;
    this.startedAtMs = clock.now();
    this.turns.hold();
    leg.journal('ai.hears', { text: utterance.text, phase: 'started' });
    leg.post('speech-update', { status: 'started', role: 'user', turn: this.turn });
    this.timers.push(clock.after(this.bargeInMs(utterance), () => this.interrupt()));
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
      this.postFinalTranscript(utterance.text);
      leg.conversationChanged();
      if (!this.isHearing) this.turns.callerSpoke();
    });
  }

  stop(): void {
    this.stopTimers();
    this.isDeaf = true;
  }

  /** How long the caller speaks before the AI gives way. Source: OpenAPI `StopSpeakingPlan` (numWords 0, voiceSeconds 0.2). */
  private bargeInMs({ text, durationMs }: Utterance): number {
    const { numWords = 0, voiceSeconds = 0.2 } = this.leg.call.assistant.settings.stopSpeakingPlan ?? {};
    const words = text.split(/\s+/).length;
    return numWords === 0 ? voiceSeconds * 1000 : (durationMs * numWords) / Math.max(words, 1);
  }

  private interrupt(): void {
    const { leg } = this;
    if (!leg.speech.interrupt()) return;
    leg.journal('ai.interrupted');
    leg.post('user-interrupted', { turnId: leg.env.ctx.ids.uuid() });
  }

  private postFinalTranscript(transcript: string): void {
    const { leg } = this;
    const { serverMessages, behaviour } = leg.env;
    if (!serverMessages.isSubscribed(leg.call, 'transcript[transcriptType="final"]')) return;
    const fields = {
      role: 'user',
      transcriptType: 'final',
      transcript,
      isFiltered: false,
      detectedThreats: [],
    };
    void leg.ask(behaviour.finalTranscriptType, { ...fields, originalTranscript: transcript });
  }

  private stopTimers(): void {
    for (const stop of this.timers) stop();
    this.timers = [];
  }
}
