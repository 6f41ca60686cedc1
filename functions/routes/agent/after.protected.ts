import { apologizeToAgent } from '../../apologies';
import { route } from '../../route';
import { agentRequest } from '../../requests/twilio';
import { agentAfter } from '../../usecases/agent-after';

/** The agent's leg left the conference and lives on. */
export const handler = route(
  'agent/after',
  async ({ ports, event }) => ({ voice: await agentAfter(ports, agentRequest(event)) }),
  { failed: apologizeToAgent },
);
