import { TwilioError } from '../../../core/twilio-error';
import { requestInstruction } from './assignment';
import { readAttributes } from './attributes';
import { hasRoom } from './capacity';
import type { Reservation, Task, TaskQueue, Transfer, TransferMode, Worker } from './entities';
import { record, taskData } from './events';
import { holdCustomer } from './instructions/customer';
import { end, leaveToOthers, mutate, reserve } from './reservations';
import { enterQueue } from './way';
import type { EventListener, Workspace } from './workspace';

export interface WantedTransfer {
  readonly to: Worker | TaskQueue;
  readonly mode: TransferMode;
  /** The task's own from now on. */
  readonly attributes?: string | undefined;
  readonly priority?: number | undefined;
}

/**
 * Looks for another worker for a task, a certain one or one of a queue. Warm: both hold it in the end. Cold: who transfers
 * it is done with it at once. 400 unless the reservation is accepted and no transfer is under way.
 * Source: https://www.twilio.com/docs/taskrouter/js-sdk-v2/task (transfer) and the SDK's own integration tests.
 */
export function transfer(workspace: Workspace, outgoing: Reservation, wanted: WantedTransfer): Transfer {
  const { task } = outgoing;
  const { to, mode } = wanted;
  if (outgoing.status !== 'accepted' || to === outgoing.worker || isBeingTransferred(task))
    throw TwilioError.badRequest(`Task ${task.sid} cannot be transferred to ${to.sid} now.`);
  if (wanted.attributes !== undefined) task.attributes = readAttributes(wanted.attributes);
  task.priority = wanted.priority ?? task.priority;
  const started: Transfer = {
    ...workspace.entity('TT'),
    ...{ outgoing, to, mode },
    incoming: undefined,
    status: 'initiated',
    failedReason: undefined,
  };
  task.transfers.push(started);
  tell(workspace, started, 'initiated');
  const worker = workerOf(started);
  if (worker && !hasRoom(workspace, worker, task.channel)) {
    settle(workspace, started, 'failed', 'Transfer failed because the worker is not available');
    return started;
  }
  holdCustomer(workspace, task, true);
  task.status = worker ? 'reserved' : 'pending';
  mutate(workspace, task);
  if (mode === 'COLD') {
    leaveToOthers(workspace, outgoing, 'wrapping');
    if (outgoing.workerCallSid !== undefined) workspace.voice.hangUp(outgoing.workerCallSid);
  }
  if (worker) requestInstruction(workspace, reserve(workspace, task, worker));
  else {
    task.route.deadline.stop();
    Object.assign(task.route, { routing: undefined, arrival: undefined, isFresh: false, isStale: false });
    enterQueue(workspace, task, to as TaskQueue);
    workspace.wake();
  }
  return started;
}

/** Takes a warm transfer back that nobody has accepted yet. */
export function cancelTransfer(workspace: Workspace, transfer: Transfer): void {
  const { outgoing, incoming, mode, status } = transfer;
  if (status !== 'initiated' || mode === 'COLD')
    throw TwilioError.badRequest(
      `Transfer ${transfer.sid} cannot be canceled because it is ${mode === 'COLD' ? 'cold' : status}.`,
    );
  settle(workspace, transfer, 'canceled');
  if (incoming?.status === 'pending') return end(workspace, incoming, 'canceled');
  outgoing.task.status = 'assigned';
  mutate(workspace, outgoing.task);
}

function isBeingTransferred({ transfers }: Task): boolean {
  return transfers.some(({ status }) => status === 'initiated');
}

export function isForOneWorker({ transfers }: Task): boolean {
  return transfers.some((each) => each.status === 'initiated' && workerOf(each) !== undefined);
}

/** The worker whom a transfer is for; undefined for one to a queue. */
export function workerOf({ to }: Transfer): Worker | undefined {
  return 'channels' in to ? to : undefined;
}

/** A transfer ends as the reservation does that it made; one to a queue goes on to the next worker. */
export const followTransfers: EventListener = (workspace, { type }, resource) => {
  if (!type.startsWith('reservation.')) return;
  const reservation = resource as Reservation;
  const { task, worker, status } = reservation;
  const open = task.transfers.find((each) => each.status === 'initiated');
  if (!open || open.outgoing === reservation) return;
  const wanted = workerOf(open);
  if (wanted ? wanted !== worker : status !== 'pending' && open.incoming !== reservation) return;
  if (status === 'pending') open.incoming = reservation;
  else if (status === 'accepted') {
    settle(workspace, open, 'complete');
    if (open.mode === 'COLD') holdCustomer(workspace, task, false);
  } else if (wanted)
    settle(workspace, open, 'failed', `Transfer failed because the reservation was ${status}`);
  else {
    open.failedReason = `Transfer attempt failed because the reservation was ${status}`;
    tell(workspace, open, 'attempt-failed');
  }
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
  if (status !== 'complete' && transfer.mode === 'WARM')
    holdCustomer(workspace, transfer.outgoing.task, false);
  tell(workspace, transfer, status === 'complete' ? 'completed' : status);
}

function tell(workspace: Workspace, transfer: Transfer, what: string): void {
  const { task } = transfer.outgoing;
  const description = `Task ${task.sid} transfer ${what}`;
  record(workspace, `task.transfer-${what}`, transfer, description, {
    ...taskData(workspace, task),
    task_transfer_sid: transfer.sid,
    transfer_to: transfer.to.sid,
    transfer_mode: transfer.mode,
    transfer_status: transfer.status,
    transfer_failed_reason: transfer.failedReason,
  });
}
