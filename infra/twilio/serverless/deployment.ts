import { existsSync } from 'node:fs';
import { z } from 'zod';
import { unlessMissing } from '../../provider-kit/api-error';
import type { ResourceDefinition } from '../../provider-kit/definition';
import { resourceClass } from '../../provider-kit/resource-class';
import type { TwilioClient } from '../client';
import { sid } from '../sids';
import { deploy } from './deploy';
import { hashOfFolder } from './files';

const inputs = z.strictObject({
  serviceSid: sid('ZS').describe(
    'The Functions service. Cannot be changed. https://www.twilio.com/docs/serverless/api/resource/deployment',
  ),
  environmentSid: sid('ZE').describe(
    'The environment. Cannot be changed. https://www.twilio.com/docs/serverless/api/resource/deployment',
  ),
  folder: z
    .string()
    .refine(existsSync, 'a folder that exists: build the functions first (npm run build)')
    .describe(
      "Folder with functions/ and assets/; a file's path is its URL, `.protected` and `.private` in its name its visibility. https://www.twilio.com/docs/serverless/functions-assets/visibility",
    ),
  contentHash: z
    .string()
    .optional()
    .describe('Hash of the files in folder; filled in by itself, so that changed files are a change'),
  dependencies: z
    .record(z.string(), z.string())
    .describe(
      'npm packages that the platform installs: name to exact version. At most 100. https://www.twilio.com/docs/serverless/functions-assets/functions/dependencies',
    ),
  runtime: z
    .enum(['node20', 'node22', 'node24'])
    .default('node22')
    .describe('Node version. Default node22. https://www.twilio.com/docs/serverless/functions-assets/faq'),
  timeoutSeconds: z
    .number()
    .int()
    .min(10)
    .max(1800)
    .default(300)
    .describe('Seconds that a build may take. 10 to 1,800, default 300. Our own limit'),
});

const outputs = z.object({
  buildSid: sid('ZB').describe('SID of the build that it put in service'),
});

interface EnvironmentRecord {
  readonly build_sid: string | null;
}

/**
 * A build of the files in a folder, in service at an environment. Its id is `ZS.../ZE...`: an environment has one
 * deployment in service at a time.
 */
export const deployment: ResourceDefinition<TwilioClient, typeof inputs, typeof outputs> = {
  type: 'twilio:serverless:Deployment',
  doc: 'Functions and assets, built and in service. https://www.twilio.com/docs/serverless/api/resource/deployment',
  inputs,
  outputs,
  immutable: ['serviceSid', 'environmentSid'],
  secrets: [],
  same: { timeoutSeconds: () => true, folder: () => true },

  complete: (given) => ({ ...given, contentHash: hashOfFolder(given.folder) }),

  async read(client, id, known, state) {
    const [serviceSid = '', environmentSid = ''] = id.split('/');
    const path = `/v1/Services/${serviceSid}/Environments/${environmentSid}`;
    const found = await unlessMissing(
      client.rest.request<EnvironmentRecord>({ method: 'GET', host: 'serverless.twilio.com', path }),
    );
    if (!found?.build_sid) return undefined;
    const isOurs = state?.buildSid === undefined || state.buildSid === found.build_sid;
    return {
      id,
      inputs: {
        ...{ folder: '', dependencies: {}, runtime: 'node22', timeoutSeconds: 300 },
        ...known,
        ...{ serviceSid, environmentSid },
        // Somebody else's build: what is in it nobody knows.
        ...(isOurs ? {} : { contentHash: `build ${found.build_sid}` }),
      },
      outputs: { buildSid: found.build_sid },
    };
  },

  async create(client, wanted, report) {
    return {
      id: `${wanted.serviceSid}/${wanted.environmentSid}`,
      outputs: await deploy(client.credentials, wanted, report),
    };
  },

  update: (client, _id, wanted, _old, report) => deploy(client.credentials, wanted, report),

  /** A deployment without a build takes the functions out of service; builds go with their service. */
  async delete(client, id) {
    const [serviceSid = '', environmentSid = ''] = id.split('/');
    await unlessMissing(
      client.rest.request({
        method: 'POST',
        host: 'serverless.twilio.com',
        path: `/v1/Services/${serviceSid}/Environments/${environmentSid}/Deployments`,
        form: {},
      }),
    );
  },
};

export class Deployment extends resourceClass(deployment) {}
