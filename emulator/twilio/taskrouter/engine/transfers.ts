import { TwilioError } from '../../../core/twilio-error';
import { hasRoom } from './capacity';
import type { Reservation, Task, Transfer, Worker } from './entities';
import { record, taskData } from './events';
import { end, mutate, reserve } from './reservations';
import type { EventListener, Workspace } from './workspace';

/** Reserves the other worker for the task; 400 unless the reservation is accepted and no transfer is under way. */
export function transfer(workspace: Workspace, outgoing: Reservation, to: Worker): Transfer {
  const { task } = outgoing;
  if (outgoing.status !== 'accepted' || to === outgoing.worker || isBeingTransferred(task))
    throw TwilioError.badRequest(`Task ${task.sid} cannot be transferred to ${to.sid} now.`);
  const started: Transfer = {
    ...workspace.entity('TT'),
    outgoing,
    to,
    incoming: undefined,
    status: 'initiated',
    failedReason: undefined,
  };
  task.transfers.push(started);
  tell(workspace, started, 'initiated');
  if (!hasRoom(workspace, to, task.channel)) {
    settle(workspace, started, 'failed', 'Transfer failed because the worker is not available');
    return started;
  }
  task.status = 'reserved';
  mutate(workspace, task);
  reserve(workspace, task, to);
  return started;
}

export function cancelTransfer(workspace: Workspace, transfer: Transfer): void {
  if (transfer.status !== 'initiated' || !transfer.incoming)
    throw TwilioError.badRequest(
      `Transfer ${transfer.sid} cannot be canceled because it is ${transfer.status}.`,
    );
  settle(workspace, transfer, 'canceled');
  end(workspace, transfer.incoming, 'canceled');
}

export function isBeingTransferred({ transfers }: Task): boolean {
  return transfers.some(({ status }) => status === 'initiated');
}

/** A transfer ends as the reservation does that it made. */
export const followTransfers: EventListener = (workspace, { type }, resource) => {
  if (!type.startsWith('reservation.')) return;
  const reservation = resource as Reservation;
  const { task, worker, status } = reservation;
  const open = task.transfers.find((each) => each.status === 'initiated' && each.to === worker);
  if (!open) return;
  if (status === 'pending') open.incoming = reservation;
  else if (status === 'accepted') settle(workspace, open, 'complete');
  else settle(workspace, open, 'failed', `Transfer failed because the reservation was ${status}`);
};

function settle(
  workspace: Workspace,
  transfer: Transfer,
  status: Exclude<Transfer['status'], 'initiated'>,
  reason?: string,
): void {
  transfer.status = status;
  transfer.failedReason = reason;
  workspace.touch(transfer);
  tell(workspace, transfer, status === 'complete' ? 'completed' : status);
}

function tell(workspace: Workspace, transfer: Transfer, what: string): void {
  const { task } = transfer.outgoing;
  const description = `Task ${task.sid} transfer ${what}`;
  record(workspace, `task.transfer-${what}`, transfer, description, {
    ...taskData(workspace, task),
    task_transfer_sid: transfer.sid,
    transfer_to: transfer.to.sid,
    transfer_status: transfer.status,
    transfer_failed_reason: transfer.failedReason,
  });
}
