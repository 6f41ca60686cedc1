import type { TaskChannel } from './entities';
import { createActivity } from './activities';
import { record } from './events';
import { createQueue } from './queues';
import { createWorkflow } from './workflows';
import type { Surroundings } from './workspace';
import { Workspace } from './workspace';

const CHANNELS = ['Default', 'Voice', 'SMS', 'Chat', 'Video'];

/**
 * A workspace with what every new one has: three activities and five task channels; the template FIFO adds a queue for
 * everybody and a workflow that leads there. Source: https://www.twilio.com/docs/taskrouter/api/workspace
 */
export function createWorkspace(
  around: Surroundings,
  serial: number,
  friendlyName: string,
  template: 'NONE' | 'FIFO',
  settings: Partial<Pick<Workspace, 'eventCallbackUrl' | 'eventsFilter' | 'prioritizeQueueOrder'>>,
): Workspace {
  const workspace = new Workspace(around, serial, friendlyName);
  for (const name of CHANNELS) addStandardChannel(workspace, name);
  const offline = createActivity(workspace, 'Offline', false);
  createActivity(workspace, 'Available', true);
  createActivity(workspace, 'Unavailable', false);
  workspace.defaultActivity = workspace.timeoutActivity = offline;
  if (template === 'FIFO') addFifo(workspace);
  Object.assign(workspace, settings);
  record(workspace, 'workspace.created', workspace, `Workspace ${friendlyName} created`);
  return workspace;
}

function addStandardChannel(workspace: Workspace, friendlyName: string): void {
  const channel: TaskChannel = {
    ...workspace.entity('TC'),
    friendlyName,
    uniqueName: friendlyName.toLowerCase(),
    channelOptimizedRouting: false,
  };
  workspace.channels.set(channel.sid, channel);
}

function addFifo(workspace: Workspace): void {
  const queue = createQueue(workspace, { friendlyName: 'Sample Queue' });
  createWorkflow(workspace, {
    friendlyName: 'Default Fifo Workflow',
    configuration: JSON.stringify({ task_routing: { filters: [], default_filter: { queue: queue.sid } } }),
  });
}
