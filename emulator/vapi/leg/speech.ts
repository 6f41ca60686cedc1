import type { Clock } from '../../core/clock';
import type { MediaStream } from '../../core/ports';
import { speechMs } from '../../core/speech';

/** How a line ended: to its last word, cut off (or dropped before it began), or passed over in silence. */
export type SpeechOutcome = 'spoken' | 'interrupted' | 'unheard';

export interface SpokenLine {
  readonly text: string;
  /** False: the caller's speech does not stop it. */
  readonly isInterruptible?: boolean;
  readonly after?: (outcome: SpeechOutcome) => void;
}

export interface SpeechListener {
  started(text: string, durationMs: number): void;
  /** `heard` is the part of the text that was spoken before the end or the cut. */
  stopped(heard: string, startedAtMs: number, outcome: SpeechOutcome): void;
}

interface Playing {
  readonly line: SpokenLine;
  readonly startedAtMs: number;
  readonly durationMs: number;
}

/** The AI's voice on one stream: one line at a time, the next ones in a queue. */
export class Speech {
  private queue: SpokenLine[] = [];
  private playing?: Playing;
  private isMuted = false;
  private stream?: MediaStream;

  constructor(
    private readonly clock: Clock,
    private readonly charactersPerSecond: number,
    private readonly listener: SpeechListener,
  ) {}

  attach(stream: MediaStream): void {
    this.stream = stream;
  }

  get isSpeaking(): boolean {
    return this.playing !== undefined;
  }

  /** Speaks after what is queued; muted or without a stream the line is passed over at once. */
  say(line: SpokenLine): void {
    if (this.isMuted || !this.stream) {
      line.after?.('unheard');
      return;
    }
    this.queue.push(line);
    this.next();
  }

  /** Speaks now, instead of everything that plays or waits. */
  replace(line: SpokenLine): void {
    this.cut();
    this.say(line);
  }

  /** The caller speaks over it: true when that stopped something. */
  interrupt(): boolean {
    if (!this.playing || this.playing.line.isInterruptible === false) return false;
    this.cut();
    return true;
  }

  /** Stops everything that plays or waits. */
  cut(): void {
    const waiting = this.queue;
    this.queue = [];
    const { playing } = this;
    if (playing) {
      this.stream?.hush();
      this.finish(playing, 'interrupted');
    }
    for (const line of waiting) line.after?.('interrupted');
  }

  /** That muting ends the speech under way at once is an assumption: no source says so. */
  mute(): void {
    this.isMuted = true;
    this.cut();
  }

  unmute(): void {
    this.isMuted = false;
  }

  /** The stream is gone. */
  detach(): void {
    this.cut();
    this.stream = undefined;
  }

  private next(): void {
    if (this.playing || !this.stream) return;
    const line = this.queue.shift();
    if (!line) return;
    const durationMs = speechMs(line.text, this.charactersPerSecond);
    const playing: Playing = { line, startedAtMs: this.clock.now(), durationMs };
    this.playing = playing;
    this.listener.started(line.text, durationMs);
    this.stream.speak({ text: line.text, durationMs }, () => {
      if (this.playing !== playing) return;
      this.finish(playing, 'spoken');
      this.next();
    });
  }

  private finish(playing: Playing, outcome: SpeechOutcome): void {
    this.playing = undefined;
    const { line, startedAtMs, durationMs } = playing;
    const share = outcome === 'spoken' ? 1 : (this.clock.now() - startedAtMs) / durationMs;
    const heard = line.text.slice(0, Math.round(line.text.length * share)).trimEnd();
    this.listener.stopped(heard, startedAtMs, outcome);
    line.after?.(outcome);
  }
}
