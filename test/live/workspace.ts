import type { WorkspaceContext } from 'twilio/lib/rest/taskrouter/v1/workspace';
import { type Target, until } from './target';

/** A workspace of the case's own, and short ways to fill it. */
export interface LiveWorkspace {
  readonly workspace: WorkspaceContext;
  readonly sid: string;
  /** The SIDs of the activities that every new one has, by their names. */
  readonly activities: Readonly<Record<string, string>>;
  aWorker(name: string, attributes?: object, activity?: string): Promise<string>;
  aQueue(name: string, targetWorkers?: string, maxReservedWorkers?: number): Promise<string>;
  aWorkflow(routing: object, taskReservationTimeout?: number): Promise<string>;
  aTask(attributes?: object): Promise<string>;
  /** `ana pending, ben timeout`: a task's reservations, the oldest first. */
  reservations(taskSid: string): Promise<string>;
  /** The SID of a reservation once the task has one in this state. */
  reserved(taskSid: string, worker: string, status?: string): Promise<string>;
  /** The name of the queue in which a task stands. */
  queueOf(taskSid: string): Promise<string>;
  remove(): Promise<void>;
}

const PATIENCE_SECONDS = 15;

type Settings = { readonly multiTaskEnabled?: boolean };

export async function aWorkspace(target: Target, settings: Settings = {}): Promise<LiveWorkspace> {
  const { workspaces } = target.client.taskrouter.v1;
  const { sid } = await workspaces.create({ friendlyName: `${target.prefix}workspace`, ...settings });
  const workspace = workspaces(sid);
  const activities = Object.fromEntries(
    (await workspace.activities.list()).map((one) => [one.friendlyName, one.sid]),
  );
  // Times are whole seconds: of two in the same one, the pending reservation is the later.
  const listed = async (taskSid: string) =>
    (await workspace.tasks(taskSid).reservations.list()).sort(
      (a, b) =>
        a.dateCreated.getTime() - b.dateCreated.getTime() ||
        Number(a.reservationStatus === 'pending') - Number(b.reservationStatus === 'pending') ||
        a.workerName.localeCompare(b.workerName),
    );
  return {
    workspace,
    sid,
    activities,
    aWorker: async (friendlyName, attributes = {}, activity = 'Available') =>
      (
        await workspace.workers.create({
          friendlyName,
          attributes: JSON.stringify(attributes),
          activitySid: activities[activity] ?? '',
        })
      ).sid,
    aQueue: async (friendlyName, targetWorkers = '1==1', maxReservedWorkers = 1) =>
      (await workspace.taskQueues.create({ friendlyName, targetWorkers, maxReservedWorkers })).sid,
    aWorkflow: async (routing, taskReservationTimeout = 120) =>
      (
        await workspace.workflows.create({
          friendlyName: 'main',
          configuration: JSON.stringify({ task_routing: routing }),
          taskReservationTimeout,
        })
      ).sid,
    aTask: async (attributes = {}) =>
      (await workspace.tasks.create({ attributes: JSON.stringify(attributes) })).sid,
    reservations: async (taskSid) =>
      (await listed(taskSid)).map((one) => `${one.workerName} ${one.reservationStatus}`).join(', '),
    reserved: async (taskSid, worker, status = 'pending') => {
      const sidOf = async (): Promise<string | undefined> =>
        (await listed(taskSid)).find((one) => one.workerName === worker && one.reservationStatus === status)
          ?.sid;
      const found = await until(target, PATIENCE_SECONDS, sidOf);
      if (!found) throw new Error(`no ${status} reservation of ${worker} after ${PATIENCE_SECONDS} s`);
      return found;
    },
    queueOf: async (taskSid) => (await workspace.tasks(taskSid).fetch()).taskQueueFriendlyName ?? 'none',
    remove: async () => void (await workspaces(sid).remove()),
  };
}

/** Runs `use` in a workspace of its own and deletes that afterwards, whatever happened. */
export async function inWorkspace<T>(
  target: Target,
  use: (own: LiveWorkspace) => Promise<T>,
  settings: Settings = {},
): Promise<T> {
  const own = await aWorkspace(target, settings);
  try {
    return await use(own);
  } finally {
    // What cannot be deleted now is found by its name at the end of the run.
    await own.remove().catch(() => undefined);
  }
}
