import type { Via } from '../domain/handoff/outcome';
import type { Handoff } from '../domain/handoff/record';
import type { Ports } from '../ports';
import type { Line } from '../ports/task-router';
import type { CallerTextKey } from '../ports/texts';
import type { Verb, VoiceAnswer } from '../ports/voice-answer';
import { prospects } from './prospects';

/** What a caller hears who waits outside the AI. Every answer goes on to the next turn by itself. */

/** Longer than this without even a record, and waiting makes no sense. */
const MOST_BLIND_TURNS = 6;
const FIRST_MUSIC_SECONDS = 4;

const firstWords: Record<Via, CallerTextKey> = {
  tool: 'caller.holdAfterAiLost',
  keyword: 'caller.holdAfterAiLost',
  'ai-lost': 'caller.holdAfterAiLost',
  'vapi-down': 'caller.holdAfterVapiDown',
  'agent-drop': 'caller.holdAfterAgentDrop',
};

export function waiting(
  { settings }: Ports,
  { language, department, via, n, state }: Handoff,
  turn: number,
  line: Line | undefined,
): VoiceAnswer {
  const key = turn === 0 ? firstWords[via] : 'caller.holdWaiting';
  // Once an agent has accepted, words would only be cut off.
  const isComing = state.name === 'transferring';
  const texts = [{ key, language, values: { department } }, ...prospects('caller', language, line)];
  return [
    ...(isComing ? [] : texts).map((text): Verb => ({ verb: 'say', text })),
    { verb: 'music', seconds: turn === 0 ? FIRST_MUSIC_SECONDS : settings.holdTurnSeconds },
    { verb: 'redirect', to: { route: 'voice/hold', query: { n: String(n), turn: String(turn + 1) } } },
  ];
}

/** The line to the agent broke: said at once, and the next turn looks for somebody else. */
export function dropped({ language, department, n }: Handoff): VoiceAnswer {
  const query = { n: String(n), via: 'agent-drop', turn: '1' };
  return [
    { verb: 'say', text: { key: 'caller.holdAfterAgentDrop', language, values: { department } } },
    { verb: 'redirect', to: { route: 'voice/hold', query } },
  ];
}

/** Nothing can be known just now: said so, and asked again, but not for ever. */
export function blind(
  { settings }: Ports,
  turn: {
    readonly turn: number;
    readonly after: number;
    readonly leg: string;
    readonly via: Via | undefined;
  },
): VoiceAnswer {
  const language = settings.vocabulary.defaultLanguage;
  if (turn.turn >= MOST_BLIND_TURNS) return farewell(language);
  const query = {
    n: String(turn.after),
    turn: String(turn.turn + 1),
    leg: turn.leg,
    ...(turn.via && { via: turn.via }),
  };
  return [
    { verb: 'say', text: { key: 'caller.tryAgain', language } },
    { verb: 'music', seconds: FIRST_MUSIC_SECONDS },
    { verb: 'redirect', to: { route: 'voice/hold', query } },
  ];
}

/** Neither a human nor the AI. */
export function farewell(language: string): VoiceAnswer {
  return [{ verb: 'say', text: { key: 'caller.nobody', language } }, { verb: 'hangup' }];
}
