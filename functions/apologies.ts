import type { Text } from './ports/texts';
import type { Reply } from './route';
import { WrongSettings } from './settings';

const ATTEMPTS = 2;

/** For a caller: once more to the hold loop, which finds out where the call stands; after that, goodbye. */
export function apologizeToCaller(event: Readonly<Record<string, unknown>>, error: unknown): Reply {
  const attempt = Number(event.attempt ?? 0) + 1;
  if (error instanceof WrongSettings || !(attempt <= ATTEMPTS)) {
    return { voice: [{ verb: 'say', text: text('caller.unavailable') }, { verb: 'hangup' }] };
  }
  return {
    voice: [
      { verb: 'say', text: text('caller.tryAgain') },
      { verb: 'redirect', to: { route: 'voice/hold', query: { attempt: String(attempt) } } },
    ],
  };
}

export function apologizeToAgent(): Reply {
  return { voice: [{ verb: 'say', text: text('agent.failed') }, { verb: 'hangup' }] };
}

/** `''`: the default language. */
function text(key: Text['key']): Text {
  return { key, language: '' };
}
