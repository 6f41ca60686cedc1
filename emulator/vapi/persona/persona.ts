import type { ConversationMessage } from '../leg/conversation';
import type { Tool } from '../rest/tool-schema';
import { defaultPersona } from './default-persona';

/** What the scripted model is asked to answer; exactly one of `caller`, `system` and `toolResult` is set. */
export interface PersonaTurn {
  /** What the caller said since the AI last spoke. */
  readonly caller?: string;
  /** An instruction that arrived in the middle of the call. */
  readonly system?: string;
  readonly toolResult?: { readonly name: string; readonly text: string; readonly isError: boolean };
  /** Everything so far; what the model was told is among it as `system`. */
  readonly messages: readonly ConversationMessage[];
  readonly tools: readonly Tool[];
}

export type PersonaAction =
  | { readonly say: string; readonly endCall?: boolean }
  | { readonly tool: string; readonly arguments: Readonly<Record<string, unknown>> }
  | { readonly silent: true };

/** The scripted model of an AI leg: the same conversation always gets the same answer. */
export type Persona = (turn: PersonaTurn) => PersonaAction;

/** One line of a script: the first rule that fits decides, at most `times` times on a leg. */
export interface PersonaRule {
  /** A pattern for the caller's words, or a test of the whole turn. */
  readonly when: RegExp | ((turn: PersonaTurn) => boolean);
  readonly then: PersonaAction | ((turn: PersonaTurn) => PersonaAction);
  readonly times?: number;
}

/** A persona that follows `rules` and else does what the default one does. */
export function personaOf(rules: readonly PersonaRule[]): Persona {
  const used = rules.map(() => 0);
  return (turn) => {
    for (const [index, rule] of rules.entries()) {
      if ((used[index] ?? 0) >= (rule.times ?? Number.POSITIVE_INFINITY) || !fits(rule, turn)) continue;
      used[index] = (used[index] ?? 0) + 1;
      return typeof rule.then === 'function' ? rule.then(turn) : rule.then;
    }
    return defaultPersona(turn);
  };
}

function fits({ when }: PersonaRule, turn: PersonaTurn): boolean {
  return when instanceof RegExp ? turn.caller !== undefined && when.test(turn.caller) : when(turn);
}
