import { route } from '../../route';
import { listenerOf } from '../../requests/supervisor';
import { textOf } from '../../requests/twilio';
import { joinCall } from '../../usecases/listening';

/** The supervisor's phone was answered, and a key pressed. */
export const handler = route('supervisor/join', async ({ ports, event }) => ({
  voice: await joinCall(ports, listenerOf(event), textOf(event, 'Digits')),
}));
