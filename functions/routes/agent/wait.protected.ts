import { route } from '../../route';
import { agentLegOf, countOf, sidOf, textOf } from '../../requests/twilio';
import { agentWait } from '../../usecases/agent-wait';

/** What is heard by whoever is alone in the conference. The agent's own CallSid stands in the caller's URL. */
export const handler = route('agent/wait', async ({ ports, event }) => {
  const who = textOf(event, 'who') === 'caller' ? 'caller' : 'agent';
  const known = textOf(event, 'agentCall') === '' ? 'CallSid' : 'agentCall';
  const request = {
    leg: agentLegOf(event),
    agentCall: sidOf(event, known, 'CA'),
    who,
    turn: countOf(event, 'turn'),
  } as const;
  return { voice: await agentWait(ports, request) };
});
