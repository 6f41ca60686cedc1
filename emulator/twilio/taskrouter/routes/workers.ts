import type { Context, Hono } from 'hono';
import { evaluate, targetNames } from '../../../../routing/language';
import { isoSeconds } from '../../../core/clock';
import { Form } from '../../../core/form';
import { relativePage } from '../../../core/page';
import { workersOf } from '../engine/candidates';
import { namedWorker } from '../engine/capacity';
import { readExpression } from '../engine/configuration';
import type { Worker } from '../engine/entities';
import { reject } from '../engine/reservations';
import { createWorker, deleteWorker, updateWorker } from '../engine/workers';
import type { Workspace } from '../engine/workspace';
import { baseView } from '../base-view';
import { ordered } from '../ordering';
import { checkVersion, newName, referred, requiredName, setVersion } from '../parameters';
import type { World } from '../world';
import { namedIn, workspaceOf } from '../world';

/** What Ordering may name is not documented. */
const KEYS = {
  DateCreated: (worker: Worker) => worker.createdAtMs,
  DateUpdated: (worker: Worker) => worker.updatedAtMs,
  DateStatusChanged: (worker: Worker) => worker.statusChangedAtMs,
  FriendlyName: (worker: Worker) => worker.friendlyName,
};

/** Source: https://www.twilio.com/docs/taskrouter/api/worker */
export function mountWorkers(app: Hono, world: World): void {
  const list = '/v1/Workspaces/:workspaceSid/Workers';

  app.post(list, async (c) => {
    const workspace = workspaceOf(world, c);
    const form = await Form.of(c);
    const worker = createWorker(workspace, {
      ...readChange(workspace, form),
      friendlyName: requiredName(form),
    });
    setVersion(c, worker);
    return c.json(view(workspace, worker), 201);
  });

  app.get(list, (c) => {
    const workspace = workspaceOf(world, c);
    return relativePage(c, {
      key: 'workers',
      ...ordered(c, matching(workspace, c), KEYS),
      view: (worker) => view(workspace, worker),
    });
  });

  app.get(`${list}/:sid`, (c) => {
    const workspace = workspaceOf(world, c);
    const worker = namedIn(c, workspace.workers);
    setVersion(c, worker);
    return c.json(view(workspace, worker));
  });

  app.post(`${list}/:sid`, async (c) => {
    const workspace = workspaceOf(world, c);
    const worker = namedIn(c, workspace.workers);
    checkVersion(c, worker);
    const form = await Form.of(c);
    updateWorker(workspace, worker, readChange(workspace, form));
    if (form.boolean('RejectPendingReservations') && !worker.activity.available)
      for (const reservation of workspace.reservationsOf(worker))
        if (reservation.status === 'pending') reject(workspace, reservation);
    setVersion(c, worker);
    return c.json(view(workspace, worker));
  });

  app.delete(`${list}/:sid`, (c) => {
    const workspace = workspaceOf(world, c);
    const worker = namedIn(c, workspace.workers);
    checkVersion(c, worker);
    deleteWorker(workspace, worker);
    return c.body(null, 204);
  });
}

function readChange(workspace: Workspace, form: Form) {
  return {
    friendlyName: newName(form),
    attributes: form.get('Attributes'),
    activity: referred(form, 'ActivitySid', workspace.activities),
  };
}

function matching(workspace: Workspace, c: Context): Worker[] {
  const query = c.req.query();
  const expression = query['TargetWorkersExpression'];
  const target = expression ? readExpression(expression, 'target-workers') : undefined;
  const queues = [...workspace.queues.values()].filter(
    ({ sid, friendlyName }) => sid === query['TaskQueueSid'] || friendlyName === query['TaskQueueName'],
  );
  const isByQueue = query['TaskQueueSid'] !== undefined || query['TaskQueueName'] !== undefined;
  const inQueues = new Set(queues.flatMap((queue) => workersOf(workspace, queue)));
  return [...workspace.workers.values()].filter(
    (worker) =>
      matches(query['FriendlyName'], worker.friendlyName) &&
      matches(query['ActivitySid'], worker.activity.sid) &&
      matches(query['ActivityName'], worker.activity.friendlyName) &&
      matches(query['Available']?.replace(/^(1|yes)$/i, 'true'), String(worker.activity.available)) &&
      (!isByQueue || inQueues.has(worker)) &&
      (!target || evaluate(target, ownNames(workspace, worker))),
  );
}

/** Here an expression may also name what the worker is: sid, friendly_name, activity_sid, activity_name. */
function ownNames(workspace: Workspace, worker: Worker) {
  const names = targetNames({}, namedWorker(workspace, worker));
  return (path: readonly (string | number)[]) => names(['worker', ...path]);
}

function matches(wanted: string | undefined, value: string): boolean {
  return wanted === undefined || wanted === '' || wanted === value;
}

function view(workspace: Workspace, worker: Worker): Record<string, unknown> {
  const base = baseView(workspace, worker, `/Workers/${worker.sid}`);
  return {
    ...base,
    activity_name: worker.activity.friendlyName,
    activity_sid: worker.activity.sid,
    attributes: worker.attributes,
    available: worker.activity.available,
    date_status_changed: isoSeconds(worker.statusChangedAtMs),
    friendly_name: worker.friendlyName,
    links: {
      workspace: workspace.url,
      activity: `${workspace.url}/Activities/${worker.activity.sid}`,
      channels: `${base.url}/Channels`,
      worker_channels: `${base.url}/Channels`,
      reservations: `${base.url}/Reservations`,
      statistics: `${workspace.url}/Workers/Statistics`,
      real_time_statistics: `${workspace.url}/Workers/RealTimeStatistics`,
      cumulative_statistics: `${workspace.url}/Workers/CumulativeStatistics`,
      worker_statistics: `${base.url}/Statistics`,
    },
  };
}
