import { z } from 'zod';
import { sameMeaning } from '../../provider-kit/meaning';
import { names } from '../../provider-kit/references';
import { resourceClass } from '../../provider-kit/resource-class';
import { json, numeric } from '../codecs';
import { expression, orderBy } from '../expression';
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
  order_by: orderBy.optional(),
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

export const workflow = restResource({
  type: 'twilio:taskrouter:Workflow',
  doc: 'How tasks find their queues. https://www.twilio.com/docs/taskrouter/api/workflow',
  host: 'taskrouter.twilio.com',
  collection: '/v1/Workspaces/{workspaceSid}/Workflows',
  list: 'workflows',
  naturalKey: 'friendlyName',
  references: ['queue'],
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
    names: names('the queues of configuration'),
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

export class Workflow extends resourceClass(workflow) {}
