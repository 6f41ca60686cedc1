import { z } from 'zod';
import { readConfiguration, readExpression } from './engine/configuration';
import type { Activity, Entity, TaskChannel, TaskQueue, Worker, Workflow } from './engine/entities';
import { Workspace } from './engine/workspace';
import type { World } from './world';

const entity = { sid: z.string(), serial: z.int(), createdAtMs: z.number(), updatedAtMs: z.number() };
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
  defaultActivitySid: z.string(),
  timeoutActivitySid: z.string(),
  activities: z.array(z.strictObject({ ...entity, friendlyName: z.string(), available: z.boolean() })),
  channels: z.array(
    z.strictObject({
      ...entity,
      friendlyName: z.string(),
      uniqueName: z.string(),
      channelOptimizedRouting: z.boolean(),
    }),
  ),
  workers: z.array(
    z.strictObject({
      ...entity,
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
      friendlyName: z.string(),
      targetWorkers: z.string(),
      maxReservedWorkers: z.int(),
      taskOrder: order,
    }),
  ),
  workflows: z.array(
    z.strictObject({
      ...entity,
      friendlyName: z.string(),
      configuration: z.string(),
      assignmentCallbackUrl: z.string().optional(),
      fallbackAssignmentCallbackUrl: z.string().optional(),
      taskReservationTimeoutSeconds: z.int(),
    }),
  ),
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

/** Workspaces with everything but tasks: those that are open prevent a snapshot, the others are deleted in minutes anyway. */
export const TaskRouterSnapshot = z.strictObject({ workspaces: z.array(SavedWorkspace) });

type Snapshot = z.output<typeof TaskRouterSnapshot>;
type Saved = z.output<typeof SavedWorkspace>;

const head = ({ sid, serial, createdAtMs, updatedAtMs }: Entity) => ({
  sid,
  serial,
  createdAtMs,
  updatedAtMs,
});

export function saveTaskRouter(world: World): Snapshot {
  return { workspaces: [...world.workspaces.values()].map(savedWorkspace) };
}

function savedWorkspace(workspace: Workspace): Saved {
  const { friendlyName, eventCallbackUrl, eventsFilter, prioritizeQueueOrder } = workspace;
  return {
    ...head(workspace),
    ...{ friendlyName, eventCallbackUrl, eventsFilter, prioritizeQueueOrder },
    counter: workspace.nextSerial(),
    defaultActivitySid: workspace.defaultActivity.sid,
    timeoutActivitySid: workspace.timeoutActivity.sid,
    activities: [...workspace.activities.values()].map((one) => ({
      ...head(one),
      friendlyName: one.friendlyName,
      available: one.available,
    })),
    channels: [...workspace.channels.values()].map((one) => ({
      ...head(one),
      friendlyName: one.friendlyName,
      uniqueName: one.uniqueName,
      channelOptimizedRouting: one.channelOptimizedRouting,
    })),
    workers: [...workspace.workers.values()].map((worker) => ({
      ...head(worker),
      friendlyName: worker.friendlyName,
      attributes: worker.attributes,
      activitySid: worker.activity.sid,
      statusChangedAtMs: worker.statusChangedAtMs,
      idleSince: worker.idleSince,
      version: worker.version,
      channels: worker.channels.map((one) => ({
        ...head(one),
        taskChannelSid: one.taskChannel.sid,
        configuredCapacity: one.configuredCapacity,
        available: one.available,
      })),
    })),
    queues: [...workspace.queues.values()].map((queue) => ({
      ...head(queue),
      friendlyName: queue.friendlyName,
      targetWorkers: queue.targetWorkers,
      maxReservedWorkers: queue.maxReservedWorkers,
      taskOrder: queue.taskOrder,
    })),
    workflows: [...workspace.workflows.values()].map((workflow) => ({
      ...head(workflow),
      friendlyName: workflow.friendlyName,
      configuration: workflow.configuration,
      assignmentCallbackUrl: workflow.assignmentCallbackUrl,
      fallbackAssignmentCallbackUrl: workflow.fallbackAssignmentCallbackUrl,
      taskReservationTimeoutSeconds: workflow.taskReservationTimeoutSeconds,
    })),
    events: workspace.events.map(
      ({ sid, serial, atMs, type, description, resourceType, resourceSid, resourceUrl, data }) => ({
        ...{ sid, serial, atMs, type, description, resourceType, resourceSid, resourceUrl },
        data: { ...data },
      }),
    ),
  };
}

export function loadTaskRouter(world: World, { workspaces }: Snapshot): void {
  for (const workspace of world.workspaces.values()) workspace.dispose();
  const restored = workspaces.map((saved) => restoredWorkspace(world, saved));
  world.workspaces.clear();
  for (const workspace of restored) world.workspaces.set(workspace.sid, workspace);
}

function restoredWorkspace(world: World, saved: Saved): Workspace {
  const workspace = new Workspace(world.around, saved.serial, saved.friendlyName);
  const { sid, createdAtMs, updatedAtMs, eventCallbackUrl, eventsFilter, prioritizeQueueOrder } = saved;
  Object.assign(workspace, {
    sid,
    createdAtMs,
    updatedAtMs,
    eventCallbackUrl,
    eventsFilter,
    prioritizeQueueOrder,
  });
  const fill = <T extends Entity>(into: Map<string, T>, all: readonly T[]): void => {
    for (const one of all) into.set(one.sid, one);
  };
  fill<Activity>(workspace.activities, saved.activities);
  fill<TaskChannel>(workspace.channels, saved.channels);
  fill<TaskQueue>(
    workspace.queues,
    saved.queues.map((queue) => ({
      ...queue,
      target:
        queue.targetWorkers.trim() === '' ? undefined : readExpression(queue.targetWorkers, 'target-workers'),
    })),
  );
  fill<Workflow>(
    workspace.workflows,
    saved.workflows.map((workflow) => ({
      ...workflow,
      assignmentCallbackUrl: workflow.assignmentCallbackUrl,
      fallbackAssignmentCallbackUrl: workflow.fallbackAssignmentCallbackUrl,
      routing: readConfiguration(workflow.configuration, (queue) => workspace.queues.has(queue)),
    })),
  );
  fill<Worker>(
    workspace.workers,
    saved.workers.map(({ activitySid, channels, ...worker }) => ({
      ...worker,
      activity: known(workspace.activities, activitySid),
      channels: channels.map(({ taskChannelSid, ...channel }) => ({
        ...channel,
        taskChannel: known(workspace.channels, taskChannelSid),
      })),
    })),
  );
  workspace.defaultActivity = known(workspace.activities, saved.defaultActivitySid);
  workspace.timeoutActivity = known(workspace.activities, saved.timeoutActivitySid);
  workspace.events.push(...saved.events);
  while (workspace.nextSerial() < saved.counter);
  return workspace;
}

function known<T>(all: ReadonlyMap<string, T>, sid: string): T {
  const one = all.get(sid);
  if (!one) throw new Error(`the snapshot names ${sid} and does not have it`);
  return one;
}
