import { z } from 'zod';
import type { WebhookAnswer } from '../core/webhooks';
import type { Calls, Speaker } from './calls';
import type { AiLeg } from './leg/ai-leg';
import { Assistant, AssistantOverrides } from './rest/assistant-schema';
import { TransferDestination } from './rest/destination-schema';
import { NestError } from './rest/nest-error';
import { answeredByHook, dismissed, forwarded } from './number-hooks';
import { streamTwiml } from './twiml';
import { objectIn } from './webhooks/json-answer';

/** Fixed: the server's own time-out does not count. Source: https://docs.vapi.ai/server-url/events. */
const DEADLINE_MS = 7500;

/** Nobody documents the words. */
const APOLOGY = 'Sorry, this call cannot be answered.';

/** Source: OpenAPI `ServerMessageResponseAssistantRequest`. */
const Answer = z.looseObject({
  assistantId: z.string().optional(),
  assistant: Assistant.optional(),
  assistantOverrides: AssistantOverrides.optional(),
  destination: TransferDestination.optional(),
  error: z.unknown().optional(),
});

type Outcome =
  | { readonly speaker: Speaker }
  | { readonly destination: TransferDestination }
  /** The call was not to be taken: these words say why. */
  | { readonly refusal: string }
  | { readonly failure: string };

/**
 * Asks the server of a called number without an assistant who speaks, and resolves to the TwiML for the caller. Where
 * no usable answer comes, the number's fallback destination is dialled, else the caller hears that and is hung up on.
 * Which `endedReason` belongs to which mistake is assumed by its name. Source: OpenAPI `fallbackDestination`.
 */
export async function answerUnassigned(leg: AiLeg, calls: Calls): Promise<string> {
  const outcome = await ask(leg, calls);
  if ('speaker' in outcome) return streamTwiml(calls.assign(leg, outcome.speaker).call.origin.streamUrl);
  if ('destination' in outcome)
    return forwarded(leg, outcome.destination, 'assistant-request-returned-forwarding-phone-number');
  const [reason, words] =
    'refusal' in outcome ? ['assistant-request-returned-error', outcome.refusal] : [outcome.failure, APOLOGY];
  const hooked = answeredByHook(leg, 'call.ending', reason);
  if (hooked !== undefined) return hooked;
  const { fallbackDestination } = leg.call.origin.phoneNumber ?? {};
  if (fallbackDestination && 'failure' in outcome) return forwarded(leg, fallbackDestination, reason);
  return dismissed(leg, words, reason);
}

async function ask(leg: AiLeg, calls: Calls): Promise<Outcome> {
  const answer = await leg.ask('assistant-request', {}, { deadlineMs: DEADLINE_MS });
  if (!answer) return { failure: 'call-start-error-neither-assistant-nor-server-set' };
  const outcome = outcomeOf(answer);
  const isUnknown = 'speaker' in outcome && !calls.canSpeak(outcome.speaker);
  return isUnknown ? { failure: 'assistant-not-found' } : outcome;
}

function outcomeOf({ status, body }: WebhookAnswer): Outcome {
  if (status < 200 || status > 299) return { failure: 'assistant-request-failed' };
  const parsed = Answer.safeParse(objectIn(body));
  if (!parsed.success) return { failure: 'assistant-request-returned-invalid-assistant' };
  const { error, destination, squadId, squad, workflowId, workflow, ...speaker } = parsed.data;
  if (typeof error === 'string') return { refusal: error };
  if (error !== undefined) return { failure: 'assistant-request-returned-unspeakable-error' };
  if (destination) return { destination };
  if (squadId ?? squad ?? workflowId ?? workflow)
    throw new NestError(501, 'the emulator does not serve squads and workflows');
  if (speaker.assistantId === undefined && !speaker.assistant)
    return { failure: 'assistant-request-returned-no-assistant' };
  return { speaker };
}
