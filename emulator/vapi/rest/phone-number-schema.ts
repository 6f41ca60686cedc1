import { z } from 'zod';
import { keptProperty } from '../openapi/kept';
import { TransferDestination } from './destination-schema';
import { Server } from './server-schema';

type NumberHookAction =
  | { readonly type: 'say'; readonly exact: string }
  | { readonly type: 'transfer'; readonly destination?: TransferDestination };

/** What a number does by itself: of several actions the first. */
export interface NumberHook {
  readonly on: 'call.ringing' | 'call.ending';
  readonly filters?: readonly ({ readonly startsWith: string[] } | { readonly oneOf: string[] })[];
  readonly do?: NumberHookAction | readonly NumberHookAction[];
}

const shared = {
  name: z.string().max(40).optional(),
  assistantId: z.string().optional(),
  squadId: z.string().optional(),
  workflowId: z.string().optional(),
  server: Server.optional(),
  fallbackDestination: TransferDestination.optional(),
  hooks: keptProperty<readonly NumberHook[]>('CreateTwilioPhoneNumberDTO', 'hooks').optional(),
};

/** What a number of Twilio may have however it is named. */
export const TWILIO_NUMBER_SETTINGS = { ...shared, smsEnabled: z.boolean().optional() };

const TwilioPhoneNumber = z.strictObject({
  ...TWILIO_NUMBER_SETTINGS,
  provider: z.literal('twilio'),
  number: z.string(),
  twilioAccountSid: z.string(),
  twilioAuthToken: z.string().optional(),
  twilioApiKey: z.string().optional(),
  twilioApiSecret: z.string().optional(),
});

const VapiPhoneNumber = z.strictObject({
  ...shared,
  provider: z.literal('vapi'),
  numberDesiredAreaCode: z.string().min(3).max(3).optional(),
  sipUri: z.string().optional(),
  authentication: z.looseObject({}).optional(),
  number: z.undefined().optional(),
});

/** Numbers of others are kept; nobody can call them here. */
const OtherPhoneNumber = z.strictObject({
  ...shared,
  provider: z.enum(['vonage', 'telnyx']),
  number: z.string(),
  credentialId: z.string(),
});

const ByoPhoneNumber = z.strictObject({
  ...shared,
  provider: z.literal('byo-phone-number'),
  number: z.string().min(3).max(40).optional(),
  numberE164CheckEnabled: z.boolean().optional(),
  credentialId: z.string(),
});

export const PhoneNumber = z.discriminatedUnion('provider', [
  TwilioPhoneNumber,
  VapiPhoneNumber,
  OtherPhoneNumber,
  ByoPhoneNumber,
]);

/** A PATCH names its provider; everything else is optional. */
export const PhoneNumberUpdate = z.discriminatedUnion('provider', [
  TwilioPhoneNumber.partial().required({ provider: true }),
  VapiPhoneNumber.partial().required({ provider: true }),
  OtherPhoneNumber.partial().required({ provider: true }),
  ByoPhoneNumber.partial().required({ provider: true }),
]);

export type PhoneNumber = z.infer<typeof PhoneNumber>;
