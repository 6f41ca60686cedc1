import { contextToken, feedOf, isGrant, refusal, reservationOf, signedIn } from '../../access/agent';
import { route } from '../../route';
import { followOwn } from '../../usecases/follow-own';

const STATUS = { absent: 404, forbidden: 403, unknown: 503 } as const;

/** A short-lived token for Sync's SDK that opens the context of this one call, while it is the agent's. */
export const handler = route('console/follow', async ({ app, ports, event }) => {
  const grant = await signedIn(event, app, ports);
  if (!isGrant(grant)) return grant;
  const reservation = reservationOf(event);
  const context = await followOwn(ports, grant.worker, reservation);
  if (typeof context === 'string') return refusal(STATUS[context], context);
  const token = contextToken(reservation, app);
  if (!token) return refusal(503, 'no-api-key');
  const { local } = feedOf(app);
  return { status: 200, json: { ...token, document: context.name, local, nowMs: ports.clock.nowMs() } };
});
