import { acceptReservation, addAttributes } from '../tasks';
import type { Execute } from './instruction';
import { contactUri, INVALID_INSTRUCTION, InstructionError, isTrue, numberOf, textOf } from './instruction';

/** Calls the worker. Accepting is left to the application unless `accept` is true. */
export const callWorker: Execute = (workspace, reservation, instruction) => {
  const to = textOf(instruction, 'to') ?? contactUri(reservation);
  const from = textOf(instruction, 'from');
  const url = textOf(instruction, 'url');
  if (!to || !from || !url) throw new InstructionError(INVALID_INSTRUCTION, 'call wants to, from and url');
  const statusCallback = textOf(instruction, 'status_callback_url');
  const timeoutSeconds = numberOf(instruction, 'timeout');
  const record = textOf(instruction, 'record');
  const callSid = workspace.voice.createCall({
    to,
    from,
    url,
    ...(statusCallback
      ? { statusCallback, statusCallbackEvents: ['initiated', 'ringing', 'answered', 'completed'] }
      : {}),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    ...(record ? { record } : {}),
  });
  addAttributes(workspace, reservation.task, { worker_call_sid: callSid });
  if (isTrue(instruction['accept'])) acceptReservation(workspace, reservation);
};
