import { z } from 'zod';
import { readConfiguration } from '../engine/configuration';
import { NOTHING_DUE, type PendingDue } from '../engine/dues';
import type { Reservation, Task, TaskRoute, Transfer, Worker } from '../engine/entities';
import { timeOut } from '../engine/reservations';
import { resumeEnding } from '../engine/tasks';
import type { Workspace } from '../engine/workspace';
import { entity, head, known, knownIfNamed, type Everything } from './parts';

const due = z.strictObject({ atMs: z.number(), serial: z.int() });
const position = z.int().min(0);

const SavedTransfer = z.strictObject({
  ...entity,
  outgoingSid: z.string(),
  toSid: z.string(),
  mode: z.enum(['WARM', 'COLD']),
  incomingSid: z.string().optional(),
  status: z.enum(['initiated', 'complete', 'failed', 'canceled']),
  failedReason: z.string().optional(),
});

const SavedRoute = z.strictObject({
  /** The workflow's configuration when the task entered it; `isCurrent` where it has not been changed since. */
  configuration: z.string().optional(),
  isCurrent: z.boolean(),
  place: z.union([z.literal('default'), z.strictObject({ filter: position, target: position })]).optional(),
  baseMs: z.number(),
  isFresh: z.boolean(),
  isStale: z.boolean(),
  deadline: due.optional(),
});

const SavedTask = z.strictObject({
  ...entity,
  status: z.enum(['pending', 'reserved', 'assigned', 'wrapping', 'completed', 'canceled']),
  attributes: z.string(),
  priority: z.int(),
  reason: z.string().optional(),
  channelSid: z.string(),
  timeoutSeconds: z.number(),
  virtualStartAtMs: z.number(),
  workflowSid: z.string().optional(),
  queueSid: z.string().optional(),
  queueEnteredAtMs: z.number().optional(),
  routingTarget: z.string().optional(),
  ignoreCapacity: z.boolean(),
  version: z.int(),
  assignments: z.int(),
  route: SavedRoute,
  ending: due.extend({ how: z.enum(['expire', 'delete', 'forget']) }),
  transfers: z.array(SavedTransfer),
});

const SavedReservation = z.strictObject({
  ...entity,
  taskSid: z.string(),
  workerSid: z.string(),
  timeoutSeconds: z.number(),
  status: z.enum([
    'pending',
    'accepted',
    'rejected',
    'timeout',
    'canceled',
    'rescinded',
    'wrapping',
    'completed',
  ]),
  workerCallSid: z.string().optional(),
  activityBeforeSid: z.string().optional(),
  version: z.int(),
  timeout: due.optional(),
});

/** What a workspace works on: tasks and reservations, with the moments at which something happens to them. */
export const SavedWork = {
  tasks: z.array(SavedTask),
  reservations: z.array(SavedReservation),
};

type Work = { [K in keyof typeof SavedWork]: z.output<(typeof SavedWork)[K]> };

export function savedWork({ tasks, reservations }: Workspace): Work {
  return {
    tasks: [...tasks.values()].map(savedTask),
    reservations: [...reservations.values()].map((reservation) => {
      const { task, worker, timeoutSeconds, status, workerCallSid, version, timeout } = reservation;
      return {
        ...head(reservation),
        ...{ taskSid: task.sid, workerSid: worker.sid, timeoutSeconds, status, workerCallSid, version },
        activityBeforeSid: reservation.activityBefore?.sid,
        timeout: pending(timeout),
      };
    }),
  };
}

