import type { Reservation } from '../entities';
import { attributesOf } from '../entities';
import { end } from '../reservations';
import type { EventListener, Workspace } from '../workspace';
import { textOf } from './instruction';

/** The leg of a worker whom TaskRouter itself connects: nobody accepting, the two end with each other. */
export function follow(workspace: Workspace, reservation: Reservation, callSid: string): void {
  reservation.workerCallSid = callSid;
  workspace.voice.onEnd(callSid, () => {
    if (reservation.status === 'pending') end(workspace, reservation, 'canceled');
  });
}

/** Whom nobody waits for any more need not answer. */
export const hangUpUnaccepted: EventListener = (workspace, { type }, resource) => {
  if (!/^reservation\.(rejected|timeout|canceled|rescinded)$/.test(type)) return;
  const { workerCallSid } = resource as Reservation;
  if (workerCallSid !== undefined) workspace.voice.hangUp(workerCallSid);
};

/** The number of ours that a worker sees: the one that the caller dialled, or the one that the customer is called from. */
export function callerId({ task }: Reservation): string | undefined {
  const attributes = attributesOf(task);
  if (textOf(attributes, 'outbound_to')) return textOf(attributes, 'from');
  return textOf(attributes, 'called') ?? textOf(attributes, 'to');
}
