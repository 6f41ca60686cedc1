import { isGrant, isOwnPage, refusal, SESSION_MS } from '../../../access/agent';
import { route } from '../../../route';
import { invitedToBoard, supervisorCookie } from '../../../access/supervisor';
import { openSession } from '../../../usecases/console-session';

/** Exchanges a supervisor's one-time link for a cookie. */
export const handler = route('console/board/sign-in', async ({ app, ports, event }) => {
  if (!isOwnPage(event, app)) return refusal(403, 'not-our-page');
  const invited = invitedToBoard(event, app);
  if (!isGrant(invited)) return invited;
  const expiresAtMs = ports.clock.nowMs() + SESSION_MS;
  const opened = await openSession(ports, invited.id, { supervisor: invited.name, expiresAtMs });
  if (opened === 'used') return refusal(401, 'used-link');
  if (opened === 'unknown') return refusal(503, 'try-again');
  return { status: 200, json: {}, headers: supervisorCookie({ ...invited, expiresAtMs }, app) };
});
