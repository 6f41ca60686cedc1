import type { TaskRouterForVoice } from '../../core/ports';
import { findChannel } from './engine/channels';
import { cancelTask, createTask } from './engine/tasks';
import type { World } from './world';

/** What the Voice product asks: tasks for callers in `<Enqueue workflowSid>`. */
export function forVoice(world: World): TaskRouterForVoice {
  return {
    createTask({ workflowSid, attributes, priority, timeoutSeconds }) {
      for (const workspace of world.workspaces.values()) {
        const workflow = workspace.workflows.get(workflowSid);
        const channel = findChannel(workspace, 'voice');
        if (!workflow || !channel) continue;
        const text = JSON.stringify(attributes);
        return createTask(workspace, { attributes: text, channel, workflow, priority, timeoutSeconds }).sid;
      }
      throw new Error(`there is no Workflow ${workflowSid}`);
    },

    cancelTask(taskSid, reason) {
      for (const workspace of world.workspaces.values()) {
        const task = workspace.tasks.get(taskSid);
        if (task && (task.status === 'pending' || task.status === 'reserved'))
          cancelTask(workspace, task, reason);
      }
    },
  };
}
