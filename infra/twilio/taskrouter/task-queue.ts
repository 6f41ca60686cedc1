import { z } from 'zod';
import { resourceClass } from '../../provider-kit/resource-class';
import { expression } from '../expression';
import { restResource } from '../rest-resource';
import { friendlyName, sid } from '../sids';

export const taskQueue = restResource({
  type: 'twilio:taskrouter:TaskQueue',
  doc: 'Workers who can be given the same tasks. https://www.twilio.com/docs/taskrouter/api/task-queue',
  host: 'taskrouter.twilio.com',
  collection: '/v1/Workspaces/{workspaceSid}/TaskQueues',
  list: 'task_queues',
  naturalKey: 'friendlyName',
  inputs: z.strictObject({
    workspaceSid: sid('WS').describe(
      'The workspace. Cannot be changed. https://www.twilio.com/docs/taskrouter/api/task-queue',
    ),
    friendlyName: friendlyName().describe(
      'Name, unique in the workspace. At most 64 characters. https://www.twilio.com/docs/taskrouter/api/task-queue',
    ),
    targetWorkers: expression('target-workers')
      .default('1==1')
      .describe(
        'Expression over worker attributes: who stands in the queue. Default 1==1, everybody. https://www.twilio.com/docs/taskrouter/expression-syntax',
      ),
    maxReservedWorkers: z
      .number()
      .int()
      .min(1)
      .max(50)
      .default(1)
      .describe(
        'How many workers are asked at once for one task. 1 to 50, default 1. https://www.twilio.com/docs/taskrouter/api/task-queue',
      ),
    taskOrder: z
      .enum(['FIFO', 'LIFO'])
      .default('FIFO')
      .describe(
        'Oldest or newest task first. Default FIFO. https://www.twilio.com/docs/taskrouter/api/task-queue',
      ),
  }),
  outputs: z.object({ sid: sid('WQ').describe('SID of the queue') }),
});

export class TaskQueue extends resourceClass(taskQueue) {}
