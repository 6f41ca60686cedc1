import { z } from 'zod';
import { resourceClass } from '../../provider-kit/resource-class';
import { restResource } from '../rest-resource';
import { sid } from '../sids';

export const environment = restResource({
  type: 'twilio:serverless:Environment',
  doc: 'Where a build of a service runs, with its own domain and variables. https://www.twilio.com/docs/serverless/api/resource/environment',
  host: 'serverless.twilio.com',
  collection: '/v1/Services/{serviceSid}/Environments',
  list: 'environments',
  naturalKey: 'uniqueName',
  immutable: ['uniqueName', 'domainSuffix'],
  inputs: z.strictObject({
    serviceSid: sid('ZS').describe(
      'The Functions service. Cannot be changed. https://www.twilio.com/docs/serverless/api/resource/environment',
    ),
    uniqueName: z
      .string()
      .min(1)
      .max(100)
      .describe(
        'Name, unique in the service. At most 100 characters; cannot be changed. https://www.twilio.com/docs/serverless/api/resource/environment',
      ),
    domainSuffix: z
      .string()
      .regex(/^[a-z0-9-]{1,16}$/, 'at most 16 small letters, digits and hyphens')
      .optional()
      .describe(
        'Ends the first part of the domain name. Default: nothing; cannot be changed. https://www.twilio.com/docs/serverless/api/resource/environment',
      ),
  }),
  outputs: z.object({
    sid: sid('ZE').describe('SID of the environment'),
    domainName: z.string().describe('Host name under which its Functions are served'),
  }),
});

export class Environment extends resourceClass(environment) {}
