import { boardPorts, dayBeganOf } from '../../../requests/board';
import { isGrant, refusal } from '../../../access/agent';
import { route } from '../../../route';
import { supervising } from '../../../access/supervisor';
import { outcomeReport } from '../../../usecases/outcome-report';

/** What became of the handoffs of today and of the last thirty days: counts, and nothing of any single one. */
export const handler = route('console/board/report', async ({ app, ports, event }) => {
  const grant = await supervising(event, app, ports);
  if (!isGrant(grant)) return grant;
  const nowMs = ports.clock.nowMs();
  const report = await outcomeReport(boardPorts(app, ports), dayBeganOf(event, nowMs));
  return report === 'unknown' ? refusal(503, 'try-again') : { status: 200, json: report };
});
