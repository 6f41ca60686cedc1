import { z } from 'zod';
import { Assistant, AssistantOverrides } from './assistant-schema';

const Customer = z.strictObject({
  number: z.string().min(3).max(40).optional(),
  numberE164CheckEnabled: z.boolean().optional(),
  extension: z.string().max(10).optional(),
  sipUri: z.string().optional(),
  name: z.string().max(40).optional(),
  email: z.string().max(40).optional(),
  externalId: z.string().max(40).optional(),
  assistantOverrides: AssistantOverrides.optional(),
});

const who = {
  assistantId: z.string().optional(),
  assistant: Assistant.optional(),
  assistantOverrides: AssistantOverrides.optional(),
};

/** `phoneCallProviderBypassEnabled` and `metadata` are documented and used, but absent from today's OpenAPI. */
export const CreateCall = z.strictObject({
  ...who,
  name: z.string().max(40).optional(),
  phoneNumberId: z.string().optional(),
  customer: Customer.optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  phoneCallProviderBypassEnabled: z.boolean().optional(),
});

/** What the web SDK sends to `/call/web`. */
export const CreateWebCall = z.strictObject({
  ...who,
  metadata: z.record(z.string(), z.unknown()).optional(),
});

/** With `ids` it asks for many at once. */
export const DeleteCall = z.strictObject({ ids: z.array(z.string()).optional() });

export const UpdateCall = z.strictObject({ name: z.string().max(40).optional() });

export type CreateCall = z.infer<typeof CreateCall>;
export type Customer = z.infer<typeof Customer>;
