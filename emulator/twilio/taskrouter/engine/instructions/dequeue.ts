import { attributesOf } from '../entities';
import { addAttributes } from '../tasks';
import type { Execute } from './instruction';
import {
  addressOf,
  calling,
  contactUri,
  InstructionError,
  numberOf,
  optionalUrlOf,
  textOf,
  wordsOf,
} from './instruction';
import { callerId, follow } from './worker-leg';

const CALL_EVENTS = ['initiated', 'ringing', 'answered', 'completed'];

/**
 * Calls the worker and connects him with the caller who waits in a queue for this task; that accepts the reservation.
 * Source: https://www.twilio.com/docs/taskrouter/handle-assignment-callbacks (dequeue).
 */
export const dequeue: Execute = (workspace, reservation, instruction) => {
  const { voice } = workspace;
  const { task } = reservation;
  const to = addressOf(instruction, 'to', contactUri(reservation), 40131);
  const from = addressOf(instruction, 'from', callerId(reservation), 40132);
  const activitySid = textOf(instruction, 'post_work_activity_sid');
  if (activitySid !== undefined && !workspace.activities.has(activitySid))
    throw new InstructionError(40130, `no Activity ${activitySid}`);
  const statusCallback = optionalUrlOf(instruction, 'status_callback_url', 40157);
  const events = wordsOf(instruction, 'status_callback_events') ?? ['completed'];
  const unknown = events.find((event) => !CALL_EVENTS.includes(event));
  if (unknown !== undefined) throw new InstructionError(40134, `'${unknown}' is no event of a call`);
  if (!voice.isQueued(task.sid)) throw new InstructionError(40140, `nobody waits in a queue for ${task.sid}`);

  const timeoutSeconds = numberOf(instruction, 'timeout');
  const record = textOf(instruction, 'record');
  const postWork = activitySid === undefined ? '' : ` postWorkActivitySid="${activitySid}"`;
  const callSid = calling(40133, () =>
    voice.createCall({
      to,
      from,
      twiml: `<Response><Dial><Queue reservationSid="${reservation.sid}"${postWork}/></Dial></Response>`,
      ...(statusCallback
        ? {
            statusCallback,
            statusCallbackMethod: 'GET',
            statusCallbackEvents: events,
            statusCallbackParameters: { taskCallSid: textOf(attributesOf(task), 'call_sid') ?? '' },
          }
        : {}),
      ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
      ...(record ? { record } : {}),
    }),
  );
  addAttributes(workspace, task, { worker_call_sid: callSid });
  follow(workspace, reservation, callSid);
};
