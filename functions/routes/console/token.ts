import { channelOf, isGrant, refusal, signedIn, workerToken } from '../../console-access';
import { route } from '../../route';

/** A short-lived access token for the TaskRouter SDK, and where the SDK connects. */
export const handler = route('console/token', async ({ app, ports, event }) => {
  const grant = await signedIn(event, app, ports);
  if (!isGrant(grant)) return grant;
  const token = workerToken(grant.worker, app);
  if (!token) return refusal(503, 'no-api-key');
  return { status: 200, json: { ...token, channel: channelOf(app), nowMs: ports.clock.nowMs() } };
});