function savedTask(task: Task): Work['tasks'][number] {
  const { status, attributes, priority, reason, timeoutSeconds, virtualStartAtMs, routingTarget } = task;
  const { queueEnteredAtMs, ignoreCapacity, version, assignments, route, ending } = task;
  return {
    ...head(task),
    ...{ status, attributes, priority, reason, timeoutSeconds, virtualStartAtMs, routingTarget },
    ...{ queueEnteredAtMs, ignoreCapacity, version, assignments },
    channelSid: task.channel.sid,
    workflowSid: task.workflow?.sid,
    queueSid: task.queue?.sid,
    route: {
      configuration: route.routing?.text,
      isCurrent: route.routing === task.workflow?.routing,
      place: route.arrival?.place,
      baseMs: route.arrival?.baseMs ?? 0,
      isFresh: route.isFresh,
      isStale: route.isStale,
      deadline: pending(route.deadline),
    },
    ending: { how: ending.how, atMs: ending.due.atMs, serial: ending.due.serial },
    transfers: task.transfers.map((transfer) => ({
      ...head(transfer),
      outgoingSid: transfer.outgoing.sid,
      toSid: transfer.to.sid,
      mode: transfer.mode,
      incomingSid: transfer.incoming?.sid,
      status: transfer.status,
      failedReason: transfer.failedReason,
    })),
  };
}

function pending({ isPending, atMs, serial }: PendingDue): z.output<typeof due> | undefined {
  return isPending ? { atMs, serial } : undefined;
}

/** Something that waits for its moment again: `serial` says in which order this must be done. */
export interface Resumption {
  readonly serial: number;
  readonly resume: () => void;
}

/** Puts tasks and reservations into a workspace that has everything else; answers with what is to be resumed. */
export function restoreWork(workspace: Workspace, saved: Work, all: Everything): Resumption[] {
  const resumptions: Resumption[] = [];
  const later = (at: z.output<typeof due> | undefined, resume: (at: z.output<typeof due>) => void): void => {
    if (at) resumptions.push({ serial: at.serial, resume: () => resume(at) });
  };
  for (const { channelSid, workflowSid, queueSid, route, ending, transfers: _, ...rest } of saved.tasks) {
    const workflow = knownIfNamed(all.workflows, workflowSid);
    const task: Task = {
      ...rest,
      reason: rest.reason,
      queueEnteredAtMs: rest.queueEnteredAtMs,
      routingTarget: rest.routingTarget,
      channel: known(all.channels, channelSid),
      workflow,
      queue: knownIfNamed(all.queues, queueSid),
      route: restoredRoute(route, workflow?.routing),
      ending: { how: ending.how, due: NOTHING_DUE },
      transfers: [],
    };
    workspace.tasks.set(task.sid, task);
    later(ending, (at) => resumeEnding(workspace, task, ending.how, at));
    later(route.deadline, (at) => {
      task.route.deadline = workspace.dues.resume(at, () => workspace.wake());
    });
  }
  for (const { taskSid, workerSid, activityBeforeSid, timeout, ...rest } of saved.reservations) {
    const reservation: Reservation = {
      ...rest,
      workerCallSid: rest.workerCallSid,
      activityBefore: knownIfNamed(all.activities, activityBeforeSid),
      task: known(workspace.tasks, taskSid),
      worker: known(all.workers, workerSid),
      timeout: NOTHING_DUE,
    };
    workspace.reservations.set(reservation.sid, reservation);
    later(timeout, (at) => {
      reservation.timeout = workspace.dues.resume(at, () => timeOut(workspace, reservation));
    });
  }
  for (const { sid, transfers } of saved.tasks)
    known(workspace.tasks, sid).transfers.push(
      ...transfers.map(({ outgoingSid, toSid, incomingSid, failedReason, ...rest }): Transfer => ({
        ...rest,
        failedReason,
        outgoing: known(workspace.reservations, outgoingSid),
        to: all.queues.get(toSid) ?? known<Worker>(all.workers, toSid),
        incoming: knownIfNamed(workspace.reservations, incomingSid),
      })),
    );
  return resumptions;
}

function restoredRoute(saved: z.output<typeof SavedRoute>, current: TaskRoute['routing']): TaskRoute {
  const { configuration, isCurrent, place, baseMs, isFresh, isStale } = saved;
  return {
    routing: isCurrent
      ? current
      : configuration === undefined
        ? undefined
        : readConfiguration(configuration, () => true),
    arrival: place && { place, baseMs },
    ...{ isFresh, isStale },
    deadline: NOTHING_DUE,
  };
}
