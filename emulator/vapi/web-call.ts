import type { Clock } from '../core/clock';
import type { MediaStream } from '../core/ports';
import type { AiLeg } from './leg/ai-leg';

/** A person with a browser in a web call: no phone, no CallSid. */
export class WebCall {
  /** What the AI said, each line when it began. */
  readonly heard: { readonly atMs: number; readonly text: string }[] = [];
  private isOver = false;

  constructor(
    private readonly clock: Clock,
    private readonly leg: AiLeg,
  ) {}

  join(): void {
    this.leg.opened(this.stream());
  }

  /** Speaks for `durationMs`. */
  say(text: string, durationMs = 1500): void {
    this.leg.callerStarted({ text, durationMs });
    this.clock.after(durationMs, () => {
      if (!this.isOver) this.leg.callerFinished({ text, durationMs });
    });
  }

  leave(): void {
    this.isOver = true;
    this.leg.closed('caller-hung-up');
  }

  private stream(): MediaStream {
    let stopPlaying = (): void => undefined;
    const over = (): void => {
      stopPlaying();
      this.isOver = true;
    };
    return {
      callSid: '',
      from: '',
      to: '',
      parameters: {},
      speak: ({ text, durationMs }, done) => {
        stopPlaying();
        this.heard.push({ atMs: this.clock.now(), text });
        stopPlaying = this.clock.after(durationMs, done);
      },
      hush: () => stopPlaying(),
      ambience: () => undefined,
      press: () => undefined,
      close: over,
      endCall: over,
      redirect: over,
    };
  }
}
