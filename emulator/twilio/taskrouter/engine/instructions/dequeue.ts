import { attributesOf } from '../entities';
import { addAttributes } from '../tasks';
import type { Execute } from './instruction';
import { contactUri, InstructionError, numberOf, textOf, wordsOf } from './instruction';
import { callerId, follow } from './worker-leg';

/**
 * Calls the worker and connects him with the caller who waits in a queue for this task; that accepts the reservation.
 * Source: https://www.twilio.com/docs/taskrouter/handle-assignment-callbacks (dequeue).
 */
export const dequeue: Execute = (workspace, reservation, instruction) => {
  const { voice } = workspace;
  const { task } = reservation;
  const to = textOf(instruction, 'to') ?? contactUri(reservation);
  const from = textOf(instruction, 'from') ?? callerId(reservation);
  if (!to || !from)
    throw new InstructionError(40131, `dequeue: no ${to ? 'from' : 'to, nor a contact_uri of the worker'}`);
  const activitySid = textOf(instruction, 'post_work_activity_sid');
  if (activitySid !== undefined && !workspace.activities.has(activitySid))
    throw new InstructionError(40130, `no Activity ${activitySid}`);
  if (!voice.isQueued(task.sid)) throw new InstructionError(40135, `nobody waits in a queue for ${task.sid}`);

  const statusCallback = textOf(instruction, 'status_callback_url');
  const timeoutSeconds = numberOf(instruction, 'timeout');
  const record = textOf(instruction, 'record');
  const postWork = activitySid === undefined ? '' : ` postWorkActivitySid="${activitySid}"`;
  const callSid = voice.createCall({
    to,
    from,
    twiml: `<Response><Dial><Queue reservationSid="${reservation.sid}"${postWork}/></Dial></Response>`,
    ...(statusCallback
      ? {
          statusCallback,
          statusCallbackMethod: 'GET',
          statusCallbackEvents: wordsOf(instruction, 'status_callback_events') ?? ['completed'],
          statusCallbackParameters: { taskCallSid: textOf(attributesOf(task), 'call_sid') ?? '' },
        }
      : {}),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    ...(record ? { record } : {}),
  });
  addAttributes(workspace, task, { worker_call_sid: callSid });
  follow(workspace, reservation, callSid);
};
