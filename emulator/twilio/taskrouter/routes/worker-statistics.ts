import type { Context, Hono } from 'hono';
import { isoSeconds } from '../../../core/clock';
import { workersOf } from '../engine/candidates';
import type { Worker } from '../engine/entities';
import type { Period } from '../engine/worker-statistics';
import { activityDurations, reservationCounts } from '../engine/worker-statistics';
import type { Workspace } from '../engine/workspace';
import type { World } from '../world';
import { namedIn, workspaceOf } from '../world';
import { activityStatistics, isOnChannel, periodAsked } from './statistics';

/**
 * What workers did and do, one by one and all together.
 * Source: https://www.twilio.com/docs/taskrouter/api/worker/statistics
 */
export function mountWorkerStatistics(app: Hono, world: World): void {
  const list = '/v1/Workspaces/:workspaceSid/Workers';

  app.get(`${list}/RealTimeStatistics`, (c) => {
    const workspace = workspaceOf(world, c);
    return c.json({
      ...base(workspace, '/RealTimeStatistics'),
      ...realTime(workspace, wanted(c, workspace)),
    });
  });

  app.get(`${list}/CumulativeStatistics`, (c) => {
    const workspace = workspaceOf(world, c);
    return c.json({
      ...base(workspace, '/CumulativeStatistics'),
      ...cumulative(c, workspace, wanted(c, workspace)),
    });
  });

  app.get(`${list}/Statistics`, (c) => {
    const workspace = workspaceOf(world, c);
    const workers = wanted(c, workspace);
    return c.json({
      ...base(workspace, '/Statistics'),
      realtime: realTime(workspace, workers),
      cumulative: cumulative(c, workspace, workers),
    });
  });

  app.get(`${list}/:sid/Statistics`, (c) => {
    const workspace = workspaceOf(world, c);
    const worker = namedIn(c, workspace.workers);
    return c.json({
      ...base(workspace, `/${worker.sid}/Statistics`),
      worker_sid: worker.sid,
      cumulative: cumulative(c, workspace, [worker]),
    });
  });
}

function base(workspace: Workspace, path: string) {
  return {
    account_sid: workspace.ctx.account.sid,
    workspace_sid: workspace.sid,
    url: `${workspace.url}/Workers${path}`,
  };
}

/** The workers that TaskQueueSid, TaskQueueName and FriendlyName of the query leave. */
function wanted(c: Context, workspace: Workspace): Worker[] {
  const { TaskQueueSid: queueSid, TaskQueueName: queueName, FriendlyName: name } = c.req.query();
  const queues = [...workspace.queues.values()].filter(
    ({ sid, friendlyName }) => (!queueSid || sid === queueSid) && (!queueName || friendlyName === queueName),
  );
  const isAny = !queueSid && !queueName;
  const inQueues = new Set(isAny ? [] : queues.flatMap((queue) => workersOf(workspace, queue)));
  return [...workspace.workers.values()].filter(
    (worker) => (isAny || inQueues.has(worker)) && (!name || worker.friendlyName === name),
  );
}

function realTime(workspace: Workspace, workers: readonly Worker[]) {
  return { activity_statistics: activityStatistics(workspace, workers), total_workers: workers.length };
}

function cumulative(c: Context, workspace: Workspace, workers: readonly Worker[]) {
  const period: Period = periodAsked(c, workspace);
  return {
    ...reservationCounts(workspace, workers, period, (event) => isOnChannel(c, event)),
    activity_durations: activityDurations(workspace, workers, period),
    start_time: isoSeconds(period.startMs),
    end_time: isoSeconds(period.endMs),
  };
}
