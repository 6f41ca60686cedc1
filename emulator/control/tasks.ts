import type { Reservation, Task, Transfer, Worker } from '../twilio/taskrouter/engine/entities';
import type { Workspace } from '../twilio/taskrouter/engine/workspace';
import type { Endpoint } from './endpoint';
import type { ControlTarget } from './target';

function reservationView({ sid, task, worker, status, createdAtMs, updatedAtMs }: Reservation) {
  return {
    ...{ sid, taskSid: task.sid, workerSid: worker.sid, workerName: worker.friendlyName, status },
    ...{ createdAtMs, updatedAtMs },
  };
}

function transferView({ sid, mode, status, failedReason, outgoing, incoming, to }: Transfer) {
  return {
    ...{ sid, mode, status, failedReason: failedReason ?? null, to: to.friendlyName },
    ...{ outgoingReservationSid: outgoing.sid, incomingReservationSid: incoming?.sid ?? null },
  };
}

function taskView(workspace: Workspace, task: Task) {
  const { sid, status, priority, createdAtMs, updatedAtMs, version } = task;
  return {
    ...{ sid, workspaceSid: workspace.sid, status, priority, version, createdAtMs, updatedAtMs },
    reason: task.reason ?? null,
    queue: task.queue?.friendlyName ?? null,
    workflow: task.workflow?.friendlyName ?? null,
    attributes: JSON.parse(task.attributes) as unknown,
    reservations: workspace.reservationsOf(task).map(reservationView),
    transfers: task.transfers.map(transferView),
  };
}

function workerView(workspace: Workspace, worker: Worker) {
  const { sid, friendlyName, activity, channels, version } = worker;
  return {
    ...{ sid, workspaceSid: workspace.sid, friendlyName, version },
    activity: activity.friendlyName,
    isAvailable: activity.available,
    attributes: JSON.parse(worker.attributes) as unknown,
    channels: channels.map(({ taskChannel, configuredCapacity, available }) => ({
      ...{ name: taskChannel.uniqueName, configuredCapacity, isAvailable: available },
    })),
  };
}

/** TaskRouter as it is now, over all workspaces. Completed and canceled tasks are deleted after five minutes. */
export function taskEndpoints({ taskRouter }: ControlTarget): Endpoint[] {
  const all = <T>(of: (workspace: Workspace) => T[]): T[] => [...taskRouter.workspaces.values()].flatMap(of);
  return [
    {
      method: 'GET',
      path: '/tasks',
      about: 'Every task with its reservations and transfers',
      answer: (c) =>
        c.json({
          tasks: all((workspace) => [...workspace.tasks.values()].map((task) => taskView(workspace, task))),
        }),
    },
    {
      method: 'GET',
      path: '/reservations',
      about: 'Every reservation',
      answer: (c) =>
        c.json({ reservations: all(({ reservations }) => [...reservations.values()].map(reservationView)) }),
    },
    {
      method: 'GET',
      path: '/workers',
      about: 'Every worker with activity and attributes',
      answer: (c) =>
        c.json({
          workers: all((workspace) =>
            [...workspace.workers.values()].map((worker) => workerView(workspace, worker)),
          ),
        }),
    },
  ];
}
