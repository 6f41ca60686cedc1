import { route } from '../../route';
import { jsonOf, sidOf, taskHandoffOf, textOf } from '../../requests/twilio';
import { assignment } from '../../usecases/assignment';

/**
 * The workflow's assignment callback, and with `fallback` in the query its fallback.
 * Source: https://www.twilio.com/docs/taskrouter/handle-assignment-callbacks
 */
export const handler = route('taskrouter/assignment', async ({ app, ports, event, note }) => {
  const handoff = taskHandoffOf(event);
  const { contact_uri: own } = jsonOf(event, 'WorkerAttributes');
  const contactUri = typeof own === 'string' && own !== '' ? own : app.variables.HUMAN_AGENT_NUMBER;
  const leg = handoff && {
    ...handoff,
    task: sidOf(event, 'TaskSid', 'WT'),
    reservation: sidOf(event, 'ReservationSid', 'WR'),
    worker: sidOf(event, 'WorkerSid', 'WK'),
  };
  note({ callSid: leg?.callSid, reservation: leg?.reservation });
  if (!leg || contactUri === '') {
    note({ instruction: 'reject', why: leg ? 'worker-without-contact' : 'task-not-ours' });
    return { status: 200, json: { instruction: 'reject' } };
  }
  const isFallback = textOf(event, 'fallback') !== '';
  const from = app.variables.TWILIO_NUMBER;
  const answer = await assignment(ports, { leg, contactUri, from, isFallback });
  note({ instruction: answer.instruction });
  if (answer.instruction === 'none') return { status: 200, json: {} };
  if (answer.instruction === 'reject') return { status: 200, json: { instruction: 'reject' } };
  const { to, url, statusCallback, timeoutSeconds } = answer;
  const call = {
    instruction: 'call',
    to,
    from,
    url: app.url(url),
    status_callback_url: app.url(statusCallback),
    accept: false,
    timeout: timeoutSeconds,
  };
  return { status: 200, json: call };
});
