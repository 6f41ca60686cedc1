import { callOf } from '../../../board-requests';
import { isGrant, refusal } from '../../../console-access';
import { route } from '../../../route';
import { supervising } from '../../../supervisor-access';
import { watchedCall } from '../../../usecases/watched-call';

/** One call: its handoff's timeline, and who calls and why. */
export const handler = route('console/board/call', async ({ app, ports, event }) => {
  const grant = await supervising(event, app, ports);
  if (!isGrant(grant)) return grant;
  const call = await watchedCall(ports, callOf(event));
  return call === 'unknown' ? refusal(503, 'try-again') : { status: 200, json: call };
});
