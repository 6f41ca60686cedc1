import { isGrant, refusal, reservationOf, signedIn } from '../../access/agent';
import { route } from '../../route';
import { declineOwn } from '../../usecases/own-reservation';

const STATUS = { 'too-late': 409, absent: 404, forbidden: 403, unknown: 503 } as const;

/** The agent declines on the page. */
export const handler = route('console/decline', async ({ app, ports, event }) => {
  const grant = await signedIn(event, app, ports);
  if (!isGrant(grant)) return grant;
  const declined = await declineOwn(ports, grant.worker, reservationOf(event));
  return declined === 'declined' ? { status: 200, json: {} } : refusal(STATUS[declined], declined);
});
