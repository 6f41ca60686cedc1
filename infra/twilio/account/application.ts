import { z } from 'zod';
import { resourceClass } from '../../provider-kit/resource-class';
import { restResource } from '../rest-resource';
import { friendlyName, sid, webUrl } from '../sids';

const method = z.enum(['GET', 'POST']).default('POST');

export const application = restResource({
  type: 'twilio:account:Application',
  doc: 'A TwiML application: where calls made from a browser get their TwiML. https://www.twilio.com/docs/usage/api/applications',
  host: 'api.twilio.com',
  collection: '/2010-04-01/Accounts/{accountSid}/Applications',
  suffix: '.json',
  list: 'applications',
  naturalKey: 'friendlyName',
  inputs: z.strictObject({
    friendlyName: friendlyName().describe(
      'Name, unique by our own rule. At most 64 characters. https://www.twilio.com/docs/usage/api/applications',
    ),
    voiceUrl: webUrl()
      .optional()
      .describe(
        'Asked for TwiML when a call comes. Default: none. https://www.twilio.com/docs/usage/api/applications',
      ),
    voiceMethod: method.describe(
      'HTTP method of voiceUrl. Default POST. https://www.twilio.com/docs/usage/api/applications',
    ),
    statusCallback: webUrl()
      .optional()
      .describe('Told when the call ends. Default: none. https://www.twilio.com/docs/usage/api/applications'),
    statusCallbackMethod: method.describe(
      'HTTP method of statusCallback. Default POST. https://www.twilio.com/docs/usage/api/applications',
    ),
  }),
  outputs: z.object({ sid: sid('AP').describe('SID of the application') }),
});

export class Application extends resourceClass(application) {}
