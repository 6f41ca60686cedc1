import type { Hono } from 'hono';
import { Form } from '../../../core/form';
import { relativePage } from '../../../core/page';
import { createChannel, deleteChannel, findChannel, updateTaskChannel } from '../engine/channels';
import type { TaskChannel } from '../engine/entities';
import type { Workspace } from '../engine/workspace';
import { baseView } from '../base-view';
import { newName, required, requiredName } from '../parameters';
import type { World } from '../world';
import { found, workspaceOf } from '../world';

/** Source: https://www.twilio.com/docs/taskrouter/api/task-channel */
export function mountTaskChannels(app: Hono, world: World): void {
  const list = '/v1/Workspaces/:workspaceSid/TaskChannels';

  app.post(list, async (c) => {
    const workspace = workspaceOf(world, c);
    const form = await Form.of(c);
    const channel = createChannel(
      workspace,
      requiredName(form),
      required(form, 'UniqueName'),
      form.boolean('ChannelOptimizedRouting') ?? false,
    );
    return c.json(view(workspace, channel), 201);
  });

  app.get(list, (c) => {
    const workspace = workspaceOf(world, c);
    return relativePage(c, {
      key: 'channels',
      records: [...workspace.channels.values()],
      position: ({ serial }) => serial,
      view: (channel) => view(workspace, channel),
    });
  });

  app.get(`${list}/:sid`, (c) => {
    const workspace = workspaceOf(world, c);
    return c.json(view(workspace, found(c, findChannel(workspace, c.req.param('sid')))));
  });

  app.post(`${list}/:sid`, async (c) => {
    const workspace = workspaceOf(world, c);
    const channel = found(c, findChannel(workspace, c.req.param('sid')));
    const form = await Form.of(c);
    updateTaskChannel(workspace, channel, {
      friendlyName: newName(form),
      channelOptimizedRouting: form.boolean('ChannelOptimizedRouting'),
    });
    return c.json(view(workspace, channel));
  });

  app.delete(`${list}/:sid`, (c) => {
    const workspace = workspaceOf(world, c);
    deleteChannel(workspace, found(c, findChannel(workspace, c.req.param('sid'))));
    return c.body(null, 204);
  });
}

function view(workspace: Workspace, channel: TaskChannel): Record<string, unknown> {
  return {
    ...baseView(workspace, channel, `/TaskChannels/${channel.sid}`),
    friendly_name: channel.friendlyName,
    unique_name: channel.uniqueName,
    channel_optimized_routing: channel.channelOptimizedRouting,
    links: { workspace: workspace.url },
  };
}
