import type {
  Activity,
  Entity,
  Reservation,
  Task,
  TaskChannel,
  TaskQueue,
  Worker,
  Workflow,
} from './entities';
import type { Workspace } from './workspace';

/**
 * Something that happened in a workspace, as `GET /Events` and the event callback tell it.
 * Source: https://www.twilio.com/docs/taskrouter/api/event/reference
 */
export interface WorkspaceEvent {
  readonly sid: string;
  readonly serial: number;
  readonly atMs: number;
  readonly type: string;
  readonly description: string;
  readonly resourceType: ResourceType;
  readonly resourceSid: string;
  readonly resourceUrl: string;
  /** Every value a text, names in snake_case. */
  readonly data: Readonly<Record<string, string>>;
}

type ResourceType =
  'workspace' | 'activity' | 'task-channel' | 'worker' | 'task-queue' | 'workflow' | 'task' | 'reservation';

/** What a SID's first two letters say. Events about a task's way through queues and workflows are the task's. */
const RESOURCES: Readonly<Record<string, { readonly type: ResourceType; readonly folder: string }>> = {
  WS: { type: 'workspace', folder: '' },
  WA: { type: 'activity', folder: 'Activities' },
  TC: { type: 'task-channel', folder: 'TaskChannels' },
  WK: { type: 'worker', folder: 'Workers' },
  WQ: { type: 'task-queue', folder: 'TaskQueues' },
  WW: { type: 'workflow', folder: 'Workflows' },
  WT: { type: 'task', folder: 'Tasks' },
  WR: { type: 'reservation', folder: 'Reservations' },
  TT: { type: 'task', folder: 'Transfers' },
};

const CALLBACK_TIMEOUT_MS = 15_000;

export type EventData = Readonly<Record<string, string | number | undefined>>;

/** Keeps an event, writes it in the journal and tells the workspace's event callback when its filter lets it through. */
export function record(
  workspace: Workspace,
  type: string,
  resource: Entity,
  description: string,
  data: EventData = {},
): void {
  const { ctx } = workspace;
  const { type: resourceType, folder } = resourceOf(resource.sid);
  const event: WorkspaceEvent = {
    ...workspace.entity('EV'),
    atMs: ctx.clock.now(),
    type,
    description,
    resourceType,
    resourceSid: resource.sid,
    resourceUrl: urlOf(workspace, folder, resource),
    data: texts({ ...data, workspace_sid: workspace.sid, workspace_name: workspace.friendlyName }),
  };
  workspace.events.push(event);
  workspace.tell(event, resource);
  ctx.journal.add(type, { ...event.data });
  if (!workspace.eventCallbackUrl || !passes(workspace.eventsFilter, type)) return;
  ctx.webhooks.notify({
    kind: 'taskrouter.event',
    url: workspace.eventCallbackUrl,
    form: callbackForm(workspace, event),
    twilioSigned: true,
    timeoutMs: CALLBACK_TIMEOUT_MS,
  });
}

export function taskData(workspace: Workspace, task: Task): EventData {
  return {
    task_sid: task.sid,
    task_attributes: task.attributes,
    task_age: Math.floor((workspace.now() - task.createdAtMs) / 1000),
    task_priority: task.priority,
    task_assignment_status: task.status,
    task_canceled_reason: task.status === 'canceled' ? task.reason : undefined,
    task_completed_reason: task.status === 'completed' ? task.reason : undefined,
    task_version: task.version,
    task_channel_sid: task.channel.sid,
    task_channel_unique_name: task.channel.uniqueName,
    task_queue_sid: task.queue?.sid,
    task_queue_name: task.queue?.friendlyName,
    task_queue_target_expression: task.queue?.targetWorkers,
    task_queue_age: task.queueEnteredAtMs && Math.floor((workspace.now() - task.queueEnteredAtMs) / 1000),
    workflow_sid: task.workflow?.sid,
    workflow_name: task.workflow?.friendlyName,
  };
}

export function workerData(worker: Worker): EventData {
  return {
    worker_sid: worker.sid,
    worker_name: worker.friendlyName,
    worker_attributes: worker.attributes,
    worker_activity_sid: worker.activity.sid,
    worker_activity_name: worker.activity.friendlyName,
    worker_version: worker.version,
  };
}

export function reservationData(workspace: Workspace, reservation: Reservation): EventData {
  return {
    ...taskData(workspace, reservation.task),
    ...workerData(reservation.worker),
    reservation_sid: reservation.sid,
    reservation_status: reservation.status,
    reservation_version: reservation.version,
  };
}

export function activityData({ sid, friendlyName, available }: Activity): EventData {
  return { activity_sid: sid, activity_name: friendlyName, activity_available: String(available) };
}

export function channelData(channel: TaskChannel): EventData {
  return {
    task_channel_sid: channel.sid,
    task_channel_name: channel.friendlyName,
    task_channel_unique_name: channel.uniqueName,
    task_channel_optimized_routing: String(channel.channelOptimizedRouting),
  };
}

export function queueData({ sid, friendlyName, targetWorkers }: TaskQueue): EventData {
  return {
    task_queue_sid: sid,
    task_queue_name: friendlyName,
    task_queue_target_expression: targetWorkers,
  };
}

export function workflowData({ sid, friendlyName }: Workflow): EventData {
  return { workflow_sid: sid, workflow_name: friendlyName };
}

function resourceOf(sid: string): { readonly type: ResourceType; readonly folder: string } {
  const found = RESOURCES[sid.slice(0, 2)];
  if (!found) throw new Error(`no resource of TaskRouter has the SID ${sid}`);
  return found;
}

function urlOf(workspace: Workspace, folder: string, resource: Entity): string {
  if (resource.sid === workspace.sid) return workspace.url;
  const owner = 'task' in resource ? `/Tasks/${(resource as Reservation).task.sid}` : '';
  return `${workspace.url}${owner}/${folder}/${resource.sid}`;
}

function passes(filter: string, type: string): boolean {
  const wanted = filter.split(',').map((name) => name.trim());
  return filter.trim() === '' || wanted.includes(type);
}

function texts(data: EventData): Record<string, string> {
  return Object.fromEntries(
    Object.entries(data).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}

function callbackForm(workspace: Workspace, event: WorkspaceEvent): Record<string, string> {
  return {
    Sid: event.sid,
    EventType: event.type,
    EventDescription: event.description,
    AccountSid: workspace.ctx.account.sid,
    ResourceType: event.resourceType,
    ResourceSid: event.resourceSid,
    Timestamp: String(Math.floor(event.atMs / 1000)),
    TimestampMs: String(event.atMs),
    ...Object.fromEntries(Object.entries(event.data).map(([name, value]) => [pascalCase(name), value])),
  };
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
