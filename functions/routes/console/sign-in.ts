import { invitedBy, isGrant, isOwnPage, refusal, SESSION_MS, sessionCookie } from '../../access/agent';
import { route } from '../../route';
import { openSession } from '../../usecases/console-session';

/** Exchanges a one-time link for a cookie. */
export const handler = route('console/sign-in', async ({ app, ports, event }) => {
  if (!isOwnPage(event, app)) return refusal(403, 'not-our-page');
  const invited = invitedBy(event, app);
  if (!isGrant(invited)) return invited;
  const { worker, id } = invited;
  const expiresAtMs = ports.clock.nowMs() + SESSION_MS;
  const opened = await openSession(ports, id, { worker, expiresAtMs });
  if (opened === 'used') return refusal(401, 'used-link');
  if (opened === 'unknown') return refusal(503, 'try-again');
  return { status: 200, json: {}, headers: sessionCookie({ worker, id, expiresAtMs }, app) };
});
