import { route } from '../../route';
import { callRequest, statusOf } from '../../requests/twilio';
import { callerStatus } from '../../usecases/caller-status';

/** Status callback of our number: the caller's call has ended. */
export const handler = route('voice/status', async ({ ports, event, note }) => {
  const { callSid } = callRequest(event);
  const status = statusOf(event);
  note({ callStatus: status });
  await callerStatus(ports, { callSid, status });
  return { status: 200 };
});
