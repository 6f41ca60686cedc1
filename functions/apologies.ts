import type { Text } from './ports/texts';
import type { VoiceAnswer } from './ports/voice-answer';
import { WrongSettings } from './settings';

const ATTEMPTS = 2;

/** For a caller: once more to the hold loop, which finds out where the call stands; after that, goodbye. */
export function apologizeToCaller(event: Readonly<Record<string, unknown>>, error: unknown): VoiceAnswer {
  const attempt = Number(event.attempt ?? 0) + 1;
  if (error instanceof WrongSettings || !(attempt <= ATTEMPTS)) {
    return [{ verb: 'say', text: text('caller.unavailable') }, { verb: 'hangup' }];
  }
  return [
    { verb: 'say', text: text('caller.tryAgain') },
    { verb: 'redirect', to: { route: 'voice/hold', query: { attempt: String(attempt) } } },
  ];
}

export function apologizeToAgent(): VoiceAnswer {
  return [{ verb: 'say', text: text('agent.failed') }, { verb: 'hangup' }];
}

/** `''`: the default language. */
function text(key: Text['key']): Text {
  return { key, language: '' };
}
