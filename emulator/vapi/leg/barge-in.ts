import type { Utterance } from '../../core/ports';
import { component } from '../openapi/document';
import type { StopSpeakingPlan } from '../rest/assistant-schema';

/**
 * How long the caller speaks before the AI gives way; undefined: it does not. Where words are counted, a phrase of
 * disagreement is enough, and a mere acknowledgement never is. Source: OpenAPI `StopSpeakingPlan`.
 */
export function bargeInMs({ text, durationMs }: Utterance, plan: StopSpeakingPlan = {}): number | undefined {
  const { numWords = 0, voiceSeconds = 0.2 } = plan;
  if (numWords === 0) return voiceSeconds * 1000;
  const words = plainWords(text);
  const { acknowledgementPhrases = phrases('acknowledgementPhrases') } = plan;
  const { interruptionPhrases = phrases('interruptionPhrases') } = plan;
  if (acknowledgementPhrases.some((phrase) => plainWords(phrase).join(' ') === words.join(' ')))
    return undefined;
  const urgent = interruptionPhrases.flatMap((phrase) => endOf(plainWords(phrase), words) ?? []);
  return (durationMs * Math.min(numWords, ...urgent)) / Math.max(words.length, 1);
}

/** How many words were said when the phrase has been said. */
function endOf(phrase: readonly string[], words: readonly string[]): number | undefined {
  const at = words.findIndex((_, from) => phrase.every((word, offset) => words[from + offset] === word));
  return at < 0 || phrase.length === 0 ? undefined : at + phrase.length;
}

function plainWords(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .split(/\s+/)
    .filter(Boolean);
}

function phrases(name: string): readonly string[] {
  return component('StopSpeakingPlan').properties?.[name]?.default ?? [];
}
