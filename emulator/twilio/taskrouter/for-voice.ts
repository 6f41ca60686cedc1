import type { TaskRouterForVoice } from '../../core/ports';
import { findChannel } from './engine/channels';
import type { Reservation } from './engine/entities';
import { acceptReservation, cancelTask, createTask, endTalk } from './engine/tasks';
import type { Workspace } from './engine/workspace';
import type { World } from './world';

/** What the Voice product asks: tasks for callers in `<Enqueue workflowSid>`, reservations for who takes them out. */
export function forVoice(world: World): TaskRouterForVoice {
  const pending = (sid: string): { workspace: Workspace; reservation: Reservation } | undefined => {
    const known = reservationOf(world, sid);
    return known?.reservation.status === 'pending' ? known : undefined;
  };
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

    pendingTask: (reservationSid) => pending(reservationSid)?.reservation.task.sid,

    acceptReservation(reservationSid) {
      const known = pending(reservationSid);
      if (known) acceptReservation(known.workspace, known.reservation);
      return known !== undefined;
    },

    wrapUp(reservationSid, activitySid) {
      const known = reservationOf(world, reservationSid);
      if (!known) return;
      const { workspace, reservation } = known;
      endTalk(workspace, reservation, workspace.activities.get(activitySid ?? ''));
    },
  };
}

function reservationOf(
  world: World,
  sid: string,
): { workspace: Workspace; reservation: Reservation } | undefined {
  for (const workspace of world.workspaces.values()) {
    const reservation = workspace.reservations.get(sid);
    if (reservation) return { workspace, reservation };
  }
  return undefined;
}
