import { z } from 'zod';
import type { ResourceDefinition } from '../../provider-kit/definition';
import { resourceClass } from '../../provider-kit/resource-class';
import type { TwilioClient } from '../client';
import { restResource } from '../rest-resource';
import { sid, webUrl } from '../sids';

const method = z.enum(['GET', 'POST']).default('POST');

const settings = {
  friendlyName: z
    .string()
    .max(64)
    .optional()
    .describe(
      'Name for people. At most 64 characters; default: as it is. https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource',
    ),
  voiceUrl: webUrl()
    .optional()
    .describe(
      'Asked for TwiML when a call comes. Default: none. https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource',
    ),
  voiceMethod: method.describe(
    'HTTP method of voiceUrl. Default POST. https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource',
  ),
  voiceFallbackUrl: webUrl()
    .optional()
    .describe(
      'Asked when voiceUrl fails. Default: none. https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource',
    ),
  statusCallback: webUrl()
    .optional()
    .describe(
      'Told when a call ends. Default: none. https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource',
    ),
  statusCallbackMethod: method.describe(
    'HTTP method of statusCallback. Default POST. https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource',
  ),
};

const inputs = z.strictObject({
  phoneNumber: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'a number in E.164 form such as +15550100100')
    .describe(
      'The number, E.164. The account must have it already: it is adopted, never bought. Cannot be changed. https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource',
    ),
  ...settings,
});

const outputs = z.object({
  sid: sid('PN').describe('SID of the number'),
  previous: z
    .record(z.string(), z.string())
    .optional()
    .describe('The settings that the number had when it was adopted; it gets them back when it is released'),
});

type Inputs = z.output<typeof inputs>;

const base = restResource({
  type: 'twilio:account:IncomingPhoneNumber',
  doc: 'A number that the account has. It is adopted, never bought, and gets its old settings back on delete. https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource',
  host: 'api.twilio.com',
  collection: '/2010-04-01/Accounts/{accountSid}/IncomingPhoneNumbers',
  suffix: '.json',
  list: 'incoming_phone_numbers',
  naturalKey: 'phoneNumber',
  immutable: ['phoneNumber'],
  same: { friendlyName: (a, b) => b === undefined || a === b },
  inputs,
  outputs: outputs.omit({ previous: true }),
});

export const incomingPhoneNumber: ResourceDefinition<TwilioClient, typeof inputs, typeof outputs> = {
  ...base,
  outputs,
  find: undefined,

  async create(client, wanted) {
    const found = await base.find(client, wanted);
    if (!found) {
      throw new Error(
        `phoneNumber: the account has no number ${wanted.phoneNumber}. Buy or port it first: this program adopts numbers, it never buys one`,
      );
    }
    const previous = Object.fromEntries(
      Object.keys(settings).map((name) => [name, found.inputs[name as keyof Inputs] ?? '']),
    );
    const { sid: numberSid } = await base.update(client, found.id, wanted, found.inputs);
    return { id: found.id, outputs: { sid: numberSid, previous } };
  },

  /** `previous` stays as it was at the adoption: an update's answer says nothing about it. */
  update: (client, id, wanted, old) => base.update(client, id, wanted, old),

  async delete(client, id, state) {
    const current = await base.read(client, id);
    if (!current || !state.previous) return;
    const back = Object.fromEntries(
      Object.entries(state.previous).map(([name, value]) => [name, value || undefined]),
    );
    await base.update(client, id, { ...current.inputs, ...back } as Inputs, current.inputs);
  },
};

export class IncomingPhoneNumber extends resourceClass(incomingPhoneNumber) {}
