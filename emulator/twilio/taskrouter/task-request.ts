import type { Form } from '../../core/form';
import { TwilioError } from '../../core/twilio-error';
import { findChannel } from './engine/channels';
import type { Workflow } from './engine/entities';
import type { NewTask } from './engine/tasks';
import type { Workspace } from './engine/workspace';
import { optionalDate, optionalInteger, referred } from './parameters';

const MAX_PRIORITY = 2 ** 31 - 1;
const MAX_TIMEOUT_SECONDS = 1_209_600;
const YEAR_1900_MS = Date.UTC(1900, 0, 1);

/** Reads what `POST /Tasks` wants. Source: https://www.twilio.com/docs/taskrouter/api/task#create-a-task-resource */
export function readNewTask(workspace: Workspace, form: Form): NewTask {
  const channelName = form.get('TaskChannel') || 'default';
  const channel = findChannel(workspace, channelName);
  if (!channel) throw TwilioError.badRequest(`TaskChannel ${channelName} does not exist`);
  return {
    attributes: form.get('Attributes') || '{}',
    channel,
    ...readDestination(workspace, form),
    priority: readPriority(form),
    timeoutSeconds: within(form, 'Timeout', 1, MAX_TIMEOUT_SECONDS),
    virtualStartAtMs: readVirtualStart(workspace, form),
  };
}

export function readPriority(form: Form): number | undefined {
  return within(form, 'Priority', 0, MAX_PRIORITY);
}

/** Neither in the future nor before the year 1900. */
export function readVirtualStart(workspace: Workspace, form: Form): number | undefined {
  const atMs = optionalDate(form, 'VirtualStartTime');
  if (atMs !== undefined && (atMs > workspace.now() || atMs < YEAR_1900_MS))
    throw TwilioError.badRequest('VirtualStartTime must not be in the future or before the year 1900');
  return atMs;
}

type Destination = Pick<NewTask, 'workflow' | 'queue' | 'routingTarget' | 'ignoreCapacity'>;

function readDestination(workspace: Workspace, form: Form): Destination {
  const target = form.get('RoutingTarget');
  if (target?.startsWith('WK')) {
    referred(form, 'RoutingTarget', workspace.workers);
    return { routingTarget: target, ignoreCapacity: form.boolean('IgnoreCapacity') ?? true };
  }
  if (form.has('IgnoreCapacity'))
    throw TwilioError.badRequest('IgnoreCapacity needs a RoutingTarget that is a Worker');
  if (target?.startsWith('WQ'))
    return { routingTarget: target, queue: referred(form, 'RoutingTarget', workspace.queues) };
  if (target?.startsWith('WW'))
    return { routingTarget: target, workflow: referred(form, 'RoutingTarget', workspace.workflows) };
  if (target) throw TwilioError.badRequest(`RoutingTarget ${target} is no Worker, TaskQueue or Workflow`);
  const queue = referred(form, 'TaskQueueSid', workspace.queues);
  const workflow = referred(form, 'WorkflowSid', workspace.workflows);
  return queue && !workflow ? { queue } : { workflow: workflow ?? onlyWorkflow(workspace) };
}

function onlyWorkflow({ workflows }: Workspace): Workflow {
  const [only, another] = workflows.values();
  if (!only || another) throw TwilioError.badRequest('WorkflowSid field is required');
  return only;
}

function within(form: Form, name: string, min: number, max: number): number | undefined {
  const value = optionalInteger(form, name);
  if (value !== undefined && (value < min || value > max))
    throw TwilioError.badRequest(`${name} must be between ${min} and ${max}`);
  return value;
}
