import { loadOf } from '../engine/capacity';
import { usesCapacity } from '../engine/reservation-book';
import type {
  Activity,
  Entity,
  Reservation,
  Task,
  TaskQueue,
  Transfer,
  Worker,
  WorkerChannel,
} from '../engine/entities';
import { activitiesOf } from '../engine/queues';
import { workerOf } from '../engine/transfers';
import type { Workspace } from '../engine/workspace';

/**
 * Records as the worker channel shows them, which is not how REST does: times in whole seconds since the epoch,
 * attributes as JSON text, versions as numbers, a reservation with its task inside.
 * Source: what `twilio-taskrouter` 2.1.1 reads and refuses to miss.
 */
export type Payload = Readonly<Record<string, unknown>>;

export function activityPayload(workspace: Workspace, activity: Activity): Payload {
  return {
    ...base(workspace, activity),
    friendly_name: activity.friendlyName,
    available: activity.available,
  };
}

export function workerPayload(workspace: Workspace, worker: Worker): Payload {
  return {
    ...base(workspace, worker),
    friendly_name: worker.friendlyName,
    attributes: worker.attributes,
    activity_sid: worker.activity.sid,
    activity_name: worker.activity.friendlyName,
    available: worker.activity.available,
    date_status_changed: seconds(worker.statusChangedAtMs),
    version: worker.version,
  };
}

/** `available` is 1 or 0 and `last_reserved_time` in milliseconds, 0 for never. */
export function channelPayload(workspace: Workspace, worker: Worker, channel: WorkerChannel): Payload {
  const load = loadOf(workspace, worker, channel);
  const reserved = workspace
    .reservationsOf(worker)
    .filter(({ task }) => task.channel === channel.taskChannel)
    .map(({ createdAtMs }) => createdAtMs);
  return {
    ...base(workspace, channel),
    worker_sid: worker.sid,
    task_channel_sid: channel.taskChannel.sid,
    task_channel_unique_name: channel.taskChannel.uniqueName,
    available: channel.available ? 1 : 0,
    configured_capacity: channel.configuredCapacity,
    available_capacity_percentage: load.availablePercentage,
    assigned_tasks: load.assignedTasks,
    last_reserved_time: Math.max(0, ...reserved),
  };
}

export function taskPayload(workspace: Workspace, task: Task): Payload {
  return {
    ...base(workspace, task),
    addons: '{}',
    age: seconds(workspace.now() - task.createdAtMs),
    assignment_status: task.status,
    attributes: task.attributes,
    priority: task.priority,
    queue_name: task.queue?.friendlyName ?? null,
    queue_sid: task.queue?.sid ?? null,
    reason: task.reason ?? null,
    routing_target: task.routingTarget ?? null,
    task_channel_sid: task.channel.sid,
    task_channel_unique_name: task.channel.uniqueName,
    timeout: task.timeoutSeconds,
    virtual_start_time: seconds(task.virtualStartAtMs),
    workflow_name: task.workflow?.friendlyName ?? null,
    workflow_sid: task.workflow?.sid ?? null,
    version: task.version,
  };
}

/** With `task_transfer` for whom the task is transferred to, `active_outgoing_task_transfer` for who transfers it. */
export function reservationPayload(workspace: Workspace, reservation: Reservation): Payload {
  const { task } = reservation;
  const incoming = task.transfers.find((transfer) => transfer.incoming === reservation);
  const outgoing = task.transfers.find(
    (transfer) => transfer.outgoing === reservation && transfer.status === 'initiated',
  );
  return {
    ...changedReservation(workspace, reservation),
    task: taskPayload(workspace, task),
    ...(incoming ? { task_transfer: transferPayload(workspace, incoming) } : {}),
    ...(outgoing ? { active_outgoing_task_transfer: transferPayload(workspace, outgoing) } : {}),
  };
}

/** A reservation as the answer to its change shows it: without the task, which comes with the event. */
export function changedReservation(workspace: Workspace, reservation: Reservation): Payload {
  const { task, worker } = reservation;
  return {
    ...base(workspace, reservation),
    reservation_status: reservation.status,
    reservation_timeout: reservation.timeoutSeconds,
    task_sid: task.sid,
    task_channel_sid: task.channel.sid,
    worker_name: worker.friendlyName,
    worker_sid: worker.sid,
    version: reservation.version,
  };
}

export function transferPayload(workspace: Workspace, transfer: Transfer): Payload {
  const { outgoing } = transfer;
  return {
    ...base(workspace, transfer),
    task_sid: outgoing.task.sid,
    initiating_reservation_sid: outgoing.sid,
    initiating_worker_sid: outgoing.worker.sid,
    initiating_queue_sid: outgoing.task.queue?.sid ?? null,
    initiating_workflow_sid: outgoing.task.workflow?.sid ?? null,
    transfer_mode: transfer.mode,
    transfer_to: transfer.to.sid,
    transfer_type: workerOf(transfer) ? 'WORKER' : 'QUEUE',
    transfer_status: transfer.status,
    ...(transfer.failedReason === undefined ? {} : { transfer_failed_reason: transfer.failedReason }),
  };
}

/** Only a single-tasking workspace's queues have activities; the SDK wants their names all the same. */
export function queuePayload(workspace: Workspace, queue: TaskQueue): Payload {
  const { assignment, reservation } = activitiesOf(workspace, queue);
  return {
    ...base(workspace, queue),
    friendly_name: queue.friendlyName,
    target_workers: queue.targetWorkers,
    max_reserved_workers: queue.maxReservedWorkers,
    task_order: queue.taskOrder,
    lifo_queue: queue.taskOrder === 'LIFO',
    assignment_activity_name: assignment?.friendlyName ?? null,
    assignment_activity_sid: assignment?.sid ?? null,
    reservation_activity_name: reservation?.friendlyName ?? null,
    reservation_activity_sid: reservation?.sid ?? null,
  };
}

/** The reservations that the SDK calls active: what a worker still has to do with. */
export function activeReservations(workspace: Workspace, worker: Worker): Reservation[] {
  return workspace.reservationsOf(worker).filter(usesCapacity);
}

function base(workspace: Workspace, record: Entity): Payload {
  return {
    account_sid: workspace.ctx.account.sid,
    workspace_sid: workspace.sid,
    sid: record.sid,
    date_created: seconds(record.createdAtMs),
    date_updated: seconds(record.updatedAtMs),
  };
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
