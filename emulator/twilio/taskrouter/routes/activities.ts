import type { Hono } from 'hono';
import { Form } from '../../../core/form';
import { relativePage } from '../../../core/page';
import { createActivity, deleteActivity, renameActivity } from '../engine/activities';
import type { Activity } from '../engine/entities';
import type { Workspace } from '../engine/workspace';
import { baseView } from '../base-view';
import { newName, requiredName } from '../parameters';
import type { World } from '../world';
import { namedIn, workspaceOf } from '../world';

/** Source: https://www.twilio.com/docs/taskrouter/api/activity */
export function mountActivities(app: Hono, world: World): void {
  const list = '/v1/Workspaces/:workspaceSid/Activities';

  app.post(list, async (c) => {
    const workspace = workspaceOf(world, c);
    const form = await Form.of(c);
    const activity = createActivity(workspace, requiredName(form), form.boolean('Available') ?? false);
    return c.json(view(workspace, activity), 201);
  });

  app.get(list, (c) => {
    const workspace = workspaceOf(world, c);
    const { FriendlyName: name, Available: available } = c.req.query();
    return relativePage(c, {
      key: 'activities',
      records: [...workspace.activities.values()].filter(
        (activity) =>
          (!name || activity.friendlyName === name) &&
          (!available || String(activity.available) === available.toLowerCase()),
      ),
      position: ({ serial }) => serial,
      view: (activity) => view(workspace, activity),
    });
  });

  app.get(`${list}/:sid`, (c) => {
    const workspace = workspaceOf(world, c);
    return c.json(view(workspace, namedIn(c, workspace.activities)));
  });

  app.post(`${list}/:sid`, async (c) => {
    const workspace = workspaceOf(world, c);
    const activity = namedIn(c, workspace.activities);
    const form = await Form.of(c);
    const name = newName(form);
    if (name !== undefined) renameActivity(workspace, activity, name);
    return c.json(view(workspace, activity));
  });

  app.delete(`${list}/:sid`, (c) => {
    const workspace = workspaceOf(world, c);
    deleteActivity(workspace, namedIn(c, workspace.activities));
    return c.body(null, 204);
  });
}

function view(workspace: Workspace, activity: Activity): Record<string, unknown> {
  return {
    ...baseView(workspace, activity, `/Activities/${activity.sid}`),
    friendly_name: activity.friendlyName,
    available: activity.available,
    links: { workspace: workspace.url },
  };
}
