import { route } from '../../route';
import { languageOf } from '../../requests/supervisor';
import { sidOf } from '../../requests/twilio';
import { releaseSupervisor } from '../../usecases/listening';

/** A supervisor waits in a conference that has not begun: the call that he came for is over. */
export const handler = route('supervisor/alone', async ({ ports, event }) => {
  await releaseSupervisor(ports, sidOf(event, 'CallSid', 'CA'), languageOf(event));
  return { voice: [] };
});
