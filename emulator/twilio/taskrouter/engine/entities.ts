import type { Attributes, Expression } from '../../../../routing/language';
import type { PendingDue } from './dues';
import type { Arrival, Routing } from './routing';

/** What all of TaskRouter's records share. `serial` is the order in which they were made. */
export interface Entity {
  readonly sid: string;
  readonly serial: number;
  readonly createdAtMs: number;
  updatedAtMs: number;
}

export interface Activity extends Entity {
  friendlyName: string;
  readonly available: boolean;
}

export interface TaskChannel extends Entity {
  friendlyName: string;
  readonly uniqueName: string;
  channelOptimizedRouting: boolean;
}

export interface Worker extends Entity {
  friendlyName: string;
  /** JSON as it was sent. */
  attributes: string;
  activity: Activity;
  statusChangedAtMs: number;
  readonly channels: WorkerChannel[];
  /** When the worker was last done with a reservation, as a place in the order of all that happened. */
  idleSince: number;
  version: number;
}

export interface WorkerChannel extends Entity {
  readonly taskChannel: TaskChannel;
  configuredCapacity: number;
  available: boolean;
}

export interface TaskQueue extends Entity {
  friendlyName: string;
  targetWorkers: string;
  /** Undefined where TargetWorkers is empty: no worker serves the queue. */
  target: Expression | undefined;
  maxReservedWorkers: number;
  taskOrder: TaskOrder;
  /** Where a worker is put who is reserved, and who accepts; counts in single-tasking workspaces only. */
  reservationActivity: Activity | undefined;
  assignmentActivity: Activity | undefined;
}

export type TaskOrder = 'FIFO' | 'LIFO';

export interface Workflow extends Entity {
  friendlyName: string;
  /** JSON as it was sent. */
  configuration: string;
  routing: Routing;
  assignmentCallbackUrl: string | undefined;
  fallbackAssignmentCallbackUrl: string | undefined;
  taskReservationTimeoutSeconds: number;
}

type TaskStatus = 'pending' | 'reserved' | 'assigned' | 'wrapping' | 'completed' | 'canceled';

export interface Task extends Entity {
  status: TaskStatus;
  /** JSON as it was sent. */
  attributes: string;
  priority: number;
  reason: string | undefined;
  channel: TaskChannel;
  readonly timeoutSeconds: number;
  virtualStartAtMs: number;
  workflow: Workflow | undefined;
  queue: TaskQueue | undefined;
  queueEnteredAtMs: number | undefined;
  /** The worker, queue or workflow that the task was made for. */
  readonly routingTarget: string | undefined;
  readonly ignoreCapacity: boolean;
  version: number;
  /** How often the task went from pending to reserved. */
  assignments: number;
  readonly route: TaskRoute;
  readonly transfers: Transfer[];
  /** How the task will go by itself, and when. */
  ending: Ending;
}

/** `expire`: nobody took it; `delete`: who took it did not complete it; `forget`: it has ended and cannot be read any more. */
export type EndingKind = 'expire' | 'delete' | 'forget';

export interface Ending {
  readonly how: EndingKind;
  readonly due: PendingDue;
}

/** Where a task is in its workflow. */
export interface TaskRoute {
  /** The workflow's configuration when the task entered it; undefined where no workflow decides. */
  routing: Routing | undefined;
  arrival: Arrival | undefined;
  /** True until a reservation was tried in this place: only then skip_if counts. */
  isFresh: boolean;
  /** Attributes or workflow changed: the workflow is evaluated anew as soon as no reservation is pending. */
  isStale: boolean;
  deadline: PendingDue;
}

export type ReservationStatus =
  'pending' | 'accepted' | 'rejected' | 'timeout' | 'canceled' | 'rescinded' | 'wrapping' | 'completed';

export interface Reservation extends Entity {
  readonly task: Task;
  readonly worker: Worker;
  readonly timeoutSeconds: number;
  status: ReservationStatus;
  /** The worker's leg that an instruction has called; it ends with the reservation when nobody accepts that. */
  workerCallSid: string | undefined;
  /** What the worker did before the queue put him into its reservation activity. */
  activityBefore: Activity | undefined;
  version: number;
  timeout: PendingDue;
}

/** Warm: both hold the task when it is complete. Cold: who transfers it is done with it at once. */
export type TransferMode = 'WARM' | 'COLD';

/** One attempt of a worker to bring another to a task that he holds. */
export interface Transfer extends Entity {
  readonly outgoing: Reservation;
  readonly to: Worker | TaskQueue;
  readonly mode: TransferMode;
  incoming: Reservation | undefined;
  status: 'initiated' | 'complete' | 'failed' | 'canceled';
  failedReason: string | undefined;
}

const read = new WeakMap<object, { readonly text: string; readonly value: Attributes }>();

/** The record's attributes, read once as long as they stay the same. */
export function attributesOf(record: { readonly attributes: string }): Attributes {
  const known = read.get(record);
  if (known?.text === record.attributes) return known.value;
  const value = JSON.parse(record.attributes) as Attributes;
  read.set(record, { text: record.attributes, value });
  return value;
}
