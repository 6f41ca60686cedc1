import { agentLegQuery, type AgentLeg } from '../domain/agent-leg';
import { decodeSnapshot } from '../domain/handoff/codec';
import type { Ports } from '../ports';
import type { Text } from '../ports/texts';
import type { Verb, VoiceAnswer } from '../ports/voice-answer';

/** Short, so that a machine that answers leaves time for the next agent before the search is over. */
const KEY_SECONDS = 4;

/** Asks for a key twice; silence is an answer too, and a machine's. */
export function askForKey(
  language: string,
  opening: readonly Text[],
  leg: AgentLeg,
  snapshot: string | undefined,
): VoiceAnswer {
  const query = { ...agentLegQuery(leg), ...(snapshot !== undefined && { s: snapshot }) };
  const ask = (say: readonly Text[]): Verb => ({
    verb: 'gather',
    say,
    timeoutSeconds: KEY_SECONDS,
    action: { route: 'agent/accept', query },
  });
  return [
    ask(opening),
    ask([{ key: 'agent.whisperAgain', language }]),
    { verb: 'redirect', to: { route: 'agent/accept', query } },
  ];
}

/** The key was none of ours, or the answer to it got lost. */
export function pressAgain(
  language: string,
  { leg, snapshot }: { readonly leg: AgentLeg; readonly snapshot: string | undefined },
): VoiceAnswer {
  return askForKey(language, [{ key: 'agent.whisperAgain', language }], leg, snapshot);
}

export function whisperLanguage({ settings }: Ports, snapshot: string | undefined): string {
  const known = snapshot === undefined ? undefined : decodeSnapshot(snapshot);
  return known?.value.language ?? settings.vocabulary.defaultLanguage;
}
