import { usesCapacity } from '../engine/reservation-book';
import type { Entity, Reservation, Task, Transfer, Worker } from '../engine/entities';
import type { WorkspaceEvent } from '../engine/events';
import type { Workspace } from '../engine/workspace';
import {
  channelPayload,
  reservationPayload,
  taskPayload,
  transferPayload,
  workerPayload,
  type Payload,
} from './payloads';

/** What one worker's channel says about an event. */
export interface Message {
  readonly worker: Worker;
  readonly payload: Payload;
}

type Telling = (workspace: Workspace, resource: Entity, event: WorkspaceEvent) => readonly Message[];

const aboutWorker: Telling = (workspace, resource) => {
  const worker = resource as Worker;
  return [{ worker, payload: workerPayload(workspace, worker) }];
};

const aboutChannel: Telling = (workspace, resource, { data }) => {
  const worker = resource as Worker;
  const channel = worker.channels.find(({ taskChannel }) => taskChannel.sid === data['task_channel_sid']);
  return channel ? [{ worker, payload: channelPayload(workspace, worker, channel) }] : [];
};

const aboutReservation: Telling = (workspace, resource) => {
  const reservation = resource as Reservation;
  return [{ worker: reservation.worker, payload: reservationPayload(workspace, reservation) }];
};

/** A task's events go to everybody who has to do with it. */
const aboutTask: Telling = (workspace, resource) => {
  const payload = taskPayload(workspace, resource as Task);
  const concerned = workspace.reservationsOf(resource as Task).filter(usesCapacity);
  return concerned.map(({ worker }) => ({ worker, payload }));
};

const aboutTransfer: Telling = (workspace, resource) => {
  const transfer = resource as Transfer;
  return [{ worker: transfer.outgoing.worker, payload: transferPayload(workspace, transfer) }];
};

const TELLINGS: Readonly<Record<string, Telling>> = {
  'worker.activity.update': aboutWorker,
  'worker.attributes.update': aboutWorker,
  'worker.capacity.update': aboutChannel,
  'worker.channel.availability.update': aboutChannel,
  'reservation.created': aboutReservation,
  'reservation.accepted': aboutReservation,
  'reservation.rejected': aboutReservation,
  'reservation.timeout': aboutReservation,
  'reservation.canceled': aboutReservation,
  'reservation.rescinded': aboutReservation,
  'reservation.wrapup': aboutReservation,
  'reservation.completed': aboutReservation,
  'task.updated': aboutTask,
  'task.canceled': aboutTask,
  'task.completed': aboutTask,
  'task.wrapup': aboutTask,
  'task.transfer-initiated': aboutTransfer,
  'task.transfer-completed': aboutTransfer,
  'task.transfer-failed': aboutTransfer,
  'task.transfer-attempt-failed': aboutTransfer,
  'task.transfer-canceled': aboutTransfer,
};

/** Which workers hear of an event, and what. Source: the events that `twilio-taskrouter` 2.1.1 listens to. */
export function messagesAbout(
  workspace: Workspace,
  event: WorkspaceEvent,
  resource: Entity,
): readonly Message[] {
  const telling = Object.hasOwn(TELLINGS, event.type) ? TELLINGS[event.type] : undefined;
  return telling?.(workspace, resource, event) ?? [];
}
