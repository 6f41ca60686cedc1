import { isGrant, refusal, reservationOf, signedIn } from '../../access/agent';
import { route } from '../../route';
import { ownCall } from '../../usecases/own-reservation';

const STATUS = { absent: 404, forbidden: 403, unknown: 503 } as const;

/** What is known of the caller whom the agent is asked to take, or has taken, and how the call stands. */
export const handler = route('console/context', async ({ app, ports, event }) => {
  const grant = await signedIn(event, app, ports);
  if (!isGrant(grant)) return grant;
  const call = await ownCall(ports, grant.worker, reservationOf(event));
  if (typeof call === 'string') return refusal(STATUS[call], call);
  const { context, ...stands } = call;
  const { caller, language, reason, slots, turns, summary, note } = context;
  return { status: 200, json: { caller, language, reason, slots, turns, summary, note, ...stands } };
});
