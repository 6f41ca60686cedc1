import { TwilioError } from '../../../core/twilio-error';
import { loadOf } from './capacity';
import { usesCapacity } from './reservation-book';
import type { Activity, TaskChannel, Worker, WorkerChannel } from './entities';
import { record, workerData } from './events';
import { readAttributes } from './attributes';
import type { Workspace } from './workspace';

export interface WorkerChange {
  readonly friendlyName?: string | undefined;
  readonly attributes?: string | undefined;
  readonly activity?: Activity | undefined;
}

export function createWorker(workspace: Workspace, change: WorkerChange & { friendlyName: string }): Worker {
  refuseTakenName(workspace, change.friendlyName);
  const now = workspace.now();
  const worker: Worker = {
    ...workspace.entity('WK'),
    friendlyName: change.friendlyName,
    attributes: readAttributes(change.attributes ?? '{}'),
    activity: change.activity ?? workspace.defaultActivity,
    statusChangedAtMs: now,
    channels: [],
    idleSince: workspace.nextSerial(),
    version: 0,
  };
  for (const channel of workspace.channels.values()) addChannel(workspace, worker, channel);
  workspace.workers.set(worker.sid, worker);
  record(workspace, 'worker.created', worker, `Worker ${worker.friendlyName} created`, workerData(worker));
  workspace.wake();
  return worker;
}

export function updateWorker(workspace: Workspace, worker: Worker, change: WorkerChange): void {
  if (change.friendlyName !== undefined && change.friendlyName !== worker.friendlyName) {
    refuseTakenName(workspace, change.friendlyName, worker);
    worker.friendlyName = change.friendlyName;
  }
  const attributes = change.attributes === undefined ? undefined : readAttributes(change.attributes);
  worker.version += 1;
  workspace.touch(worker);
  if (attributes !== undefined && attributes !== worker.attributes) {
    worker.attributes = attributes;
    const description = `Worker ${worker.friendlyName} attributes updated`;
    record(workspace, 'worker.attributes.update', worker, description, workerData(worker));
  }
  if (change.activity) moveWorker(workspace, worker, change.activity);
  workspace.wake();
}

/** Gives the worker another activity; the same one again changes nothing. */
export function moveWorker(workspace: Workspace, worker: Worker, activity: Activity): void {
  if (worker.activity === activity) return;
  const previous = worker.activity;
  const spentMs = workspace.now() - worker.statusChangedAtMs;
  worker.activity = activity;
  worker.statusChangedAtMs = workspace.now();
  worker.version += 1;
  workspace.touch(worker);
  const description = `Worker ${worker.friendlyName} updated to ${activity.friendlyName} Activity`;
  record(workspace, 'worker.activity.update', worker, description, {
    ...workerData(worker),
    worker_previous_activity_sid: previous.sid,
    worker_previous_activity_name: previous.friendlyName,
    worker_time_in_previous_activity: Math.floor(spentMs / 1000),
    worker_time_in_previous_activity_ms: spentMs,
  });
  workspace.wake();
}

/** A worker who can still be reserved, or holds a reservation, cannot be deleted. */
export function deleteWorker(workspace: Workspace, worker: Worker): void {
  if (worker.activity.available)
    throw TwilioError.badRequest(`Cannot delete worker ${worker.sid} because its activity is available.`);
  if (workspace.reservationsOf(worker).some(usesCapacity))
    throw TwilioError.badRequest(`Cannot delete worker ${worker.sid} because it has open reservations.`);
  workspace.workers.delete(worker.sid);
  record(workspace, 'worker.deleted', worker, `Worker ${worker.friendlyName} deleted`, workerData(worker));
}

export function addChannel(workspace: Workspace, worker: Worker, taskChannel: TaskChannel): void {
  worker.channels.push({ ...workspace.entity('WC'), taskChannel, configuredCapacity: 1, available: true });
}

export function updateChannel(
  workspace: Workspace,
  worker: Worker,
  channel: WorkerChannel,
  change: { readonly capacity?: number | undefined; readonly available?: boolean | undefined },
): void {
  const { uniqueName, sid } = channel.taskChannel;
  workspace.touch(channel);
  worker.version += 1;
  const data = {
    ...workerData(worker),
    task_channel_sid: sid,
    task_channel_unique_name: uniqueName,
    worker_channel_task_count: loadOf(workspace, worker, channel).assignedTasks,
  };
  if (change.capacity !== undefined && change.capacity !== channel.configuredCapacity) {
    const previous = channel.configuredCapacity;
    channel.configuredCapacity = change.capacity;
    const description = `Worker ${worker.friendlyName} capacity for ${uniqueName} updated`;
    record(workspace, 'worker.capacity.update', worker, description, {
      ...data,
      worker_channel_available_capacity: change.capacity,
      worker_channel_previous_capacity: previous,
      worker_channel_available: String(channel.available),
    });
  }
  if (change.available !== undefined && change.available !== channel.available) {
    channel.available = change.available;
    const description = `Worker ${worker.friendlyName} availability for ${uniqueName} updated`;
    record(workspace, 'worker.channel.availability.update', worker, description, {
      ...data,
      worker_channel_available: String(change.available),
      worker_channel_available_capacity: channel.configuredCapacity,
    });
  }
  workspace.wake();
}

function refuseTakenName(workspace: Workspace, name: string, except?: Worker): void {
  for (const worker of workspace.workers.values())
    if (worker !== except && worker.friendlyName.toLowerCase() === name.toLowerCase())
      throw TwilioError.badRequest('Worker with the same friendly name already exists');
}
