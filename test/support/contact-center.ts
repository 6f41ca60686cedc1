import type { WorkspaceContext } from 'twilio/lib/rest/taskrouter/v1/workspace';
import type { OutboundCallRequest } from '../../emulator/core/ports';
import { createTaskRouter } from '../../emulator/twilio/taskrouter';
import { emulated, type Emulated } from './emulated';
import { noTelephone } from './no-telephone';

/** TaskRouter with one workspace, and a telephone network that only notes what it is asked for. */
export interface ContactCenter extends Emulated {
  readonly workspaceSid: string;
  readonly workspace: WorkspaceContext;
  readonly calls: OutboundCallRequest[];
  /** The SIDs of the activities Available, Unavailable and Offline. */
  readonly activities: Readonly<Record<'Available' | 'Unavailable' | 'Offline', string>>;
  aWorker(name: string, attributes?: object): Promise<string>;
  aQueue(name: string, targetWorkers?: string, maxReservedWorkers?: number): Promise<string>;
  aWorkflow(routing: object, options?: WorkflowOptions): Promise<string>;
  aTask(attributes?: object, options?: { priority?: number; timeout?: number }): Promise<string>;
  /** Time moves on by this many seconds; 0 lets TaskRouter do what it can do now. */
  pass(seconds?: number): Promise<void>;
  /** Worker name and status of every reservation of a task, in their order. */
  reservations(taskSid: string): Promise<string[]>;
  status(taskSid: string): Promise<string>;
  /** Kinds of journal entries about TaskRouter, in their order. */
  happened(): string[];
}

interface WorkflowOptions {
  readonly assignmentCallbackUrl?: string;
  readonly fallbackAssignmentCallbackUrl?: string;
  readonly taskReservationTimeout?: number;
}

export async function contactCenter(): Promise<ContactCenter> {
  const calls: OutboundCallRequest[] = [];
  const voice = noTelephone({
    createCall: (request) => `CA${String(calls.push(request)).padStart(32, '0')}`,
    isLive: () => true,
    redirect: (callSid) => callSid.endsWith('1'),
  });
  const emulator = await emulated((ctx) => [createTaskRouter(ctx, voice).product]);
  const { workspaces } = emulator.client.taskrouter.v1;
  const { sid: workspaceSid } = await workspaces.create({ friendlyName: 'support' });
  const workspace = workspaces(workspaceSid);
  const activities = Object.fromEntries(
    (await workspace.activities.list()).map(({ friendlyName, sid }) => [friendlyName, sid]),
  ) as ContactCenter['activities'];
  return {
    ...emulator,
    workspaceSid,
    workspace,
    calls,
    activities,
    aWorker: async (friendlyName, attributes = {}) =>
      (
        await workspace.workers.create({
          friendlyName,
          attributes: JSON.stringify(attributes),
          activitySid: activities.Available,
        })
      ).sid,
    aQueue: async (friendlyName, targetWorkers = '1==1', maxReservedWorkers = 1) =>
      (await workspace.taskQueues.create({ friendlyName, targetWorkers, maxReservedWorkers })).sid,
    aWorkflow: async (routing, options = {}) =>
      (
        await workspace.workflows.create({
          friendlyName: 'main',
          configuration: JSON.stringify({ task_routing: routing }),
          ...options,
        })
      ).sid,
    aTask: async (attributes = {}, options = {}) =>
      (await workspace.tasks.create({ attributes: JSON.stringify(attributes), ...options })).sid,
    pass: (seconds = 0) => emulator.clock.advance(seconds * 1000),
    reservations: async (taskSid) =>
      (await workspace.tasks(taskSid).reservations.list()).map(
        ({ workerName, reservationStatus }) => `${workerName} ${reservationStatus}`,
      ),
    status: async (taskSid) => (await workspace.tasks(taskSid).fetch()).assignmentStatus,
    happened: () =>
      emulator.ctx.journal.entries
        .map(({ kind }) => kind)
        .filter((kind) => /^(task|task-queue|workflow|worker|reservation|taskrouter)\./.test(kind)),
  };
}
