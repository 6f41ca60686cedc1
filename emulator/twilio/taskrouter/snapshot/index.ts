import type { Workspace } from '../engine/workspace';
import type { World } from '../world';
import { head, known, withGone } from './parts';
import { fill, restoredWorkspace } from './restore';
import type { Saved, Snapshot } from './schema';
import { restoreWork, savedWork, type Resumption } from './work';

export { TaskRouterSnapshot } from './schema';

export function saveTaskRouter({ around, workspaces }: World): Snapshot {
  return { dues: around.dues.counter, workspaces: [...workspaces.values()].map(savedWorkspace) };
}

function savedWorkspace(workspace: Workspace): Saved {
  const { friendlyName, eventCallbackUrl, eventsFilter, prioritizeQueueOrder, counter } = workspace;
  const { multiTaskEnabled } = workspace;
  const [tasks, reservations] = [[...workspace.tasks.values()], [...workspace.reservations.values()]];
  const workers = withGone(
    workspace.workers,
    reservations.map(({ worker }) => worker),
  );
  const queues = withGone(workspace.queues, [
    ...tasks.map(({ queue }) => queue),
    ...tasks.flatMap(({ transfers }) => transfers.flatMap(({ to }) => ('channels' in to ? [] : [to]))),
  ]);
  return {
    ...head(workspace),
    ...{ friendlyName, eventCallbackUrl, eventsFilter, prioritizeQueueOrder, multiTaskEnabled, counter },
    defaultActivitySid: workspace.defaultActivity.sid,
    timeoutActivitySid: workspace.timeoutActivity.sid,
    activities: withGone(workspace.activities, [
      ...workers.map(({ one }) => one.activity),
      ...queues.flatMap(({ one }) => [one.reservationActivity, one.assignmentActivity]),
      ...reservations.map(({ activityBefore }) => activityBefore),
    ]).map(({ one, isGone }) => ({
      ...head(one),
      isGone,
      friendlyName: one.friendlyName,
      available: one.available,
    })),
    channels: withGone(workspace.channels, [
      ...tasks.map(({ channel }) => channel),
      ...workers.flatMap(({ one }) => one.channels.map(({ taskChannel }) => taskChannel)),
    ]).map(({ one, isGone }) => ({
      ...head(one),
      isGone,
      friendlyName: one.friendlyName,
      uniqueName: one.uniqueName,
      channelOptimizedRouting: one.channelOptimizedRouting,
    })),
    workers: workers.map(({ one: worker, isGone }) => ({
      ...head(worker),
      isGone,
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
    queues: queues.map(({ one: queue, isGone }) => ({
      ...head(queue),
      isGone,
      friendlyName: queue.friendlyName,
      targetWorkers: queue.targetWorkers,
      maxReservedWorkers: queue.maxReservedWorkers,
      taskOrder: queue.taskOrder,
      reservationActivitySid: queue.reservationActivity?.sid,
      assignmentActivitySid: queue.assignmentActivity?.sid,
    })),
    workflows: withGone(
      workspace.workflows,
      tasks.map(({ workflow }) => workflow),
    ).map(({ one: workflow, isGone }) => ({
      ...head(workflow),
      isGone,
      friendlyName: workflow.friendlyName,
      configuration: workflow.configuration,
      assignmentCallbackUrl: workflow.assignmentCallbackUrl,
      fallbackAssignmentCallbackUrl: workflow.fallbackAssignmentCallbackUrl,
      taskReservationTimeoutSeconds: workflow.taskReservationTimeoutSeconds,
    })),
    ...savedWork(workspace),
    events: workspace.events
      .all()
      .map(({ sid, serial, atMs, type, description, resourceType, resourceSid, resourceUrl, data }) => ({
        ...{ sid, serial, atMs, type, description, resourceType, resourceSid, resourceUrl },
        data: { ...data },
      })),
  };
}

export function loadTaskRouter(world: World, { dues, workspaces }: Snapshot): void {
  for (const workspace of world.workspaces.values()) workspace.dispose();
  world.workspaces.clear();
  world.around.dues.counter = dues;
  const resumptions: Resumption[] = [];
  for (const saved of workspaces) {
    const workspace = restoredWorkspace(world, saved);
    const all = fill(workspace, saved);
    workspace.defaultActivity = known(all.activities, saved.defaultActivitySid);
    workspace.timeoutActivity = known(all.activities, saved.timeoutActivitySid);
    resumptions.push(...restoreWork(workspace, saved, all));
    world.workspaces.set(workspace.sid, workspace);
  }
  for (const { resume } of resumptions.sort((a, b) => a.serial - b.serial)) resume();
}
