import { z } from 'zod';
import { ApiError } from '../../provider-kit/api-error';
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

const keysOf = (client: TwilioClient): string => `/2010-04-01/Accounts/${client.credentials.accountSid}/Keys`;

/** SIDs of the keys with this name; an account has few enough for one page. */
async function named(client: TwilioClient, name: string): Promise<string[]> {
  const { keys } = await client.rest.request<{ keys: { sid: string; friendly_name: string }[] }>({
    method: 'GET',
    host: 'api.twilio.com',
    path: `${keysOf(client)}.json`,
    query: { PageSize: 1000 },
  });
  return keys.filter(({ friendly_name }) => friendly_name === name).map((key) => key.sid);
}

/**
 * No natural key: of a key that is there already nobody knows the secret, and others may use it. A key whose answer was
 * lost is useless, so it is deleted and another one made. An update's answer has no secret either.
 */
export const apiKey: ResourceDefinition<TwilioClient, typeof base.inputs, typeof base.outputs> = {
  ...base,
  find: undefined,
  async create(client, wanted) {
    const before = await named(client, wanted.friendlyName);
    try {
      return await base.create(client, wanted);
    } catch (error) {
      if (!(error instanceof ApiError && error.isIndeterminate)) throw error;
      const made = (await named(client, wanted.friendlyName)).filter((key) => !before.includes(key));
      for (const key of made) await base.delete(client, key);
      return base.create(client, wanted);
    }
  },
  async update(client, id, wanted, old) {
    const { sid: keySid } = await base.update(client, id, wanted, old);
    return { sid: keySid } as z.output<typeof base.outputs>;
  },
};

export class ApiKey extends resourceClass(apiKey) {}
