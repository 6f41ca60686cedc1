import type { TransferCallTool } from '../rest/tool-schema';

/** Whom a model would choose: the destination whose description shares most words with the caller's, else the first. */
export function transferArguments(
  { destinations = [] }: TransferCallTool,
  callerTurns: readonly string[],
): Record<string, unknown> {
  const said = new Set(wordsOf(callerTurns.join(' ')));
  const shared = (text = ''): number => wordsOf(text).filter((word) => said.has(word)).length;
  const [best] = [...destinations].sort((a, b) => shared(b.description) - shared(a.description));
  if (!best) return {};
  const { type } = best;
  const name = type === 'number' ? best.number : type === 'sip' ? best.sipUri : best.assistantName;
  return { destination: name };
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}{4,}/gu) ?? [];
}
