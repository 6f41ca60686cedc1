import type { OperatorGreeting } from '../call';
import type { TransferDestination } from '../rest/destination-schema';
import { sayTwiml } from '../twiml';
import type { Leg } from './leg';
import { summary } from './reports';
import { wordsOf } from './tool-messages';

const DEFAULT_WAIT_SECONDS = 60;

/**
 * What the called person hears before the caller, by the mode of the plan; nothing in a blind transfer. That a plan with
 * `warm-transfer-experimental` is carried out as a blind one is written into the journal. Source: OpenAPI `TransferPlan`.
 */
export function greetingOf(leg: Leg, { transferPlan }: TransferDestination): OperatorGreeting | undefined {
  if (!transferPlan) return undefined;
  const { mode, message, twiml = '', timeout: waitsSeconds = DEFAULT_WAIT_SECONDS } = transferPlan;
  const saying = (words: string): OperatorGreeting => ({ verbs: sayTwiml(words) });
  switch (mode) {
    case 'blind-transfer':
      return undefined;
    case 'warm-transfer-say-message':
      return saying(wordsOf(message) ?? '');
    case 'warm-transfer-say-summary':
      return saying(summary(leg));
    case 'warm-transfer-wait-for-operator-to-speak-first-and-then-say-message':
      return { ...saying(wordsOf(message) ?? ''), waitsSeconds };
    case 'warm-transfer-wait-for-operator-to-speak-first-and-then-say-summary':
      return { ...saying(summary(leg)), waitsSeconds };
    case 'warm-transfer-twiml':
      return { verbs: twiml };
    default:
      leg.journal('ai.transfer-plan-not-served', { mode });
      return undefined;
  }
}
