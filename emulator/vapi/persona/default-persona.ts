import { functionTool } from '../effective-assistant';
import { escalationArguments, wantsHuman } from './escalation';
import { languageOf, WORDS } from './language';
import type { PersonaAction, PersonaTurn } from './persona';

const GOODBYE = /\b(good ?bye|bye|that is all|that's all|adi[oó]s|eso es todo)\b/i;
const REMEMBERS = /\b(remember|what (did )?i (said|say|told)|recuerda|lo que dije)\b/i;

/**
 * What a plain model would do: speak a tool's result, look for a person when the caller wants one and the assistant has
 * an `escalate` tool, say goodbye when the caller does (and hang up where it has the
 * `endCall` tool), repeat what it was told about the caller, otherwise ask on.
 */
export function defaultPersona(turn: PersonaTurn): PersonaAction {
  const callerTurns = turn.messages.filter(({ role }) => role === 'user').map(({ message }) => message);
  const words = WORDS[languageOf(callerTurns.join(' '))];
  if (turn.toolResult) return { say: turn.toolResult.text === '' ? words.waiting : turn.toolResult.text };
  if (turn.system !== undefined) return { say: quoted(turn.system) ?? words.thanks };
  const caller = turn.caller ?? '';
  if (caller === '') return { say: words.greeting };
  const tool = functionTool(turn.tools, 'escalate');
  if (tool && wantsHuman(caller)) {
    return { tool: 'escalate', arguments: escalationArguments(tool, callerTurns) };
  }
  if (GOODBYE.test(caller)) {
    return { say: words.goodbye, endCall: turn.tools.some(({ type }) => type === 'endCall') };
  }
  if (REMEMBERS.test(caller)) return { say: turn.instructions.at(-1) ?? words.goOn };
  return { say: isWaiting(turn) ? words.waiting : words.goOn };
}

/** The words that an instruction puts between quotation marks are meant to be spoken. */
function quoted(instruction: string): string | undefined {
  return /["“]([^"”]+)["”]/.exec(instruction)?.[1];
}

function isWaiting(turn: PersonaTurn): boolean {
  return turn.messages.some(({ role }) => role === 'tool_calls');
}
