import { isGrant, refusal } from '../../../access/agent';
import { route } from '../../../route';
import { NO_SUPERVISOR_COOKIE, supervising } from '../../../access/supervisor';
import { endSession } from '../../../usecases/console-session';

/** Ends the session for every copy of its cookie. */
export const handler = route('console/board/sign-out', async ({ app, ports, event }) => {
  const grant = await supervising(event, app, ports);
  if (!isGrant(grant)) return grant;
  const ended = await endSession(ports, grant.id);
  return ended === 'over'
    ? { status: 200, json: {}, headers: NO_SUPERVISOR_COOKIE }
    : refusal(503, 'try-again');
});
