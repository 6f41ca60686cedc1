import type { Cancel } from '../../../core/clock';
import type { MediaStream, StreamPeer, Utterance } from '../../../core/ports';
import type { Call } from '../calls/call';
import type { VoiceCore } from '../core';
import { playKeys } from './keys';
import type { Sound } from './switchboard';

type CloseReason = Parameters<StreamPeer['closed']>[0];

/** A leg's bidirectional media stream: the person's words and keys go to the peer, the peer's speech to the person. */
export class LegStream implements MediaStream {
  private isOpen = false;
  private speech: { readonly sound: Sound; readonly cancel: Cancel } | undefined;
  private background: Sound | undefined;
  private releaseKeys: () => void = () => undefined;
  private stopKeys: () => void = () => undefined;

  constructor(
    private readonly core: VoiceCore,
    private readonly call: Call,
    readonly parameters: Readonly<Record<string, string>>,
    private readonly peer: StreamPeer,
    private readonly onClosed: (reason: CloseReason) => void,
  ) {}

  get callSid(): string {
    return this.call.sid;
  }
  get from(): string {
    return this.call.from;
  }
  get to(): string {
    return this.call.to;
  }

  open(): void {
    this.isOpen = true;
    this.call.speechListener = {
      started: (utterance) => this.peer.callerStarted(utterance),
      finished: (utterance) => this.peer.callerFinished(utterance),
    };
    this.releaseKeys = this.call.takeDigits((digit) => this.peer.dtmf(digit));
    this.peer.opened(this);
  }

  speak(utterance: Utterance, done: () => void): void {
    if (!this.isOpen) return;
    this.hush();
    const sound = this.core.switchboard.play(this.call.sid, 'ai', utterance.text);
    const cancel = this.core.ctx.clock.after(utterance.durationMs, () => {
      this.hush();
      done();
    });
    this.speech = { sound, cancel };
  }

  hush(): void {
    this.speech?.cancel();
    this.speech?.sound.stop();
    this.speech = undefined;
  }

  ambience(on: boolean): void {
    this.background?.stop();
    this.background = on && this.isOpen ? this.core.switchboard.play(this.call.sid, 'ambience') : undefined;
  }

  press(keys: string): void {
    this.stopKeys();
    if (this.isOpen) this.stopKeys = playKeys(this.core, this.call.sid, keys, () => undefined);
  }

  close(): void {
    this.end('ended-by-peer');
  }

  endCall(): void {
    if (this.isOpen) this.call.end('completed', 'ended by the stream’s peer');
  }

  redirect(twiml: string): void {
    if (this.isOpen) this.core.start(this.call, { twiml });
  }

  /** Closes the stream and tells the peer why. Closing twice is harmless. */
  end(reason: CloseReason): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.hush();
    this.background?.stop();
    this.releaseKeys();
    this.stopKeys();
    this.call.speechListener = undefined;
    this.peer.closed(reason);
    this.onClosed(reason);
  }
}
