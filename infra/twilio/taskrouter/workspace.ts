import { z } from 'zod';
import type { ResourceDefinition } from '../../provider-kit/definition';
import { sameWords } from '../../provider-kit/meaning';
import { resourceClass } from '../../provider-kit/resource-class';
import type { TwilioClient } from '../client';
import { commaList } from '../codecs';
import { restResource } from '../rest-resource';
import { friendlyName, sid, webUrl } from '../sids';
import { listActivities } from './activities';
import type { ActivityRecord } from './activities';

const inputs = z.strictObject({
  friendlyName: friendlyName().describe(
    'Name, unique by our own rule: a workspace with this name is taken over. At most 64 characters. https://www.twilio.com/docs/taskrouter/api/workspace',
  ),
  eventCallbackUrl: webUrl()
    .optional()
    .describe(
      'Gets the events of the workspace. Default: none. https://www.twilio.com/docs/taskrouter/api/event/reference',
    ),
  eventsFilter: z
    .array(z.string().min(1))
    .optional()
    .describe(
      'Event types sent to eventCallbackUrl, as a set. Default: all. https://www.twilio.com/docs/taskrouter/api/workspace',
    ),
  multiTaskEnabled: z
    .boolean()
    .default(true)
    .describe(
      'Workers handle several tasks at once. Default true; cannot be turned off again. https://www.twilio.com/docs/taskrouter/multitasking',
    ),
  prioritizeQueueOrder: z
    .enum(['FIFO', 'LIFO'])
    .default('FIFO')
    .describe(
      'Order of tasks with the same priority. Default FIFO. https://www.twilio.com/docs/taskrouter/api/workspace',
    ),
  defaultActivity: z
    .string()
    .default('Offline')
    .describe(
      'Name of the activity of new workers. Default Offline; it must exist. https://www.twilio.com/docs/taskrouter/api/workspace',
    ),
  timeoutActivity: z
    .string()
    .default('Offline')
    .describe(
      'Name of the activity of workers who let a reservation time out. Default Offline; it must exist. https://www.twilio.com/docs/taskrouter/api/workspace',
    ),
});

const outputs = z.object({
  sid: sid('WS').describe('SID of the workspace'),
  activitySids: z
    .record(z.string(), sid('WA'))
    .describe('Name to SID of every activity; a new workspace has Offline, Available and Unavailable'),
});

type Inputs = z.output<typeof inputs>;
type Outputs = z.output<typeof outputs>;

const base = restResource({
  type: 'twilio:taskrouter:Workspace',
  doc: 'A TaskRouter workspace with its default and time-out activities. https://www.twilio.com/docs/taskrouter/api/workspace',
  host: 'taskrouter.twilio.com',
  collection: '/v1/Workspaces',
  list: 'workspaces',
  naturalKey: 'friendlyName',
  codecs: { eventsFilter: commaList },
  same: { eventsFilter: sameWords },
  inputs: inputs.omit({ defaultActivity: true, timeoutActivity: true }),
  outputs: z.object({ sid: z.string(), defaultActivityName: z.string(), timeoutActivityName: z.string() }),
});

type Current = z.output<typeof base.outputs>;

/** The two activities are set by an update only: at the create the workspace has none yet. */
async function settle(client: TwilioClient, current: Current, wanted: Inputs): Promise<Outputs> {
  const { sid: id } = current;
  const activities = await listActivities(client, id);
  const form: Record<string, string> = {};
  if (current.defaultActivityName !== wanted.defaultActivity) {
    form.DefaultActivitySid = sidOf(activities, wanted.defaultActivity, 'defaultActivity');
  }
  if (current.timeoutActivityName !== wanted.timeoutActivity) {
    form.TimeoutActivitySid = sidOf(activities, wanted.timeoutActivity, 'timeoutActivity');
  }
  if (Object.keys(form).length > 0) {
    const path = `/v1/Workspaces/${id}`;
    await client.rest.request({ method: 'POST', host: 'taskrouter.twilio.com', path, form });
  }
  return { sid: id, activitySids: sidsByName(activities) };
}

function sidOf(activities: readonly ActivityRecord[], name: string, property: string): string {
  const found = activities.find(({ friendly_name }) => friendly_name === name);
  if (found) return found.sid;
  const names = activities.map(({ friendly_name }) => friendly_name).join(', ');
  throw new Error(`${property}: the workspace has no activity '${name}'; it has ${names}`);
}

function sidsByName(activities: readonly ActivityRecord[]): Record<string, string> {
  return Object.fromEntries(activities.map((activity) => [activity.friendly_name, activity.sid]));
}

/** `known`: activities that the stack remembers; a refresh then takes one request. */
async function observe(
  client: TwilioClient,
  found: Awaited<ReturnType<typeof base.read>>,
  known?: Outputs['activitySids'],
): Promise<{ id: string; inputs: Inputs; outputs: Outputs } | undefined> {
  if (!found) return undefined;
  const { id, outputs: current } = found;
  return {
    id,
    inputs: {
      ...found.inputs,
      defaultActivity: current.defaultActivityName,
      timeoutActivity: current.timeoutActivityName,
    },
    outputs: { sid: id, activitySids: known ?? sidsByName(await listActivities(client, id)) },
  };
}

export const workspace: ResourceDefinition<TwilioClient, typeof inputs, typeof outputs> = {
  ...base,
  secrets: [],
  inputs,
  outputs,
  find: async (client, wanted) => observe(client, await base.find(client, wanted)),
  read: async (client, id, _known, state) =>
    observe(client, await base.read(client, id), state?.activitySids),
  async create(client, wanted) {
    const { id, outputs: current } = await base.create(client, wanted);
    return { id, outputs: await settle(client, current, wanted) };
  },
  async update(client, id, wanted, old) {
    return settle(client, await base.update(client, id, wanted, old), wanted);
  },
  delete: (client, id) => base.delete(client, id),
};

export class Workspace extends resourceClass(workspace) {}
