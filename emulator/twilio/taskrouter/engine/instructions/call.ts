import { acceptReservation, addAttributes } from '../tasks';
import type { Execute } from './instruction';
import {
  addressOf,
  calling,
  contactUri,
  isTrue,
  numberOf,
  optionalUrlOf,
  textOf,
  urlOf,
} from './instruction';

/** Calls the worker. Accepting is left to the application unless `accept` is true. */
export const callWorker: Execute = (workspace, reservation, instruction) => {
  const to = addressOf(instruction, 'to', contactUri(reservation), 40110);
  const from = addressOf(instruction, 'from', undefined, 40111);
  const url = urlOf(instruction, 'url', 40112);
  const statusCallback = optionalUrlOf(instruction, 'status_callback_url', 40158);
  const timeoutSeconds = numberOf(instruction, 'timeout');
  const record = textOf(instruction, 'record');
  const callSid = calling(40113, () =>
    workspace.voice.createCall({
      to,
      from,
      url,
      ...(statusCallback
        ? { statusCallback, statusCallbackEvents: ['initiated', 'ringing', 'answered', 'completed'] }
        : {}),
      ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
      ...(record ? { record } : {}),
    }),
  );
  addAttributes(workspace, reservation.task, { worker_call_sid: callSid });
  if (isTrue(instruction['accept'])) acceptReservation(workspace, reservation);
};
