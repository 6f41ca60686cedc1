import { functionTool, toolOfType } from '../effective-assistant';
import { wordsBy } from '../leg/conversation';
import { escalationArguments, wantsHuman } from './escalation';
import { transferArguments } from './transfer';
import { spokenFrom } from './instruction';
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
  const callerTurns = wordsBy('user', turn.messages);
  const words = WORDS[languageOf(callerTurns.join(' '))];
  if (turn.toolResult) return { say: spokenFrom(turn.toolResult.text) ?? words.waiting };
  if (turn.system !== undefined) return { say: spokenFrom(turn.system) ?? words.thanks };
  const caller = turn.caller ?? '';
  if (caller === '') return { say: words.greeting };
  const tool = functionTool(turn.tools, 'escalate');
  if (tool && wantsHuman(caller)) {
    return { tool: 'escalate', arguments: escalationArguments(tool, callerTurns) };
  }
  const transferring = toolOfType(turn.tools, 'transferCall');
  if (transferring && wantsHuman(caller)) {
    return {
      tool: transferring.function?.name ?? 'transferCall',
      arguments: transferArguments(transferring, callerTurns),
    };
  }
  if (GOODBYE.test(caller)) {
    return { say: words.goodbye, endCall: turn.tools.some(({ type }) => type === 'endCall') };
  }
  if (REMEMBERS.test(caller)) return { say: remembered(turn) ?? words.goOn };
  return { say: isWaiting(turn) ? words.waiting : words.goOn };
}

/** What the leg was told about the time before it: all that follows `said before:` or `context:`. */
function remembered(turn: PersonaTurn): string | undefined {
  const told = wordsBy('system', turn.messages);
  return /(?:said before|dijo antes|context)[^:]*:\s*(.+)/is.exec(told.join('\n'))?.[1];
}

/** The caller was promised somebody. */
function isWaiting(turn: PersonaTurn): boolean {
  return turn.messages.some(({ toolCalls }) =>
    (toolCalls as readonly ToolCallEntry[] | undefined)?.some((call) => call.function.name === 'escalate'),
  );
}

interface ToolCallEntry {
  readonly function: { readonly name: string };
}
