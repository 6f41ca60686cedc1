import type { FunctionTool } from '../rest/tool-schema';
import { languageOf } from './language';

const WANTS_HUMAN =
  /\b(human|real person|agent|representative|operator|supervisor|colleague|(speak|talk) (to|with) (a|an|some|the)|someone|somebody)\b|\b(humano|persona|agente|operador[a]?|representante|supervisor[a]?)\b/i;

/** The caller asks for a person. */
export function wantsHuman(words: string): boolean {
  return WANTS_HUMAN.test(words);
}

/**
 * The arguments that the model gives an escalation: every property of the tool's own schema that the conversation
 * answers, enumerations only by their own values.
 */
export function escalationArguments(
  tool: FunctionTool,
  callerTurns: readonly string[],
): Record<string, unknown> {
  const said = callerTurns.join(' ');
  const about = callerTurns.filter((turn) => !wantsHuman(turn));
  const reason = about.at(-1) ?? callerTurns.at(-1) ?? '';
  const known: Record<string, unknown> = {
    reason,
    language: languageOf(said),
    summary:
      about.length > 0 ? `The caller said: ${about.join(' | ')}` : 'The caller asked for a person at once.',
    ...(/\b(urgent|emergency|right now|urgente)\b/i.test(said) ? { priority: 'high' } : {}),
  };
  const schema = tool.function?.parameters;
  const required = schema?.required ?? [];
  const chosen: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(schema?.properties ?? {})) {
    const value = Array.isArray(property.enum)
      ? ofVocabulary(property.enum, known[name], said, required.includes(name))
      : (known[name] ?? fallback(property.type, name, said, required.includes(name)));
    if (value !== undefined) chosen[name] = value;
  }
  return chosen;
}

function ofVocabulary(
  values: readonly unknown[],
  known: unknown,
  said: string,
  isRequired: boolean,
): unknown {
  if (values.includes(known)) return known;
  const spoken = values.find((value) => said.toLowerCase().includes(stem(String(value))));
  return spoken ?? (isRequired ? (values.find((value) => value === 'general') ?? values[0]) : undefined);
}

/** `bill` of `billing`, `sale` of `sales`: callers do not talk in keywords. */
function stem(word: string): string {
  return word.toLowerCase().replace(/(ing|s)$/, '');
}

/** Numbers the caller named fill the properties that ask for one: `order_number`, or an object by the word before the number. */
function fallback(type: unknown, name: string, said: string, isRequired: boolean): unknown {
  const digits = /\b\d[\d-]{2,}\b/.exec(said)?.[0];
  if (/number|order|account|pedido/i.test(name) && digits) return digits;
  if (type === 'object') {
    const [, word, number] =
      /\b(order|invoice|account|customer|pedido|factura|cuenta)\b\D{0,20}(\d[\d-]{2,})/i.exec(said) ?? [];
    return word && number ? { [word.toLowerCase()]: number } : isRequired ? {} : undefined;
  }
  return isRequired && type === 'string' ? '' : undefined;
}
