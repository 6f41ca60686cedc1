import type { Assistant, AssistantOverrides } from '../rest/assistant-schema';
import { HandoffAssistant } from '../rest/handoff-schema';
import type { HandoffTool } from '../rest/tool-schema';
import { objectIn } from '../webhooks/json-answer';
import type { Leg } from './leg';

/** Lets the assistant of `destination` go on with the call; answers why it does not. */
export function handOver(leg: Leg, destination: HandoffAssistant, content?: string): string | undefined {
  const next = leg.env.assistantOf({
    assistantId: destination.assistantId,
    assistant: destination.assistant as Assistant | undefined,
    assistantOverrides: destination.assistantOverrides as AssistantOverrides | undefined,
  });
  if (!next) {
    const why = `there is no assistant ${destination.assistantId ?? destination.assistantName ?? ''}`;
    leg.journal('ai.handoff-not-run', { why });
    return why;
  }
  const go = (): void => leg.handOver(next, destination);
  if (content) leg.speech.say({ text: content, isInterruptible: false, after: go });
  else go();
  return undefined;
}

/** Source: https://docs.vapi.ai/squads/handoff. Of several destinations the model names one by the assistant's id or name. */
export async function runHandoff(
  leg: Leg,
  { destinations = [] }: HandoffTool,
  args: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  const [first] = destinations;
  const assistants = destinations.filter((one) => one.type === 'assistant');
  const named = assistants.find(
    ({ assistantId, assistantName }) => args.destination === (assistantName ?? assistantId),
  );
  if (first?.type === 'dynamic') {
    const type = 'handoff-destination-request';
    const answer = await leg.ask(type, { parameters: args }, { toolServer: first.server });
    const { destination, error } = (answer?.status === 200 && objectIn(answer.body)) || {};
    const parsed = HandoffAssistant.safeParse(destination);
    if (!parsed.success) return typeof error === 'string' ? error : 'the server names no destination';
    return handOver(leg, parsed.data);
  }
  const destination = named ?? (args.destination === undefined ? assistants[0] : undefined);
  return destination ? handOver(leg, destination) : 'the emulator does not serve squads';
}
