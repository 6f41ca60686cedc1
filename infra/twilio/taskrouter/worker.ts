import { z } from 'zod';
import { ApiError } from '../../provider-kit/api-error';
import type { ResourceDefinition } from '../../provider-kit/definition';
import { project, sameMeaning } from '../../provider-kit/meaning';
import { resourceClass } from '../../provider-kit/resource-class';
import type { TwilioClient } from '../client';
import { json } from '../codecs';
import { restResource } from '../rest-resource';
import { friendlyName, sid } from '../sids';
import { listActivities } from './activities';

const MAX_ATTRIBUTES = 4096;

const base = restResource({
  type: 'twilio:taskrouter:Worker',
  doc:
    'Somebody who can be given tasks. The program owns the attributes that it names and leaves all others alone; the ' +
    'activity is set when the worker is made and belongs to the worker from then on. https://www.twilio.com/docs/taskrouter/api/worker',
  host: 'taskrouter.twilio.com',
  collection: '/v1/Workspaces/{workspaceSid}/Workers',
  list: 'workers',
  naturalKey: 'friendlyName',
  codecs: { attributes: json },
  same: { attributes: sameMeaning, activitySid: () => true },
  inputs: z.strictObject({
    workspaceSid: sid('WS').describe(
      'The workspace. Cannot be changed. https://www.twilio.com/docs/taskrouter/api/worker',
    ),
    friendlyName: friendlyName().describe(
      'Name, unique in the workspace whatever the case of its letters. At most 64 characters. https://www.twilio.com/docs/taskrouter/api/worker',
    ),
    attributes: z
      .record(z.string(), z.unknown())
      .default({})
      .refine(
        (value) => JSON.stringify(value).length <= MAX_ATTRIBUTES,
        `at most ${MAX_ATTRIBUTES} characters as JSON`,
      )
      .describe(
        'Attributes that the program owns; others are kept. At most 4,096 characters as JSON in all, default {}. https://www.twilio.com/docs/taskrouter/limits',
      ),
    activitySid: sid('WA')
      .optional()
      .describe(
        "Activity at the beginning. Default: the workspace's default activity. https://www.twilio.com/docs/taskrouter/api/worker",
      ),
  }),
  outputs: z.object({ sid: sid('WK').describe('SID of the worker') }),
});

export const worker: ResourceDefinition<TwilioClient, typeof base.inputs, typeof base.outputs> = {
  ...base,

  async read(client, id, known) {
    const found = await base.read(client, id);
    if (!found || !known) return found;
    const attributes = project(found.inputs.attributes, known.attributes) as Record<string, unknown>;
    return { ...found, inputs: { ...found.inputs, attributes, activitySid: known.activitySid } };
  },

  async update(client, id, wanted, old) {
    const current = await base.read(client, id);
    const kept = Object.entries(current?.inputs.attributes ?? {}).filter(([key]) => !(key in old.attributes));
    const attributes = { ...Object.fromEntries(kept), ...wanted.attributes };
    return base.update(client, id, { ...wanted, attributes }, current?.inputs ?? old);
  },

  /** TaskRouter deletes only workers who are in an activity that is not available. */
  async delete(client, id, state) {
    try {
      await base.delete(client, id, state);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 400) throw error;
      const [workspaceSid = '', workerSid = ''] = id.split('/');
      const idle = (await listActivities(client, workspaceSid)).find(({ available }) => !available);
      if (!idle) throw error;
      await client.rest.request({
        method: 'POST',
        host: 'taskrouter.twilio.com',
        path: `/v1/Workspaces/${workspaceSid}/Workers/${workerSid}`,
        form: { ActivitySid: idle.sid, RejectPendingReservations: 'true' },
      });
      await base.delete(client, id, state);
    }
  },
};

export class Worker extends resourceClass(worker) {}
