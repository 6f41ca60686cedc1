import { boardPorts, dayBeganOf } from '../../../requests/board';
import { isGrant } from '../../../access/agent';
import { route } from '../../../route';
import { supervising } from '../../../access/supervisor';
import { board } from '../../../usecases/board';

/** All that the board shows of this moment. */
export const handler = route('console/board/state', async ({ app, ports, event }) => {
  const grant = await supervising(event, app, ports);
  if (!isGrant(grant)) return grant;
  const nowMs = ports.clock.nowMs();
  const shown = await board(boardPorts(app, ports), dayBeganOf(event, nowMs));
  const { name, phone } = grant;
  return { status: 200, json: { ...shown, nowMs, name, mayListen: phone !== undefined } };
});
