import type { Hono } from 'hono';
import { isoSeconds } from '../../../core/clock';
import { Form } from '../../../core/form';
import { relativePage } from '../../../core/page';
import { TwilioError } from '../../../core/twilio-error';
import { record } from '../engine/events';
import type { Workspace } from '../engine/workspace';
import { createWorkspace } from '../engine/workspaces';
import { newName, oneOf, referred, requiredName } from '../parameters';
import type { World } from '../world';
import { workspaceOf } from '../world';

const ORDERS = ['FIFO', 'LIFO'] as const;

/** Source: https://www.twilio.com/docs/taskrouter/api/workspace */
export function mountWorkspaces(app: Hono, world: World): void {
  app.post('/v1/Workspaces', async (c) => {
    const form = await Form.of(c);
    const workspace = createWorkspace(
      world.around,
      world.workspaces.size + 1,
      requiredName(form),
      oneOf(form, 'Template', ['NONE', 'FIFO']) ?? 'NONE',
      {
        eventCallbackUrl: form.url('EventCallbackUrl') ?? '',
        eventsFilter: form.get('EventsFilter') ?? '',
        prioritizeQueueOrder: oneOf(form, 'PrioritizeQueueOrder', ORDERS) ?? 'FIFO',
        multiTaskEnabled: form.boolean('MultiTaskEnabled') ?? true,
      },
    );
    world.workspaces.set(workspace.sid, workspace);
    return c.json(view(workspace), 201);
  });

  app.get('/v1/Workspaces', (c) => {
    const name = c.req.query('FriendlyName');
    return relativePage(c, {
      key: 'workspaces',
      records: [...world.workspaces.values()].filter(({ friendlyName }) => !name || friendlyName === name),
      position: ({ serial }) => serial,
      view,
    });
  });

  app.get('/v1/Workspaces/:workspaceSid', (c) => c.json(view(workspaceOf(world, c))));

  app.post('/v1/Workspaces/:workspaceSid', async (c) => {
    const workspace = workspaceOf(world, c);
    const form = await Form.of(c);
    const multiTaskEnabled = form.boolean('MultiTaskEnabled') ?? workspace.multiTaskEnabled;
    if (!multiTaskEnabled && [...world.workspaces.values()].every((each) => each.multiTaskEnabled))
      throw TwilioError.badRequest('MultiTaskEnabled cannot be turned off');
    const defaultActivity = referred(form, 'DefaultActivitySid', workspace.activities);
    const timeoutActivity = referred(form, 'TimeoutActivitySid', workspace.activities);
    const order = oneOf(form, 'PrioritizeQueueOrder', ORDERS);
    const eventCallbackUrl = form.url('EventCallbackUrl');
    workspace.friendlyName = newName(form) ?? workspace.friendlyName;
    workspace.defaultActivity = defaultActivity ?? workspace.defaultActivity;
    workspace.timeoutActivity = timeoutActivity ?? workspace.timeoutActivity;
    workspace.prioritizeQueueOrder = order ?? workspace.prioritizeQueueOrder;
    workspace.eventCallbackUrl = eventCallbackUrl ?? workspace.eventCallbackUrl;
    workspace.eventsFilter = form.get('EventsFilter') ?? workspace.eventsFilter;
    workspace.multiTaskEnabled = multiTaskEnabled;
    workspace.wake();
    workspace.touch(workspace);
    record(workspace, 'workspace.updated', workspace, `Workspace ${workspace.friendlyName} updated`);
    return c.json(view(workspace));
  });

  app.delete('/v1/Workspaces/:workspaceSid', (c) => {
    const workspace = workspaceOf(world, c);
    workspace.dispose();
    world.workspaces.delete(workspace.sid);
    record(workspace, 'workspace.deleted', workspace, `Workspace ${workspace.friendlyName} deleted`);
    return c.body(null, 204);
  });
}

function view(workspace: Workspace): Record<string, unknown> {
  const { url, defaultActivity, timeoutActivity } = workspace;
  return {
    account_sid: workspace.ctx.account.sid,
    date_created: isoSeconds(workspace.createdAtMs),
    date_updated: isoSeconds(workspace.updatedAtMs),
    default_activity_name: defaultActivity.friendlyName,
    default_activity_sid: defaultActivity.sid,
    event_callback_url: workspace.eventCallbackUrl,
    events_filter: workspace.eventsFilter || null,
    friendly_name: workspace.friendlyName,
    multi_task_enabled: workspace.multiTaskEnabled,
    sid: workspace.sid,
    timeout_activity_name: timeoutActivity.friendlyName,
    timeout_activity_sid: timeoutActivity.sid,
    prioritize_queue_order: workspace.prioritizeQueueOrder,
    url,
    links: {
      activities: `${url}/Activities`,
      statistics: `${url}/Statistics`,
      real_time_statistics: `${url}/RealTimeStatistics`,
      cumulative_statistics: `${url}/CumulativeStatistics`,
      task_queues: `${url}/TaskQueues`,
      tasks: `${url}/Tasks`,
      workers: `${url}/Workers`,
      workflows: `${url}/Workflows`,
      task_channels: `${url}/TaskChannels`,
      events: `${url}/Events`,
    },
  };
}
