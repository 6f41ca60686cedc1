import { route } from '../../route';
import { agentRequest, statusOf } from '../../requests/twilio';
import { agentStatus } from '../../usecases/agent-status';

/** Status callback of an agent's leg. */
export const handler = route('agent/status', async ({ ports, event, note }) => {
  const request = { ...agentRequest(event), status: statusOf(event) };
  note({ callStatus: request.status });
  await agentStatus(ports, request);
  return { status: 200 };
});
