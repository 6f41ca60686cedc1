import { z } from 'zod';
import { ApiError } from '../../provider-kit/api-error';
import type { Observed, ResourceDefinition } from '../../provider-kit/definition';
import { sameMeaning } from '../../provider-kit/meaning';
import { resourceClass } from '../../provider-kit/resource-class';
import type { TwilioClient } from '../client';
import { json } from '../codecs';
import { restResource } from '../rest-resource';
import { friendlyName, sid } from '../sids';
import { listActivities } from './activities';

const MAX_ATTRIBUTES = 4096;
const MOST_CONFLICTS = 5;
const HOST = 'taskrouter.twilio.com';

const base = restResource({
  type: 'twilio:taskrouter:Worker',
  doc:
    'Somebody who can be given tasks. The program owns the attributes that it names, each with all that is in it, and ' +
    'leaves all others alone; the activity is set when the worker is made and belongs to the worker from then on. https://www.twilio.com/docs/taskrouter/api/worker',
  host: HOST,
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
        'Attributes that the program owns: what somebody else writes under these keys is drift, other keys are kept. At most 4,096 characters as JSON in all, default {}. https://www.twilio.com/docs/taskrouter/limits',
      ),
    activitySid: sid('WA')
      .optional()
      .describe(
        "Activity at the beginning. Default: the workspace's default activity. https://www.twilio.com/docs/taskrouter/api/worker",
      ),
  }),
  outputs: z.object({ sid: sid('WK').describe('SID of the worker') }),
});

type Inputs = z.output<typeof base.inputs>;
type Attributes = Inputs['attributes'];
type Found = Observed<Inputs, z.output<typeof base.outputs>>;

/** Only the keys that the program names, each whole: the rest belongs to whoever wrote it. */
function owned(attributes: Attributes, named: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => key in named));
}

function asOwned(found: Found | undefined, known: Inputs): Found | undefined {
  if (!found) return undefined;
  const attributes = owned(found.inputs.attributes, known.attributes);
  return { ...found, inputs: { ...found.inputs, attributes, activitySid: known.activitySid } };
}

export const worker: ResourceDefinition<TwilioClient, typeof base.inputs, typeof base.outputs> = {
  ...base,

  async find(client, wanted) {
    return asOwned(await base.find(client, wanted), wanted);
  },

  async read(client, id, known) {
    const found = await base.read(client, id);
    return known ? asOwned(found, known) : found;
  },

  /** On the version that was read: people change their attributes at any time, and none of that may get lost. */
  async update(client, id, wanted, old) {
    const [workspaceSid = '', workerSid = ''] = id.split('/');
    const path = `/v1/Workspaces/${workspaceSid}/Workers/${workerSid}`;
    for (let attempt = 1; ; attempt += 1) {
      const { body, etag } = await client.rest.versioned<{ attributes: string }>({
        ...{ method: 'GET', host: HOST, path },
      });
      const present = JSON.parse(body.attributes) as Attributes;
      const others = Object.entries(present).filter(([key]) => !(key in old.attributes));
      const attributes = { ...Object.fromEntries(others), ...wanted.attributes };
      const form = { FriendlyName: wanted.friendlyName, Attributes: JSON.stringify(attributes) };
      try {
        await client.rest.request({ method: 'POST', host: HOST, path, form, ifMatch: etag });
        return { sid: workerSid };
      } catch (error) {
        if (!(error instanceof ApiError && error.isConflict) || attempt === MOST_CONFLICTS) throw error;
      }
    }
  },

  /** TaskRouter deletes only workers who are in an activity that is not available. */
  async delete(client, id) {
    try {
      await base.delete(client, id);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 400) throw error;
      const [workspaceSid = '', workerSid = ''] = id.split('/');
      const idle = (await listActivities(client, workspaceSid)).find(({ available }) => !available);
      if (!idle) throw error;
      await client.rest.request({
        method: 'POST',
        host: HOST,
        path: `/v1/Workspaces/${workspaceSid}/Workers/${workerSid}`,
        form: { ActivitySid: idle.sid, RejectPendingReservations: 'true' },
      });
      await base.delete(client, id);
    }
  },
};

export class Worker extends resourceClass(worker) {}
