import { z } from 'zod';
import { keptProperty } from '../openapi/kept';
import { Server } from './server-schema';

/** What the next assistant gets to know of the conversation. The control URL's documentation has a bare `none`. */
export const ContextPlan = z.union([
  z.literal('none'),
  z.discriminatedUnion('type', [
    z.strictObject({
      type: z.enum(['all', 'none', 'userAndAssistantMessages', 'previousAssistantMessages']),
    }),
    z.strictObject({ type: z.literal('lastNMessages'), maxMessages: z.number().min(0) }),
  ]),
]);

const Assistant = z.strictObject({
  type: z.literal('assistant'),
  contextEngineeringPlan: ContextPlan.optional(),
  assistantId: z.string().optional(),
  assistantName: z.string().optional(),
  assistant: keptProperty('HandoffDestinationAssistant', 'assistant').optional(),
  assistantOverrides: keptProperty('HandoffDestinationAssistant', 'assistantOverrides').optional(),
  variableExtractionPlan: keptProperty('HandoffDestinationAssistant', 'variableExtractionPlan').optional(),
  description: z.string().optional(),
});

const Dynamic = z.strictObject({
  type: z.literal('dynamic'),
  server: Server.optional(),
  description: z.string().optional(),
});

const Squad = z.looseObject({ type: z.literal('squad') });

/** Another assistant that goes on with the call. Source: OpenAPI `HandoffDestinationAssistant` and its siblings. */
export const HandoffDestination = z.discriminatedUnion('type', [Assistant, Dynamic, Squad]);
export const HandoffAssistant = Assistant;

export type ContextPlan = z.infer<typeof ContextPlan>;
export type HandoffAssistant = z.infer<typeof Assistant>;
