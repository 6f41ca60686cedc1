import { z } from 'zod';
import { resourceClass } from '../../provider-kit/resource-class';
import { restResource } from '../rest-resource';
import { friendlyName, sid, webUrl } from '../sids';

export const service = restResource({
  type: 'twilio:sync:Service',
  doc: 'A Sync service, the home of documents, maps and lists. https://www.twilio.com/docs/sync/api/service',
  host: 'sync.twilio.com',
  collection: '/v1/Services',
  list: 'services',
  naturalKey: 'friendlyName',
  inputs: z.strictObject({
    friendlyName: friendlyName().describe(
      'Name, unique by our own rule: a service with this name is taken over. https://www.twilio.com/docs/sync/api/service',
    ),
    webhookUrl: webUrl()
      .optional()
      .describe('Gets changes made by SDKs. Default: none. https://www.twilio.com/docs/sync/webhooks'),
    webhooksFromRestEnabled: z
      .boolean()
      .default(false)
      .describe(
        'Changes made by REST are sent to webhookUrl too. Default false. https://www.twilio.com/docs/sync/api/service',
      ),
    aclEnabled: z
      .boolean()
      .default(false)
      .describe(
        'Clients see only what they have a permission for. Default false. https://www.twilio.com/docs/sync/api/service',
      ),
  }),
  outputs: z.object({ sid: sid('IS').describe('SID of the service') }),
});

export class Service extends resourceClass(service) {}
