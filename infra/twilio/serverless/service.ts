import { z } from 'zod';
import { resourceClass } from '../../provider-kit/resource-class';
import { restResource } from '../rest-resource';
import { friendlyName, sid } from '../sids';

export const service = restResource({
  type: 'twilio:serverless:Service',
  doc: 'A Functions service. At most 50 an account; it runs at most 30 invocations at a time. https://www.twilio.com/docs/serverless/api/resource/service',
  host: 'serverless.twilio.com',
  collection: '/v1/Services',
  list: 'services',
  naturalKey: 'uniqueName',
  immutable: ['uniqueName'],
  inputs: z.strictObject({
    uniqueName: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,49}$/, 'at most 49 letters, digits and hyphens')
      .describe(
        'Name, unique in the account; begins the domain name. At most 49 characters; cannot be changed. https://www.twilio.com/docs/serverless/api/resource/service',
      ),
    friendlyName: friendlyName(255).describe(
      'Name for people. https://www.twilio.com/docs/serverless/api/resource/service',
    ),
    includeCredentials: z
      .boolean()
      .default(true)
      .describe(
        'Functions find ACCOUNT_SID and AUTH_TOKEN in their context. Default true. https://www.twilio.com/docs/serverless/api/resource/service',
      ),
    uiEditable: z
      .boolean()
      .default(false)
      .describe(
        "Can be edited in Twilio's console. Default false: the program is the source. https://www.twilio.com/docs/serverless/api/resource/service",
      ),
  }),
  outputs: z.object({ sid: sid('ZS').describe('SID of the service') }),
});

export class Service extends resourceClass(service) {}
