import type { Hono } from 'hono';
import { isoSeconds } from '../../../core/clock';
import { Form } from '../../../core/form';
import { relativePage } from '../../../core/page';
import { TwilioError } from '../../../core/twilio-error';
import { findChannel } from '../engine/channels';
import type { Task, TaskChannel } from '../engine/entities';
import {
  cancelTask,
  completeTask,
  createTask,
  deleteTask,
  tellUpdated,
  updateTask,
  wrapTask,
} from '../engine/tasks';
import type { Workspace } from '../engine/workspace';
import { baseView } from '../base-view';
import { checkVersion, oneOf, setVersion } from '../parameters';
import { orderedTasks } from '../task-list';
import { readNewTask, readPriority, readVirtualStart } from '../task-request';
import type { World } from '../world';
import { namedIn, workspaceOf } from '../world';

/** Source: https://www.twilio.com/docs/taskrouter/api/task */
export function mountTasks(app: Hono, world: World): void {
  const list = '/v1/Workspaces/:workspaceSid/Tasks';

  app.post(list, async (c) => {
    const workspace = workspaceOf(world, c);
    const task = createTask(workspace, readNewTask(workspace, await Form.of(c)));
    setVersion(c, task);
    return c.json(view(workspace, task), 201);
  });

  app.get(list, (c) => {
    const workspace = workspaceOf(world, c);
    return relativePage(c, {
      key: 'tasks',
      ...orderedTasks(workspace, c),
      view: (task) => view(workspace, task),
    });
  });

  app.get(`${list}/:sid`, (c) => {
    const workspace = workspaceOf(world, c);
    const task = namedIn(c, workspace.tasks);
    setVersion(c, task);
    return c.json(view(workspace, task));
  });

  app.post(`${list}/:sid`, async (c) => {
    const workspace = workspaceOf(world, c);
    const task = namedIn(c, workspace.tasks);
    checkVersion(c, task);
    change(workspace, task, await Form.of(c));
    setVersion(c, task);
    return c.json(view(workspace, task));
  });

  app.delete(`${list}/:sid`, (c) => {
    const workspace = workspaceOf(world, c);
    const task = namedIn(c, workspace.tasks);
    checkVersion(c, task);
    deleteTask(workspace, task);
    return c.body(null, 204);
  });
}

function change(workspace: Workspace, task: Task, form: Form): void {
  const status = oneOf(form, 'AssignmentStatus', ['canceled', 'wrapping', 'completed']);
  const attributes = form.get('Attributes');
  if ((status === 'wrapping' || status === 'completed') && attributes !== undefined)
    throw TwilioError.badRequest('Attributes and AssignmentStatus cannot be updated in the same request');
  const wanted = {
    attributes,
    priority: readPriority(form),
    channel: readChannel(workspace, form),
    virtualStartAtMs: readVirtualStart(workspace, form),
  };
  const reason = form.get('Reason');
  if (status === 'canceled') cancelTask(workspace, task, reason);
  if (status === 'wrapping') wrapTask(workspace, task, reason);
  if (status === 'completed') completeTask(workspace, task, reason);
  if (status === undefined || Object.values(wanted).some((value) => value !== undefined))
    updateTask(workspace, task, wanted);
  tellUpdated(workspace, task);
}

function readChannel(workspace: Workspace, form: Form): TaskChannel | undefined {
  const name = form.get('TaskChannel');
  if (!name) return undefined;
  const channel = findChannel(workspace, name);
  if (!channel) throw TwilioError.badRequest(`TaskChannel ${name} does not exist`);
  return channel;
}

function view(workspace: Workspace, task: Task): Record<string, unknown> {
  const base = baseView(workspace, task, `/Tasks/${task.sid}`);
  return {
    ...base,
    age: Math.floor((workspace.now() - task.createdAtMs) / 1000),
    assignment_status: task.status,
    attributes: task.attributes,
    addons: '{}',
    task_queue_entered_date: task.queueEnteredAtMs === undefined ? null : isoSeconds(task.queueEnteredAtMs),
    virtual_start_time: isoSeconds(task.virtualStartAtMs),
    priority: task.priority,
    reason: task.reason ?? null,
    task_queue_sid: task.queue?.sid ?? null,
    task_queue_friendly_name: task.queue?.friendlyName ?? null,
    task_channel_sid: task.channel.sid,
    task_channel_unique_name: task.channel.uniqueName,
    timeout: task.timeoutSeconds,
    workflow_sid: task.workflow?.sid ?? null,
    workflow_friendly_name: task.workflow?.friendlyName ?? null,
    ignore_capacity: task.ignoreCapacity,
    routing_target: task.routingTarget ?? null,
    links: {
      task_queue: task.queue ? `${workspace.url}/TaskQueues/${task.queue.sid}` : null,
      workflow: task.workflow ? `${workspace.url}/Workflows/${task.workflow.sid}` : null,
      workspace: workspace.url,
      reservations: `${base.url}/Reservations`,
    },
  };
}
