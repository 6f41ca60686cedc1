import type { TaskChannel } from './entities';
import { createActivity } from './activities';
import { record } from './events';
import { createQueue, type QueueChange } from './queues';
import { createWorkflow } from './workflows';
import type { Surroundings } from './workspace';
import { Workspace } from './workspace';

const CHANNELS = ['Default', 'Voice', 'SMS', 'Chat', 'Video'];

type Settings = Partial<
  Pick<Workspace, 'eventCallbackUrl' | 'eventsFilter' | 'prioritizeQueueOrder' | 'multiTaskEnabled'>
>;

/**
 * A workspace with what every new one has: activities and five task channels; the template FIFO adds a queue for
 * everybody and a workflow that leads there. Source: https://www.twilio.com/docs/taskrouter/api/workspace
 */
export function createWorkspace(
  around: Surroundings,
  serial: number,
  friendlyName: string,
  template: 'NONE' | 'FIFO',
  settings: Settings,
): Workspace {
  const workspace = new Workspace(around, serial, friendlyName);
  workspace.multiTaskEnabled = settings.multiTaskEnabled ?? true;
  for (const name of CHANNELS) addStandardChannel(workspace, name);
  const activities = addActivities(workspace);
  if (template === 'FIFO') addFifo(workspace, activities);
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

type ActivitiesOfQueues = Pick<QueueChange, 'reservationActivity' | 'assignmentActivity'>;

/** Answers with those that a single-tasking workspace's queues move workers to. */
function addActivities(workspace: Workspace): ActivitiesOfQueues {
  workspace.defaultActivity = workspace.timeoutActivity = createActivity(workspace, 'Offline', false);
  createActivity(workspace, workspace.multiTaskEnabled ? 'Available' : 'Idle', true);
  if (!workspace.multiTaskEnabled)
    return {
      assignmentActivity: createActivity(workspace, 'Busy', false),
      reservationActivity: createActivity(workspace, 'Reserved', false),
    };
  createActivity(workspace, 'Unavailable', false);
  return {};
}

function addFifo(workspace: Workspace, activities: ActivitiesOfQueues): void {
  const queue = createQueue(workspace, { friendlyName: 'Sample Queue', ...activities });
  createWorkflow(workspace, {
    friendlyName: 'Default Fifo Workflow',
    configuration: JSON.stringify({ task_routing: { filters: [], default_filter: { queue: queue.sid } } }),
  });
}
