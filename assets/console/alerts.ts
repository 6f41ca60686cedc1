import { say } from './texts';
import type { State } from './state';

const RING_EVERY_MS = 2_500;
const SOUND = 'sound';

/** Sound and system notification, so that a call is noticed behind other windows. Neither says what the caller said. */
export class Alerts {
  private rings: number | undefined;
  private audio: AudioContext | undefined;
  private notice: Notification | undefined;
  private reservation: string | undefined;

  get permission(): NotificationPermission {
    return 'Notification' in window ? Notification.permission : 'denied';
  }

  /** Browsers ask the person only where a click led to it. */
  async askPermission(): Promise<void> {
    await Notification.requestPermission();
  }

  get hasSound(): boolean {
    return localStorage.getItem(SOUND) !== 'off';
  }

  setSound(isOn: boolean): void {
    localStorage.setItem(SOUND, isOn ? 'on' : 'off');
    if (!isOn) this.quiet();
  }

  about({ card }: State): void {
    const ringing = card?.phase === 'ringing' ? card.reservation : undefined;
    if (ringing === this.reservation) return;
    this.reservation = ringing;
    this.quiet();
    if (ringing === undefined) return;
    if (this.hasSound) {
      this.ring();
      this.rings = window.setInterval(() => this.ring(), RING_EVERY_MS);
    }
    if (this.permission !== 'granted' || document.hasFocus()) return;
    this.notice = new Notification(say('ringing'), { tag: ringing, requireInteraction: true });
    this.notice.addEventListener('click', () => window.focus());
  }

  close(): void {
    this.quiet();
    void this.audio?.close();
  }

  private quiet(): void {
    clearInterval(this.rings);
    this.notice?.close();
    this.notice = undefined;
  }

  /** Two soft tones. A browser that has not been clicked on yet stays silent. */
  private ring(): void {
    this.audio ??= new AudioContext();
    const { audio } = this;
    if (audio.state === 'suspended') void audio.resume().catch(() => undefined);
    for (const [index, pitch] of [659, 523].entries()) {
      const at = audio.currentTime + index * 0.35;
      const tone = new OscillatorNode(audio, { frequency: pitch });
      const volume = new GainNode(audio, { gain: 0 });
      volume.gain.linearRampToValueAtTime(0.2, at + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.001, at + 0.3);
      tone.connect(volume).connect(audio.destination);
      tone.start(at);
      tone.stop(at + 0.32);
    }
  }
}
