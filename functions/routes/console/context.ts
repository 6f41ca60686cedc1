import { isGrant, refusal, reservationOf, signedIn } from '../../console-access';
import { route } from '../../route';
import { ownContext } from '../../usecases/own-reservation';

const STATUS = { absent: 404, forbidden: 403, unknown: 503 } as const;

/** What is known of the caller whom the agent is asked to take, or has taken. */
export const handler = route('console/context', async ({ app, ports, event }) => {
  const grant = await signedIn(event, app, ports);
  if (!isGrant(grant)) return grant;
  const context = await ownContext(ports, grant.worker, reservationOf(event));
  if (typeof context === 'string') return refusal(STATUS[context], context);
  const { caller, language, reason, slots, turns, summary } = context;
  return { status: 200, json: { caller, language, reason, slots, turns, summary } };
});
