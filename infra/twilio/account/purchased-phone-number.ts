import { z } from 'zod';
import { ApiError } from '../../provider-kit/api-error';
import type { Observed, ResourceDefinition } from '../../provider-kit/definition';
import { resourceClass } from '../../provider-kit/resource-class';
import type { TwilioClient } from '../client';
import { restResource } from '../rest-resource';
import { friendlyName, sid } from '../sids';
import { phoneNumber } from './number-settings';
import { numberForSale } from './numbers-for-sale';

const SOURCE = 'https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource';

const inputs = z.strictObject({
  phoneNumber: phoneNumber.describe(`The number to buy, E.164. Cannot be changed. ${SOURCE}`),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'a country as two capital letters such as US')
    .describe(
      'Where it is sold: ISO 3166-1, two letters. https://www.twilio.com/docs/phone-numbers/api/availablephonenumber-resource',
    ),
  friendlyName: friendlyName().describe(
    `Name that it is bought with: a number of the account that has it counts as bought by this program. ${SOURCE}`,
  ),
  release: z
    .boolean()
    .default(false)
    .describe(
      `Gives a number that was bought back to Twilio on delete, which after ten days nobody can undo. Default false: it stays in the account and goes on costing. ${SOURCE}`,
    ),
});

const outputs = z.object({
  sid: sid('PN').describe('SID of the number'),
  number: phoneNumber.describe('The number, once the account has it'),
  bought: z
    .boolean()
    .optional()
    .describe('Whether it was bought; false where the account had it already: then it is never given back'),
  voiceUrl: z
    .string()
    .optional()
    .describe('What it had before it was set up; as long as it has anything else it is not given back'),
});

const UNKNOWN_COUNTRY = 'ZZ';

type Inputs = z.output<typeof inputs>;
type Outputs = z.output<typeof outputs>;

const base = restResource({
  type: 'twilio:account:PurchasedPhoneNumber',
  doc: `A number that is bought where the account has not got it. Twilio charges for it by the month from then on. ${SOURCE}`,
  host: 'api.twilio.com',
  collection: '/2010-04-01/Accounts/{accountSid}/IncomingPhoneNumbers',
  suffix: '.json',
  list: 'incoming_phone_numbers',
  naturalKey: 'phoneNumber',
  inputs: inputs.pick({ phoneNumber: true, friendlyName: true }),
  outputs: outputs.pick({ sid: true, voiceUrl: true }),
});

async function owned(client: TwilioClient, wanted: Inputs): Promise<Observed<Inputs, Outputs> | undefined> {
  const found = await base.find(client, wanted);
  if (!found) return undefined;
  const bought = found.inputs.friendlyName === wanted.friendlyName;
  return {
    id: found.id,
    inputs: wanted,
    outputs: { ...found.outputs, number: wanted.phoneNumber, bought },
  };
}

/** @throws Error where Twilio would want to know who buys: an address or a bundle, which this does not handle. */
async function sellable(client: TwilioClient, wanted: Inputs): Promise<void> {
  const { address_requirements: address } = await numberForSale(client, wanted);
  if (address === 'none') return;
  throw new Error(
    `phoneNumber: to sell ${wanted.phoneNumber} Twilio wants an address (${address}): buy it in Twilio's console, then it is taken over`,
  );
}

/** Bought once: whether the account has it is asked before, and after an answer that was lost. */
export const purchasedPhoneNumber: ResourceDefinition<TwilioClient, typeof inputs, typeof outputs> = {
  type: base.type,
  doc: base.doc,
  inputs,
  outputs,
  immutable: ['phoneNumber'],
  secrets: [],
  same: { country: () => true, friendlyName: () => true },

  async foresee(client, wanted, warn) {
    if (await owned(client, wanted)) return;
    await sellable(client, wanted);
    warn(
      `${wanted.phoneNumber} WILL BE BOUGHT: Twilio charges for it by the month from then on, also after a destroy unless release is set`,
    );
  },

  async create(client, wanted) {
    const existing = await owned(client, wanted);
    if (existing) return existing;
    await sellable(client, wanted);
    try {
      const { id, outputs: made } = await base.create(client, wanted);
      return { id, outputs: { ...made, number: wanted.phoneNumber, bought: true } };
    } catch (error) {
      const made = error instanceof ApiError && error.isIndeterminate && (await owned(client, wanted));
      if (!made) throw error;
      return made;
    }
  },

  async read(client, id, known) {
    const found = await base.read(client, id);
    if (!found) return undefined;
    const { phoneNumber: number } = found.inputs;
    // The rest is the program's word, for Twilio knows nothing of it; of an import it is unknown (ISO 3166: ZZ).
    const word = { ...found.inputs, country: UNKNOWN_COUNTRY, release: false, ...known };
    return { id, inputs: { ...word, phoneNumber: number }, outputs: { sid: id, number } };
  },

  /** Nothing of it stands at Twilio; whether it was bought is remembered. */
  update: (_client, id, wanted) => Promise.resolve({ sid: id, number: wanted.phoneNumber }),

  async delete(client, id, { number, bought, release, voiceUrl }, warn) {
    if (!bought) return;
    if (!release) {
      warn(
        `${number} was bought and stays in the account, where it goes on costing; Twilio's console releases it`,
      );
      return;
    }
    const found = await base.read(client, id);
    if (!found) return;
    if (found.outputs.voiceUrl !== voiceUrl) {
      throw new Error(
        `${number} is not released: it still answers calls (voiceUrl ${found.outputs.voiceUrl}). To keep it set release to false first`,
      );
    }
    await base.delete(client, id);
  },
};

export class PurchasedPhoneNumber extends resourceClass(purchasedPhoneNumber) {}
