import type { NamedWorker } from '../../../../routing/language';
import type { TaskChannel, Worker, WorkerChannel } from './entities';
import { attributesOf } from './entities';
import type { Workspace } from './workspace';

/** How much of a worker's channel is taken. Source: https://www.twilio.com/docs/taskrouter/multitasking */
export interface Load {
  /** Accepted reservations only. */
  readonly assignedTasks: number;
  /** Percent of the configured capacity that no pending, accepted or wrapping reservation uses. */
  readonly availablePercentage: number;
}

export function loadOf(workspace: Workspace, worker: Worker, channel: WorkerChannel): Load {
  const onChannel = workspace.reservations
    .usedBy(worker)
    .filter(({ task }) => task.channel === channel.taskChannel);
  const { configuredCapacity } = channel;
  const free = configuredCapacity === 0 ? 0 : 1 - onChannel.length / configuredCapacity;
  return {
    assignedTasks: onChannel.filter(({ status }) => status === 'accepted').length,
    availablePercentage: Math.max(0, Math.floor(free * 100)),
  };
}

/** True when the worker may get one more reservation on this channel; in a single-tasking workspace, his only one. */
export function hasRoom(workspace: Workspace, worker: Worker, taskChannel: TaskChannel): boolean {
  const channel = worker.channels.find((each) => each.taskChannel === taskChannel);
  return (
    worker.activity.available &&
    channel !== undefined &&
    channel.available &&
    loadOf(workspace, worker, channel).availablePercentage > 0 &&
    (workspace.multiTaskEnabled || workspace.reservations.usedBy(worker).length === 0)
  );
}

/** The worker as target expressions name it. */
export function namedWorker(workspace: Workspace, worker: Worker): NamedWorker {
  return {
    sid: worker.sid,
    friendly_name: worker.friendlyName,
    activity_sid: worker.activity.sid,
    activity_name: worker.activity.friendlyName,
    attributes: attributesOf(worker),
    channel: Object.fromEntries(
      worker.channels.map((channel) => {
        const load = loadOf(workspace, worker, channel);
        return [
          channel.taskChannel.uniqueName,
          {
            configured_capacity: channel.configuredCapacity,
            assigned_tasks: load.assignedTasks,
            available_capacity_percentage: load.availablePercentage,
          },
        ];
      }),
    ),
  };
}
