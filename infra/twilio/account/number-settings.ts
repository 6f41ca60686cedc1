import { z } from 'zod';
import { webUrl } from '../sids';

const method = z.enum(['GET', 'POST']).default('POST');
const SOURCE = 'https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource';

/** The number itself, as every resource of a number takes it. */
export const phoneNumber = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'a number in E.164 form such as +15550100100')
  .describe(
    `The number, E.164. The account must have it already: it is adopted, never bought. Cannot be changed. ${SOURCE}`,
  );

/** The settings of a number that are ours to make and to give back. */
export const numberSettings = {
  friendlyName: z
    .string()
    .max(64)
    .optional()
    .describe(`Name for people. At most 64 characters; default: as it is. ${SOURCE}`),
  voiceUrl: webUrl().optional().describe(`Asked for TwiML when a call comes. Default: none. ${SOURCE}`),
  voiceMethod: method.describe(`HTTP method of voiceUrl. Default POST. ${SOURCE}`),
  voiceFallbackUrl: webUrl().optional().describe(`Asked when voiceUrl fails. Default: none. ${SOURCE}`),
  voiceFallbackMethod: method.describe(`HTTP method of voiceFallbackUrl. Default POST. ${SOURCE}`),
  voiceApplicationSid: z
    .string()
    .optional()
    .describe(
      `TwiML application that answers instead: Twilio then ignores voiceUrl. Default: none, one that the number has is taken off. ${SOURCE}`,
    ),
  trunkSid: z
    .string()
    .optional()
    .describe(
      `SIP trunk that calls go to instead: Twilio then ignores voiceUrl and application. Default: none, as above. ${SOURCE}`,
    ),
  statusCallback: webUrl().optional().describe(`Told when a call ends. Default: none. ${SOURCE}`),
  statusCallbackMethod: method.describe(`HTTP method of statusCallback. Default POST. ${SOURCE}`),
};
