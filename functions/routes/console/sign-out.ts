import { isGrant, NO_COOKIE, refusal, signedIn } from '../../access/agent';
import { route } from '../../route';
import { endSession } from '../../usecases/console-session';

/** Ends the session for every copy of its cookie. */
export const handler = route('console/sign-out', async ({ app, ports, event }) => {
  const grant = await signedIn(event, app, ports);
  if (!isGrant(grant)) return grant;
  const ended = await endSession(ports, grant.id);
  return ended === 'over' ? { status: 200, json: {}, headers: NO_COOKIE } : refusal(503, 'try-again');
});
