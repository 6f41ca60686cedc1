import { z } from 'zod';
import type { ResourceDefinition } from '../../provider-kit/definition';
import { resourceClass } from '../../provider-kit/resource-class';
import type { TwilioClient } from '../client';
import { restResource } from '../rest-resource';
import { friendlyName, sid } from '../sids';

const base = restResource({
  type: 'twilio:account:ApiKey',
  doc: 'A standard API key. Twilio tells its secret once, when it is made. https://www.twilio.com/docs/iam/api-keys',
  host: 'api.twilio.com',
  collection: '/2010-04-01/Accounts/{accountSid}/Keys',
  suffix: '.json',
  list: 'keys',
  secrets: ['secret'],
  inputs: z.strictObject({
    friendlyName: friendlyName().describe(
      'Name for people. At most 64 characters. https://www.twilio.com/docs/iam/api-keys/key-resource-v1',
    ),
  }),
  outputs: z.object({
    sid: sid('SK').describe('SID of the key'),
    secret: z.string().optional().describe('The secret; known only to the stack that made the key'),
  }),
});

/** No natural key: of a key that is there already nobody knows the secret. An update's answer has no secret either. */
export const apiKey: ResourceDefinition<TwilioClient, typeof base.inputs, typeof base.outputs> = {
  ...base,
  find: undefined,
  async update(client, id, wanted, old) {
    const { sid: keySid } = await base.update(client, id, wanted, old);
    return { sid: keySid } as z.output<typeof base.outputs>;
  },
};

export class ApiKey extends resourceClass(apiKey) {}
