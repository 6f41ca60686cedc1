import type { Context, Hono } from 'hono';
import { Form } from '../../../core/form';
import { relativePage } from '../../../core/page';
import { TwilioError } from '../../../core/twilio-error';
import { loadOf } from '../engine/capacity';
import type { Worker, WorkerChannel } from '../engine/entities';
import { updateChannel } from '../engine/workers';
import type { Workspace } from '../engine/workspace';
import { baseView } from '../base-view';
import { optionalInteger } from '../parameters';
import type { World } from '../world';
import { found, namedIn, workspaceOf } from '../world';

/** Source: https://www.twilio.com/docs/taskrouter/api/worker-channel */
export function mountWorkerChannels(app: Hono, world: World): void {
  const list = '/v1/Workspaces/:workspaceSid/Workers/:workerSid/Channels';

  app.get(list, (c) => {
    const workspace = workspaceOf(world, c);
    const worker = namedIn(c, workspace.workers, 'workerSid');
    return relativePage(c, {
      key: 'channels',
      records: worker.channels,
      position: ({ serial }) => serial,
      view: (channel) => view(workspace, worker, channel),
    });
  });

  app.get(`${list}/:sid`, (c) => {
    const workspace = workspaceOf(world, c);
    const worker = namedIn(c, workspace.workers, 'workerSid');
    return c.json(view(workspace, worker, channelOf(c, worker)));
  });

  app.post(`${list}/:sid`, async (c) => {
    const workspace = workspaceOf(world, c);
    const worker = namedIn(c, workspace.workers, 'workerSid');
    const channel = channelOf(c, worker);
    const form = await Form.of(c);
    const capacity = optionalInteger(form, 'Capacity');
    if (capacity !== undefined && capacity < 0) throw TwilioError.badRequest('Capacity must not be negative');
    updateChannel(workspace, worker, channel, { capacity, available: form.boolean('Available') });
    return c.json(view(workspace, worker, channel));
  });
}

/** By the worker channel's SID, the task channel's SID or its unique name. */
function channelOf(c: Context, { channels }: Worker): WorkerChannel {
  const name = c.req.param('sid');
  return found(
    c,
    channels.find(
      ({ sid, taskChannel }) => sid === name || taskChannel.sid === name || taskChannel.uniqueName === name,
    ),
  );
}

function view(workspace: Workspace, worker: Worker, channel: WorkerChannel): Record<string, unknown> {
  const load = loadOf(workspace, worker, channel);
  return {
    ...baseView(workspace, channel, `/Workers/${worker.sid}/Channels/${channel.sid}`),
    assigned_tasks: load.assignedTasks,
    available: channel.available,
    available_capacity_percentage: load.availablePercentage,
    configured_capacity: channel.configuredCapacity,
    task_channel_sid: channel.taskChannel.sid,
    task_channel_unique_name: channel.taskChannel.uniqueName,
    worker_sid: worker.sid,
  };
}
