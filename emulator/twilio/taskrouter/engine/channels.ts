import { TwilioError } from '../../../core/twilio-error';
import type { TaskChannel } from './entities';
import { channelData, record } from './events';
import { addChannel } from './workers';
import type { Workspace } from './workspace';

/** A task channel by its SID or its unique name. */
export function findChannel(workspace: Workspace, name: string): TaskChannel | undefined {
  return (
    workspace.channels.get(name) ??
    [...workspace.channels.values()].find(({ uniqueName }) => uniqueName === name)
  );
}

/** A new task channel, with which every worker gets a worker channel. */
export function createChannel(
  workspace: Workspace,
  friendlyName: string,
  uniqueName: string,
  channelOptimizedRouting: boolean,
): TaskChannel {
  if (!/^[A-Za-z_$][A-Za-z0-9_$]*$/.test(uniqueName))
    throw TwilioError.badRequest(`UniqueName ${uniqueName} has characters that a name cannot have`);
  if (findChannel(workspace, uniqueName))
    throw TwilioError.badRequest(`TaskChannel with unique name ${uniqueName} already exists`);
  const channel: TaskChannel = {
    ...workspace.entity('TC'),
    friendlyName,
    uniqueName,
    channelOptimizedRouting,
  };
  workspace.channels.set(channel.sid, channel);
  for (const worker of workspace.workers.values()) addChannel(workspace, worker, channel);
  tell(workspace, channel, 'created');
  return channel;
}

export function updateTaskChannel(
  workspace: Workspace,
  channel: TaskChannel,
  change: {
    readonly friendlyName?: string | undefined;
    readonly channelOptimizedRouting?: boolean | undefined;
  },
): void {
  channel.friendlyName = change.friendlyName ?? channel.friendlyName;
  channel.channelOptimizedRouting = change.channelOptimizedRouting ?? channel.channelOptimizedRouting;
  workspace.touch(channel);
  tell(workspace, channel, 'updated');
}

/** A channel on which there still are tasks cannot be deleted. */
export function deleteChannel(workspace: Workspace, channel: TaskChannel): void {
  if ([...workspace.tasks.values()].some((task) => task.channel === channel))
    throw TwilioError.badRequest(`Cannot delete TaskChannel ${channel.sid} because it still has tasks.`);
  workspace.channels.delete(channel.sid);
  for (const { channels } of workspace.workers.values())
    channels.splice(0, channels.length, ...channels.filter(({ taskChannel }) => taskChannel !== channel));
  tell(workspace, channel, 'deleted');
}

function tell(workspace: Workspace, channel: TaskChannel, what: string): void {
  const description = `TaskChannel ${channel.friendlyName} ${what}`;
  record(workspace, `task-channel.${what}`, channel, description, channelData(channel));
}
