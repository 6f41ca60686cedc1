import { callOf } from '../../../requests/board';
import { isGrant, refusal } from '../../../access/agent';
import { supervisorLabel } from '../../../domain/supervision';
import { route } from '../../../route';
import { supervising } from '../../../access/supervisor';
import { watchedCall } from '../../../usecases/watched-call';

/** One call: its handoff's timeline, and who calls and why. */
export const handler = route('console/board/call', async ({ app, ports, event }) => {
  const grant = await supervising(event, app, ports);
  if (!isGrant(grant)) return grant;
  const label = grant.phone === undefined ? undefined : supervisorLabel(grant.id);
  const call = await watchedCall(ports, callOf(event), label);
  return call === 'unknown' ? refusal(503, 'try-again') : { status: 200, json: call };
});
