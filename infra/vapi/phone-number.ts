import { z } from 'zod';
import { names } from '../provider-kit/references';
import { resourceClass } from '../provider-kit/resource-class';
import { jsonResource } from './json-resource';

const SOURCE = 'https://docs.vapi.ai/api-reference/phone-numbers/create';

export const phoneNumber = jsonResource({
  type: 'vapi:index:PhoneNumber',
  doc: `A Twilio number that Vapi knows. Vapi sets the number's voice URL when it is made: set your own afterwards. ${SOURCE}`,
  collection: '/phone-number',
  naturalKey: ({ number }) => number,
  constant: { provider: 'twilio' },
  immutable: ['number'],
  references: ['assistantId'],
  writeOnly: ['twilioAuthToken', 'twilioApiKey', 'twilioApiSecret'],
  secrets: ['twilioAuthToken', 'twilioApiSecret'],
  inputs: z.strictObject({
    number: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/, 'a number in E.164 form such as +15550100100')
      .describe(`The number, E.164. Cannot be changed. ${SOURCE}`),
    name: z.string().min(1).max(40).describe(`Name for people. At most 40 characters. ${SOURCE}`),
    twilioAccountSid: z.string().describe(`The account that has the number. ${SOURCE}`),
    twilioAuthToken: z.string().optional().describe(`Its auth token; or an API key instead. ${SOURCE}`),
    twilioApiKey: z.string().optional().describe(`SID of an API key. ${SOURCE}`),
    twilioApiSecret: z.string().optional().describe(`Secret of the API key. ${SOURCE}`),
    assistantId: z
      .string()
      .optional()
      .describe(`Who answers calls that begin at Vapi. Default: Vapi asks the server. ${SOURCE}`),
    names: names('assistantId'),
    smsEnabled: z
      .boolean()
      .default(false)
      .describe(`Vapi takes over the number's messaging URL. Default false here, true at Vapi. ${SOURCE}`),
  }),
  outputs: z.strictObject({}),
});

export class PhoneNumber extends resourceClass(phoneNumber) {}
