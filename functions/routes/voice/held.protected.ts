import { route } from '../../route';
import { agentLegOf, countOf, textOf } from '../../requests/twilio';
import { held } from '../../usecases/held';

/** What is heard by a caller whom the agent has put on hold. */
export const handler = route('voice/held', async ({ ports, event }) => ({
  voice: await held(ports, {
    leg: agentLegOf(event),
    language: textOf(event, 'language'),
    turn: countOf(event, 'turn'),
  }),
}));
