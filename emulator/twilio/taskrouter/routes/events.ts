import type { Context, Hono } from 'hono';
import { isoSeconds } from '../../../core/clock';
import { relativePage } from '../../../core/page';
import { dateAsked } from '../../../core/query';
import type { WorkspaceEvent } from '../engine/events';
import type { Workspace } from '../engine/workspace';
import { minutesAsked } from '../parameters';
import type { World } from '../world';
import { found, workspaceOf } from '../world';
import { isOnChannel } from './statistics';

/** Query parameters that name a value of the event's data. */
const BY_DATA: Readonly<Record<string, string>> = {
  ReservationSid: 'reservation_sid',
  TaskQueueSid: 'task_queue_sid',
  TaskSid: 'task_sid',
  WorkerSid: 'worker_sid',
  WorkflowSid: 'workflow_sid',
};

/** Source: https://www.twilio.com/docs/taskrouter/api/event */
export function mountEvents(app: Hono, world: World): void {
  const list = '/v1/Workspaces/:workspaceSid/Events';

  app.get(list, (c) => {
    const workspace = workspaceOf(world, c);
    return relativePage(c, {
      key: 'events',
      records: matching(workspace, c).reverse(),
      position: ({ serial }) => serial,
      descending: true,
      view: (event) => view(workspace, event),
    });
  });

  app.get(`${list}/:sid`, (c) => {
    const workspace = workspaceOf(world, c);
    const event = workspace.events.all().find(({ sid }) => sid === c.req.param('sid'));
    return c.json(view(workspace, found(c, event)));
  });
}

function matching(workspace: Workspace, c: Context): WorkspaceEvent[] {
  const query = c.req.query();
  const since = dateAsked(c, 'StartDate') ?? workspace.now() - minutesAsked(c) * 60_000;
  const until = dateAsked(c, 'EndDate') ?? Number.POSITIVE_INFINITY;
  return workspace.events
    .all()
    .filter(
      (event) =>
        event.atMs >= since &&
        event.atMs <= until &&
        isOnChannel(c, event) &&
        (!query['EventType'] || event.type === query['EventType']) &&
        (!query['Sid'] || event.sid === query['Sid']) &&
        Object.entries(BY_DATA).every(([name, field]) => !query[name] || event.data[field] === query[name]),
    );
}

function view(workspace: Workspace, event: WorkspaceEvent): Record<string, unknown> {
  return {
    account_sid: workspace.ctx.account.sid,
    actor_sid: workspace.sid,
    actor_type: 'workspace',
    actor_url: workspace.url,
    description: event.description,
    event_data: event.data,
    event_date: isoSeconds(event.atMs),
    event_date_ms: event.atMs,
    event_type: event.type,
    resource_sid: event.resourceSid,
    resource_type: event.resourceType,
    resource_url: event.resourceUrl,
    sid: event.sid,
    source: 'twilio',
    source_ip_address: null,
    url: `${workspace.url}/Events/${event.sid}`,
    workspace_sid: workspace.sid,
  };
}
