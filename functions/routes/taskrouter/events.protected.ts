import { route } from '../../route';
import { taskHandoffOf, textOf } from '../../requests/twilio';
import { taskEvent } from '../../usecases/task-event';

/** The workspace's event callback. Source: https://www.twilio.com/docs/taskrouter/api/event/reference */
export const handler = route('taskrouter/events', async ({ ports, event, note }) => {
  const handoff = taskHandoffOf(event);
  const type = textOf(event, 'EventType');
  note({ callSid: handoff?.callSid, type });
  await taskEvent(ports, {
    type,
    task: textOf(event, 'TaskSid'),
    callSid: handoff?.callSid,
    n: handoff?.n,
    reservation: textOf(event, 'ReservationSid') || undefined,
  });
  return { status: 200 };
});
