import type { Hono } from 'hono';
import { relativePage } from '../../../core/page';
import { TwilioError } from '../../../core/twilio-error';
import type { TaskQueue } from '../engine/entities';
import type { World } from '../world';
import { workspaceOf } from '../world';
import { ofQueue } from './statistics';

/** Source: https://www.twilio.com/docs/taskrouter/api/taskqueue-statistics (bulk real-time statistics) */
const MOST_QUEUES = 50;

/**
 * The figures of many queues at once.
 * Source: https://www.twilio.com/docs/taskrouter/api/taskqueue-statistics
 */
export function mountQueueStatistics(app: Hono, world: World): void {
  const list = '/v1/Workspaces/:workspaceSid/TaskQueues';

  app.get(`${list}/Statistics`, (c) => {
    const workspace = workspaceOf(world, c);
    const { FriendlyName: name } = c.req.query();
    return relativePage(c, {
      key: 'task_queues_statistics',
      records: [...workspace.queues.values()].filter(({ friendlyName }) => !name || friendlyName === name),
      position: ({ serial }) => serial,
      view: (queue) => {
        const { own, realTime: realtime, cumulative } = ofQueue(c, workspace, queue);
        return {
          account_sid: workspace.ctx.account.sid,
          workspace_sid: workspace.sid,
          ...own,
          realtime,
          cumulative,
        };
      },
    });
  });

  app.post(`${list}/RealTimeStatistics`, async (c) => {
    const workspace = workspaceOf(world, c);
    const queues = chosen(await c.req.text(), workspace.queues);
    return c.json({
      account_sid: workspace.ctx.account.sid,
      workspace_sid: workspace.sid,
      task_queue_data: queues.map((queue) => {
        const { own, realTime } = ofQueue(c, workspace, queue);
        return { ...own, ...realTime };
      }),
      task_queue_response_count: queues.length,
      url: `${workspace.url}/TaskQueues/RealTimeStatistics`,
    });
  });
}

/** The queues whose SIDs are in the body, all when there are none; the documentation does not name the field. */
function chosen(body: string, queues: ReadonlyMap<string, TaskQueue>): TaskQueue[] {
  const sids = body.match(/WQ[0-9a-fA-F]{32}/g) ?? [...queues.keys()].slice(0, MOST_QUEUES);
  if (sids.length > MOST_QUEUES)
    throw TwilioError.badRequest(`At most ${MOST_QUEUES} TaskQueue SIDs can be asked for at once`);
  return sids.flatMap((sid) => queues.get(sid) ?? []);
}
