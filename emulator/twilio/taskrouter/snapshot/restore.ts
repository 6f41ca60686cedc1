import { readConfiguration, readExpression } from '../engine/configuration';
import type { Activity, Entity, TaskChannel, TaskQueue, Worker, Workflow } from '../engine/entities';
import { Workspace } from '../engine/workspace';
import type { World } from '../world';
import { known, knownIfNamed, type Everything } from './parts';
import type { Saved } from './schema';

/** A workspace with nothing in it yet but its events. */
export function restoredWorkspace(world: World, saved: Saved): Workspace {
  const workspace = new Workspace(world.around, saved.serial, saved.friendlyName);
  const { sid, createdAtMs, updatedAtMs, eventCallbackUrl, eventsFilter } = saved;
  const { prioritizeQueueOrder, multiTaskEnabled, counter } = saved;
  Object.assign(workspace, {
    ...{ sid, createdAtMs, updatedAtMs, eventCallbackUrl, eventsFilter },
    ...{ prioritizeQueueOrder, multiTaskEnabled, counter },
  });
  workspace.events.push(...saved.events);
  return workspace;
}

/** Fills a new workspace with everything but work. */
export function fill(workspace: Workspace, saved: Saved): Everything {
  const filled = <T extends Entity>(
    into: Map<string, T>,
    records: readonly (Entity & { readonly isGone: boolean })[],
    made: readonly T[],
  ): Map<string, T> => {
    for (const [index, one] of made.entries()) if (!records[index]?.isGone) into.set(one.sid, one);
    return new Map(made.map((one) => [one.sid, one]));
  };
  const activities = filled<Activity>(
    workspace.activities,
    saved.activities,
    saved.activities.map(({ isGone: _, ...activity }) => activity),
  );
  const channels = filled<TaskChannel>(
    workspace.channels,
    saved.channels,
    saved.channels.map(({ isGone: _, ...channel }) => channel),
  );
  const queues = filled<TaskQueue>(
    workspace.queues,
    saved.queues,
    saved.queues.map(({ isGone: _, reservationActivitySid, assignmentActivitySid, ...queue }) => ({
      ...queue,
      reservationActivity: knownIfNamed(activities, reservationActivitySid),
      assignmentActivity: knownIfNamed(activities, assignmentActivitySid),
      target:
        queue.targetWorkers.trim() === '' ? undefined : readExpression(queue.targetWorkers, 'target-workers'),
    })),
  );
  const workflows = filled<Workflow>(
    workspace.workflows,
    saved.workflows,
    saved.workflows.map(({ isGone: _, ...workflow }) => ({
      ...workflow,
      assignmentCallbackUrl: workflow.assignmentCallbackUrl,
      fallbackAssignmentCallbackUrl: workflow.fallbackAssignmentCallbackUrl,
      routing: readConfiguration(workflow.configuration, () => true),
    })),
  );
  const workers = filled<Worker>(
    workspace.workers,
    saved.workers,
    saved.workers.map(({ isGone: _, activitySid, channels: own, ...worker }) => ({
      ...worker,
      activity: known(activities, activitySid),
      channels: own.map(({ taskChannelSid, ...channel }) => ({
        ...channel,
        taskChannel: known(channels, taskChannelSid),
      })),
    })),
  );
  return { activities, channels, queues, workflows, workers };
}
