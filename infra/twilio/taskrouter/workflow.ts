import { z } from 'zod';
import type { ResourceDefinition } from '../../provider-kit/definition';
import { sameMeaning } from '../../provider-kit/meaning';
import { resourceClass } from '../../provider-kit/resource-class';
import type { TwilioClient } from '../client';
import { json, numeric } from '../codecs';
import { expression } from '../expression';
import { restResource } from '../rest-resource';
import { friendlyName, sid, webUrl } from '../sids';

/** Twilio takes numbers as texts too. */
const count = z.union([z.number().int().min(0), z.string().regex(/^\d+$/, 'a whole number')]);

const target = z.strictObject({
  queue: z.string().optional(),
  expression: expression('target').optional(),
  priority: count.optional(),
  timeout: count.optional(),
  skip_if: expression('skip_if').optional(),
  order_by: z.string().optional(),
  known_worker_sid: z.string().optional(),
  known_worker_friendly_name: z.string().optional(),
});

const configuration = z.strictObject({
  task_routing: z.strictObject({
    filters: z
      .array(
        z.strictObject({
          filter_friendly_name: z.string().optional(),
          friendly_name: z.string().optional(),
          expression: expression('filter'),
          targets: z.array(target).min(1),
        }),
      )
      .optional(),
    default_filter: z.strictObject({ queue: z.string() }).optional(),
  }),
});

const base = restResource({
  type: 'twilio:taskrouter:Workflow',
  doc: 'How tasks find their queues. https://www.twilio.com/docs/taskrouter/api/workflow',
  host: 'taskrouter.twilio.com',
  collection: '/v1/Workspaces/{workspaceSid}/Workflows',
  list: 'workflows',
  naturalKey: 'friendlyName',
  codecs: { configuration: json, taskReservationTimeout: numeric },
  same: { configuration: sameMeaning, taskReservationTimeout: sameMeaning },
  inputs: z.strictObject({
    workspaceSid: sid('WS').describe(
      'The workspace. Cannot be changed. https://www.twilio.com/docs/taskrouter/api/workflow',
    ),
    friendlyName: friendlyName().describe(
      'Name, unique in the workspace. At most 64 characters. https://www.twilio.com/docs/taskrouter/api/workflow',
    ),
    configuration: configuration.describe(
      'Filters, targets and the default queue, as an object; compared by what it means. At most 1,038,576 bytes as JSON. https://www.twilio.com/docs/taskrouter/workflow-configuration',
    ),
    queues: z
      .record(z.string(), sid('WQ'))
      .optional()
      .describe(
        'Names for queues, name to SID: a queue of configuration is then a name, and previews show names. Default: none, queues are SIDs. Our own. https://www.twilio.com/docs/taskrouter/workflow-configuration',
      ),
    assignmentCallbackUrl: webUrl()
      .optional()
      .describe(
        'Asked what to do when a worker is reserved; has 5 seconds to answer. Default: none. https://www.twilio.com/docs/taskrouter/handle-assignment-callbacks',
      ),
    fallbackAssignmentCallbackUrl: webUrl()
      .optional()
      .describe(
        'Asked when the first does not answer with 2xx in time. Default: none. https://www.twilio.com/docs/taskrouter/handle-assignment-callbacks',
      ),
    taskReservationTimeout: z
      .number()
      .int()
      .min(1)
      .max(86_400)
      .default(120)
      .describe(
        'Seconds that a worker has to accept. 1 to 86,400, default 120. https://www.twilio.com/docs/taskrouter/api/workflow',
      ),
  }),
  outputs: z.object({ sid: sid('WW').describe('SID of the workflow') }),
});

type Inputs = z.output<typeof base.inputs>;
type Configuration = Inputs['configuration'];
type Names = NonNullable<Inputs['queues']>;

/** The configuration with every queue put in other words; a queue that has none stays as it is. */
function withQueues(configuration: Configuration, words: Readonly<Record<string, string>>): Configuration {
  const text = JSON.stringify(configuration, (key, value: unknown) =>
    key === 'queue' && typeof value === 'string' ? (words[value] ?? value) : value,
  );
  return JSON.parse(text) as Configuration;
}

function inSids({ queues = {}, ...inputs }: Inputs): Inputs {
  return { ...inputs, configuration: withQueues(inputs.configuration, queues) };
}

function inNames<Found extends { readonly inputs: Inputs }>(found: Found, queues: Names | undefined): Found {
  if (!queues) return found;
  const names = Object.fromEntries(Object.entries(queues).map(([name, queueSid]) => [queueSid, name]));
  const { inputs } = found;
  return {
    ...found,
    inputs: { ...inputs, queues, configuration: withQueues(inputs.configuration, names) },
  };
}

/** TaskRouter knows queues by their SIDs; the program and its previews may know them by names. */
export const workflow: ResourceDefinition<TwilioClient, typeof base.inputs, typeof base.outputs> = {
  ...base,
  async find(client, wanted) {
    const found = await base.find(client, wanted);
    return found && inNames(found, wanted.queues);
  },
  async read(client, id, known) {
    const found = await base.read(client, id);
    return found && inNames(found, known?.queues);
  },
  create: (client, wanted) => base.create(client, inSids(wanted)),
  update: (client, id, wanted, old) => base.update(client, id, inSids(wanted), inSids(old)),
};

export class Workflow extends resourceClass(workflow) {}
