import type { VoicePlace } from '../api';
import type { Voice } from '../state';

/** The agent's telephone within the page. */
export interface Softphone {
  /** Answers the call that rings; to answer is to take it. */
  answer(): Promise<void>;
  mute(isOn: boolean): void;
  press(digit: string): void;
  updateToken(token: string): void;
  close(): void;
}

export type Heard = (voice: Voice) => void;

/** Twilio's SDK, or its stand-in on the local platform, whose calls have no sound that a browser could play. */
export async function openVoice(token: string, place: VoicePlace, changed: Heard): Promise<Softphone> {
  if (place.local !== undefined) {
    const { openLocalPhone } = await import('./local-phone');
    return openLocalPhone(place.local, place.identity, changed);
  }
  const { openTwilioPhone } = await import('./twilio-phone');
  return openTwilioPhone(token, changed);
}
