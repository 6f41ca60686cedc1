import type { Leg } from './leg';

type Role = 'user' | 'assistant';

/** Counts from 0 whose turn it is; that both sides count together is assumed. Source: OpenAPI `ServerMessageSpeechUpdate`. */
export class SpokenTurns {
  private turn = -1;
  private last?: Role;

  /** `role` begins to speak: the number of the turn. */
  begun(role: Role): number {
    if (this.last !== role) this.turn += 1;
    this.last = role;
    return this.turn;
  }
}

/** Source: OpenAPI `ServerMessageTranscript`. */
export function postFinalTranscript(leg: Leg, role: Role, transcript: string): void {
  const { serverMessages, behaviour } = leg.env;
  const { call } = leg;
  if (!serverMessages.isSubscribed(call, 'transcript[transcriptType="final"]')) return;
  const speaker =
    role === 'user'
      ? { isFiltered: false, detectedThreats: [], originalTranscript: transcript }
      : { assistantId: call.assistantId, assistantName: call.assistant.settings.name };
  void leg.ask(behaviour.finalTranscriptType, { role, transcriptType: 'final', transcript, ...speaker });
}
