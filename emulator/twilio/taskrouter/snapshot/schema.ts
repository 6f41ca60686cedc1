import { z } from 'zod';
import { entity } from './parts';
import { SavedWork } from './work';

const isGone = z.boolean();
const order = z.enum(['FIFO', 'LIFO']);
const resourceTypes = [
  'workspace',
  'activity',
  'task-channel',
  'worker',
  'task-queue',
  'workflow',
  'task',
  'reservation',
] as const;

const SavedWorkspace = z.strictObject({
  ...entity,
  counter: z.int().min(0),
  friendlyName: z.string(),
  eventCallbackUrl: z.string(),
  eventsFilter: z.string(),
  prioritizeQueueOrder: order,
  multiTaskEnabled: z.boolean().default(true),
  defaultActivitySid: z.string(),
  timeoutActivitySid: z.string(),
  activities: z.array(
    z.strictObject({ ...entity, isGone, friendlyName: z.string(), available: z.boolean() }),
  ),
  channels: z.array(
    z.strictObject({
      ...entity,
      isGone,
      friendlyName: z.string(),
      uniqueName: z.string(),
      channelOptimizedRouting: z.boolean(),
    }),
  ),
  workers: z.array(
    z.strictObject({
      ...entity,
      isGone,
      friendlyName: z.string(),
      attributes: z.string(),
      activitySid: z.string(),
      statusChangedAtMs: z.number(),
      idleSince: z.int(),
      version: z.int(),
      channels: z.array(
        z.strictObject({
          ...entity,
          taskChannelSid: z.string(),
          configuredCapacity: z.int(),
          available: z.boolean(),
        }),
      ),
    }),
  ),
  queues: z.array(
    z.strictObject({
      ...entity,
      isGone,
      friendlyName: z.string(),
      targetWorkers: z.string(),
      maxReservedWorkers: z.int(),
      taskOrder: order,
      reservationActivitySid: z.string().optional(),
      assignmentActivitySid: z.string().optional(),
    }),
  ),
  workflows: z.array(
    z.strictObject({
      ...entity,
      isGone,
      friendlyName: z.string(),
      configuration: z.string(),
      assignmentCallbackUrl: z.string().optional(),
      fallbackAssignmentCallbackUrl: z.string().optional(),
      taskReservationTimeoutSeconds: z.int(),
    }),
  ),
  ...SavedWork,
  events: z.array(
    z.strictObject({
      sid: z.string(),
      serial: z.int(),
      atMs: z.number(),
      type: z.string(),
      description: z.string(),
      resourceType: z.enum(resourceTypes),
      resourceSid: z.string(),
      resourceUrl: z.string(),
      data: z.record(z.string(), z.string()),
    }),
  ),
});

/** Everything in TaskRouter. `dues` is how many moments were set at which something falls due. */
export const TaskRouterSnapshot = z.strictObject({
  dues: z.int().min(0),
  workspaces: z.array(SavedWorkspace),
});

export type Snapshot = z.output<typeof TaskRouterSnapshot>;
export type Saved = z.output<typeof SavedWorkspace>;
