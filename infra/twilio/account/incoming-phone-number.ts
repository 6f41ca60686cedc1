import { z } from 'zod';
import { ApiError } from '../../provider-kit/api-error';
import type { ResourceDefinition } from '../../provider-kit/definition';
import { names } from '../../provider-kit/references';
import { resourceClass } from '../../provider-kit/resource-class';
import type { TwilioClient } from '../client';
import { restResource } from '../rest-resource';
import { sid } from '../sids';
import { numberSettings, phoneNumber } from './number-settings';

const inputs = z.strictObject({ phoneNumber, ...numberSettings, names: names('voiceApplicationSid') });

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
  references: ['voiceApplicationSid'],
  same: { friendlyName: (a, b) => b === undefined || a === b },
  inputs,
  outputs: outputs.omit({ previous: true }),
});

/** The number as the account has it, and its settings by name. @throws Error for a number that it has not. */
async function own(client: TwilioClient, wanted: Inputs) {
  const found = await base.find(client, wanted);
  if (!found) {
    throw new Error(
      `phoneNumber: the account has no number ${wanted.phoneNumber}. Buy or port it first, or have it bought (PurchasedPhoneNumber; key buyNumber of the stack): a number is never bought without being told to`,
    );
  }
  const settings = Object.keys(numberSettings) as (keyof typeof numberSettings)[];
  return { found, previous: Object.fromEntries(settings.map((name) => [name, found.inputs[name] ?? ''])) };
}

function hasSettings(present: Inputs, wanted: Inputs): boolean {
  return Object.keys(wanted).every((name) => present[name as keyof Inputs] === wanted[name as keyof Inputs]);
}

async function giveBack(
  client: TwilioClient,
  id: string,
  previous: Readonly<Record<string, string>> | undefined,
) {
  const current = await base.read(client, id);
  if (!current || !previous) return;
  const back = Object.fromEntries(
    Object.entries(previous).map(([name, value]) => [name, value || undefined]),
  );
  await base.update(client, id, { ...current.inputs, ...back } as Inputs, current.inputs);
}

export const incomingPhoneNumber: ResourceDefinition<TwilioClient, typeof inputs, typeof outputs> = {
  ...base,
  outputs,
  find: undefined,
  async create(client, wanted) {
    const { found, previous } = await own(client, wanted);
    try {
      await base.update(client, found.id, wanted, found.inputs);
    } catch (error) {
      // Where only the answer was lost, a second create would take our own settings for the old ones.
      const now = error instanceof ApiError && error.isIndeterminate && (await base.read(client, found.id));
      if (!now || !hasSettings(now.inputs, wanted)) throw error;
    }
    return { id: found.id, outputs: { sid: found.outputs.sid, previous } };
  },
  /** `previous` stays as it was at the adoption: an update's answer says nothing about it. */
  update: (client, id, wanted, old) => base.update(client, id, wanted, old),
  delete: (client, id, { previous }) => giveBack(client, id, previous),
};

const keptInputs = z.strictObject({ phoneNumber });

/**
 * Changes nothing; remembers a number's settings from before anybody else changes them (Vapi sets a voice URL of its
 * own when it learns of a number) and puts them back at the end.
 */
export const numberKeepsake: ResourceDefinition<TwilioClient, typeof keptInputs, typeof outputs> = {
  type: 'twilio:account:NumberKeepsake',
  doc: 'The settings of a number as they were, put back on delete. https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource',
  inputs: keptInputs,
  outputs,
  immutable: ['phoneNumber'],
  secrets: [],
  same: {},
  async read(client, id) {
    const found = await base.read(client, id);
    return found && { id, inputs: { phoneNumber: found.inputs.phoneNumber }, outputs: found.outputs };
  },
  foresee: async (client, wanted) => void (await own(client, wanted as Inputs)),
  async create(client, wanted) {
    const { found, previous } = await own(client, wanted as Inputs);
    return { id: found.id, outputs: { ...found.outputs, previous } };
  },
  update: () => Promise.reject(new Error('a keepsake has nothing that could change in place')),
  delete: (client, id, { previous }) => giveBack(client, id, previous),
};

export class IncomingPhoneNumber extends resourceClass(incomingPhoneNumber) {}
export class NumberKeepsake extends resourceClass(numberKeepsake) {}
