import { apologizeToAgent } from '../../apologies';
import { route } from '../../route';
import { agentRequest } from '../../requests/twilio';
import { whisper } from '../../usecases/whisper';

/** An agent has answered: who calls and why. */
export const handler = route(
  'agent/whisper',
  async ({ ports, event }) => ({ voice: await whisper(ports, agentRequest(event)) }),
  { failed: apologizeToAgent },
);
