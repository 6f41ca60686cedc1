import { route } from '../../route';
import { grantOf } from '../../access/grants';
import { contextForAgent } from '../../usecases/context-for-agent';

/** What is known of a call, for the agent's screen; the link's token is the permission. */
export const handler = route('agent/context', async ({ app, ports, event, note }) => {
  const grant = grantOf(event, app);
  if (!grant) return { status: 401, json: { error: 'this link is not valid any more' } };
  note({ callSid: grant.callSid });
  const context = await contextForAgent(ports, grant.callSid);
  if (context === 'unknown') return { status: 503, json: { error: 'try again' } };
  return context
    ? { status: 200, json: context }
    : { status: 404, json: { error: 'nothing is kept of this call' } };
});
