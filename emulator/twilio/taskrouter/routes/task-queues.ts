import type { Hono } from 'hono';
import { attributeNames, evaluate } from '../../../../routing/language';
import { Form } from '../../../core/form';
import { relativePage } from '../../../core/page';
import { readAttributes } from '../engine/attributes';
import type { TaskQueue } from '../engine/entities';
import { attributesOf } from '../engine/entities';
import type { QueueChange } from '../engine/queues';
import { activitiesOf, createQueue, deleteQueue, updateQueue } from '../engine/queues';
import type { Workspace } from '../engine/workspace';
import { baseView } from '../base-view';
import { ordered } from '../ordering';
import { newName, oneOf, optionalInteger, referred, required } from '../parameters';
import type { World } from '../world';
import { found, namedIn, workspaceOf } from '../world';

/** What Ordering may name is not documented. */
const KEYS = {
  DateCreated: (queue: TaskQueue) => queue.createdAtMs,
  DateUpdated: (queue: TaskQueue) => queue.updatedAtMs,
  FriendlyName: (queue: TaskQueue) => queue.friendlyName,
};

/** Source: https://www.twilio.com/docs/taskrouter/api/task-queue */
export function mountTaskQueues(app: Hono, world: World): void {
  const list = '/v1/Workspaces/:workspaceSid/TaskQueues';

  app.post(list, async (c) => {
    const workspace = workspaceOf(world, c);
    const form = await Form.of(c);
    const wanted = { ...readChange(workspace, form), friendlyName: required(form, 'FriendlyName') };
    return c.json(view(workspace, createQueue(workspace, wanted)), 201);
  });

  app.get(list, (c) => {
    const workspace = workspaceOf(world, c);
    const { FriendlyName: name, EvaluateWorkerAttributes: attributes, WorkerSid: workerSid } = c.req.query();
    const worker = workerSid
      ? { attributes: found(c, workspace.workers.get(workerSid)).attributes }
      : undefined;
    const wanted = attributes ? { attributes: readAttributes(attributes) } : worker;
    const queues = [...workspace.queues.values()].filter(
      ({ friendlyName, target }) =>
        (!name || friendlyName === name) &&
        (!wanted || (target !== undefined && evaluate(target, attributeNames(attributesOf(wanted))))),
    );
    return relativePage(c, {
      key: 'task_queues',
      ...ordered(c, queues, KEYS),
      view: (queue) => view(workspace, queue),
    });
  });

  app.get(`${list}/:sid`, (c) => {
    const workspace = workspaceOf(world, c);
    return c.json(view(workspace, namedIn(c, workspace.queues)));
  });

  app.post(`${list}/:sid`, async (c) => {
    const workspace = workspaceOf(world, c);
    const queue = namedIn(c, workspace.queues);
    updateQueue(workspace, queue, readChange(workspace, await Form.of(c)));
    return c.json(view(workspace, queue));
  });

  app.delete(`${list}/:sid`, (c) => {
    const workspace = workspaceOf(world, c);
    deleteQueue(workspace, namedIn(c, workspace.queues));
    return c.body(null, 204);
  });
}

function readChange(workspace: Workspace, form: Form): QueueChange {
  return {
    friendlyName: newName(form, Number.POSITIVE_INFINITY),
    targetWorkers: form.get('TargetWorkers'),
    maxReservedWorkers: optionalInteger(form, 'MaxReservedWorkers'),
    taskOrder: oneOf(form, 'TaskOrder', ['FIFO', 'LIFO']),
    reservationActivity: referred(form, 'ReservationActivitySid', workspace.activities),
    assignmentActivity: referred(form, 'AssignmentActivitySid', workspace.activities),
  };
}

function view(workspace: Workspace, queue: TaskQueue): Record<string, unknown> {
  const base = baseView(workspace, queue, `/TaskQueues/${queue.sid}`);
  const { assignment, reservation } = activitiesOf(workspace, queue);
  return {
    ...base,
    assignment_activity_sid: assignment?.sid ?? null,
    assignment_activity_name: assignment?.friendlyName ?? null,
    reservation_activity_sid: reservation?.sid ?? null,
    reservation_activity_name: reservation?.friendlyName ?? null,
    friendly_name: queue.friendlyName,
    max_reserved_workers: queue.maxReservedWorkers,
    target_workers: queue.targetWorkers,
    task_order: queue.taskOrder,
    links: {
      workspace: workspace.url,
      statistics: `${base.url}/Statistics`,
      real_time_statistics: `${base.url}/RealTimeStatistics`,
      cumulative_statistics: `${base.url}/CumulativeStatistics`,
      list_statistics: `${workspace.url}/TaskQueues/Statistics`,
      bulk_real_time_statistics: `${workspace.url}/TaskQueues/RealTimeStatistics`,
    },
  };
}
