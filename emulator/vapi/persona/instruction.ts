/** Sentences that tell a model what to do: they are followed, not spoken. English and Spanish. */
const IMPERATIVE =
  /^(tell|do not|don't|help|say|offer|never|ask|use|go on|keep|d[ií]ga|d[ií]gale|d[ií]gaselo|no (vuelva|prometa|diga)|ayude|ofrezca|siga|nunca|use)\b/i;

const TO_THE_CALLER: readonly (readonly [RegExp, string])[] = [
  [/\bthe caller is\b/gi, 'you are'],
  [/\bthe caller has\b/gi, 'you have'],
  [/\bthe caller\b/gi, 'you'],
  [/\bla persona es\b/gi, 'usted es'],
];

/**
 * What a model makes of a tool's result or an instruction when it talks to the caller: words between quotation marks as
 * they stand, else the statements, turned to the caller. Undefined when there is nothing to pass on.
 */
export function spokenFrom(instruction: string): string | undefined {
  const quoted = /["“]([^"”]+)["”]/.exec(instruction)?.[1];
  if (quoted) return quoted;
  const statements = instruction
    .split(/(?<=[.!?])\s+/)
    .filter((sentence) => sentence !== '' && !IMPERATIVE.test(sentence))
    .map(turnedToCaller);
  return statements.length > 0 ? statements.join(' ') : undefined;
}

function turnedToCaller(sentence: string): string {
  const text = TO_THE_CALLER.reduce((words, [pattern, you]) => words.replace(pattern, you), sentence);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
