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

/** The number that the caller dialled, which the worker sees. */
export function dialledNumber({ task }: Reservation): string | undefined {
  return textOf(attributesOf(task), 'called') ?? textOf(attributesOf(task), 'to');
}
