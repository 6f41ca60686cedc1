import { z } from 'zod';
import { Assistant, AssistantOverrides } from './assistant-schema';
import { TWILIO_NUMBER_SETTINGS } from './phone-number-schema';

const Customer = z.strictObject({
  number: z.string().min(3).max(40).optional(),
  numberE164CheckEnabled: z.boolean().optional(),
  extension: z.string().max(10).optional(),
  sipUri: z.string().optional(),
  name: z.string().max(40).optional(),
  email: z.string().max(40).optional(),
  externalId: z.string().max(40).optional(),
  assistantOverrides: AssistantOverrides.optional(),
  squadOverrides: AssistantOverrides.optional(),
});

/** Source: OpenAPI `SchedulePlan`. */
const SchedulePlan = z.strictObject({
  earliestAt: z.iso.datetime({ offset: true }),
  latestAt: z.iso.datetime({ offset: true }).optional(),
});

/** A number that is brought along. Source: OpenAPI `ImportTwilioPhoneNumberDTO`. */
const TransientPhoneNumber = z.strictObject({
  twilioPhoneNumber: z.string(),
  twilioAccountSid: z.string(),
  twilioAuthToken: z.string().optional(),
  twilioApiKey: z.string().optional(),
  twilioApiSecret: z.string().optional(),
  ...TWILIO_NUMBER_SETTINGS,
});

/** What Vapi knows and the emulator does not: asking for it is 501. */
const notServed = {
  squadId: z.unknown().optional(),
  squad: z.unknown().optional(),
  squadOverrides: z.unknown().optional(),
  workflowId: z.unknown().optional(),
  workflow: z.unknown().optional(),
  workflowOverrides: z.unknown().optional(),
  customerId: z.unknown().optional(),
  transport: z.unknown().optional(),
};

export const NOT_SERVED = Object.keys(notServed);

const who = {
  ...notServed,
  assistantVersion: z.string().nullish(),
  assistantId: z.guid().optional(),
  assistant: Assistant.optional(),
  assistantOverrides: AssistantOverrides.optional(),
};

/** `phoneCallProviderBypassEnabled` and `metadata` are documented and used, but absent from today's OpenAPI. */
export const CreateCall = z.strictObject({
  ...who,
  name: z.string().max(40).optional(),
  phoneNumberId: z.guid().optional(),
  phoneNumber: TransientPhoneNumber.optional(),
  customer: Customer.optional(),
  customers: z.array(Customer).optional(),
  schedulePlan: SchedulePlan.optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  phoneCallProviderBypassEnabled: z.boolean().optional(),
});

/** What the web SDK sends to `/call/web`. */
export const CreateWebCall = z.strictObject({
  ...who,
  metadata: z.record(z.string(), z.unknown()).optional(),
});

/** With `ids` it asks for many at once, later. */
export const DeleteCall = z.strictObject({ ids: z.array(z.string()).optional() });

export const UpdateCall = z.strictObject({ name: z.string().max(40).optional() });

export type SchedulePlan = z.infer<typeof SchedulePlan>;
export type CreateCall = z.infer<typeof CreateCall>;
export type Customer = z.infer<typeof Customer>;
