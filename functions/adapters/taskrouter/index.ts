import type { Answer } from '../../ports/answer';
import type { Task, TaskRouter, TaskStatus } from '../../ports/task-router';
import type { Reply } from '../http';
import { jsonObject } from '../json-object';
import type { TwilioRest } from '../twilio-rest';

export interface TaskRouterSettings {
  readonly workspaceSid: string;
  readonly workflowSid: string;
}

const HOST = 'taskrouter.twilio.com';
/** Said to the AI if it comes in time; nobody waits for it. */
const LINE_DEADLINE_MS = 1_000;
/** A task that no human took by then is canceled by TaskRouter, whatever became of the workflow. */
const TASK_TIMEOUT_SECONDS = 900;
const STATUSES: readonly string[] = [
  'pending',
  'reserved',
  'assigned',
  'wrapping',
  'completed',
  'canceled',
] satisfies TaskStatus[];

/** TaskRouter's REST API. Source: https://www.twilio.com/docs/taskrouter/api */
export function createTaskRouterClient(rest: TwilioRest, settings: TaskRouterSettings): TaskRouter {
  const workspace = `/v1/Workspaces/${settings.workspaceSid}`;
  const post = (path: string, form: Record<string, string>, ifMatch?: string) =>
    rest.send({
      method: 'POST',
      host: HOST,
      path: workspace + path,
      form,
      ...(ifMatch === undefined ? {} : { ifMatch }),
    });
  const get = (path: string, deadlineMs?: number) =>
    rest.send({
      method: 'GET',
      host: HOST,
      path: workspace + path,
      ...(deadlineMs === undefined ? {} : { deadlineMs }),
    });
  const setStatus = async (taskSid: string, status: TaskStatus, reason: string) =>
    nothing(await post(`/Tasks/${taskSid}`, { AssignmentStatus: status, Reason: reason }));
  const setReservation = async (taskSid: string, reservationSid: string, status: string) =>
    nothing(await post(`/Tasks/${taskSid}/Reservations/${reservationSid}`, { ReservationStatus: status }));

  return {
    async createTask(attributes, priority) {
      const answer = await post('/Tasks', {
        WorkflowSid: settings.workflowSid,
        TaskChannel: 'voice',
        Attributes: JSON.stringify(attributes),
        Priority: String(priority),
        Timeout: String(TASK_TIMEOUT_SECONDS),
      });
      if (answer.kind !== 'ok') return answer;
      const task = taskOf(answer.value.body);
      return task ? { kind: 'ok', value: task.sid } : { kind: 'indeterminate' };
    },

    async fetchTask(taskSid) {
      const answer = await get(`/Tasks/${taskSid}`);
      if (answer.kind === 'refused' && answer.status === 404) return { kind: 'gone' };
      if (answer.kind !== 'ok') return answer;
      const task = taskOf(answer.value.body);
      const revision = answer.value.etag;
      return task && revision !== undefined
        ? { kind: 'ok', value: { value: task, revision } }
        : { kind: 'refused', status: 422, code: undefined };
    },

    async findTasks(callSid, handoff) {
      const query = new URLSearchParams({
        EvaluateTaskAttributes: `callSid == "${callSid}" AND handoff == ${handoff}`,
        PageSize: '20',
      });
      const answer = await get(`/Tasks?${query.toString()}`);
      if (answer.kind !== 'ok') return answer;
      const isLive = ({ status }: Task): boolean => status !== 'completed' && status !== 'canceled';
      return { kind: 'ok', value: tasksOf(answer.value.body).filter(isLive) };
    },

    async updateAttributes(taskSid, attributes, revision) {
      const answer = await post(`/Tasks/${taskSid}`, { Attributes: JSON.stringify(attributes) }, revision);
      if (answer.kind === 'ok') return { kind: 'ok', value: answer.value.etag ?? '' };
      if (answer.kind !== 'refused') return answer;
      if (answer.status === 412) return { kind: 'conflict' };
      return answer.status === 404 ? { kind: 'gone' } : answer;
    },

    cancelTask: (taskSid, reason) => setStatus(taskSid, 'canceled', reason),
    wrapTask: (taskSid, reason) => setStatus(taskSid, 'wrapping', reason),
    completeTask: (taskSid, reason) => setStatus(taskSid, 'completed', reason),
    acceptReservation: (taskSid, reservationSid) => setReservation(taskSid, reservationSid, 'accepted'),
    wrapReservation: (taskSid, reservationSid) => setReservation(taskSid, reservationSid, 'wrapping'),
    completeReservation: (taskSid, reservationSid) => setReservation(taskSid, reservationSid, 'completed'),
    rejectReservation: (taskSid, reservationSid) => setReservation(taskSid, reservationSid, 'rejected'),

    async contactUri(workerSid) {
      const answer = await get(`/Workers/${workerSid}`);
      if (answer.kind !== 'ok') return answer;
      const { attributes } = (answer.value.body ?? {}) as { attributes?: unknown };
      const { contact_uri: uri } = jsonObject(attributes);
      return { kind: 'ok', value: typeof uri === 'string' ? uri : '' };
    },

    async workersKnownAs(name) {
      const queries: Record<string, string>[] = [
        { FriendlyName: name },
        { TargetWorkersExpression: `email == "${name}"` },
      ];
      const answers = await Promise.all(
        queries.map((query) =>
          get(`/Workers?${new URLSearchParams({ ...query, PageSize: '20' }).toString()}`),
        ),
      );
      const sids = new Set<string>();
      for (const answer of answers) {
        if (answer.kind !== 'ok') return answer;
        // Who signs in does not rest on a filter alone.
        for (const { sid, names } of workersOf(answer.value.body)) if (names.includes(name)) sids.add(sid);
      }
      return { kind: 'ok', value: [...sids] };
    },

    async line(callSid) {
      const { workflowSid } = settings;
      const waiting = new URLSearchParams({
        WorkflowSid: workflowSid,
        AssignmentStatus: 'pending,reserved',
        Ordering: 'Priority:desc,DateCreated:asc',
        PageSize: '100',
      });
      const [now, lately] = await Promise.all([
        get(`/Tasks?${waiting.toString()}`, LINE_DEADLINE_MS),
        get(`/Workflows/${workflowSid}/CumulativeStatistics?Minutes=60`, LINE_DEADLINE_MS),
      ]);
      if (now.kind !== 'ok') return now;
      const index = tasksOf(now.value.body).findIndex(({ attributes }) => attributes.callSid === callSid);
      const place = (index === -1 ? tasksOf(now.value.body).length : index) + 1;
      const expectedWaitSeconds = lately.kind === 'ok' ? averageWaitOf(lately.value.body) : undefined;
      return { kind: 'ok', value: { place, expectedWaitSeconds } };
    },
  };
}

function nothing(answer: Answer<Reply>): Answer<void> {
  return answer.kind === 'ok' ? { kind: 'ok', value: undefined } : answer;
}

function taskOf(body: unknown): Task | undefined {
  const {
    sid,
    assignment_status: status,
    attributes,
    task_queue_friendly_name: queue,
  } = (body ?? {}) as Record<string, unknown>;
  if (typeof sid !== 'string' || typeof status !== 'string' || !STATUSES.includes(status)) return undefined;
  return {
    sid,
    status: status as TaskStatus,
    attributes: jsonObject(attributes),
    ...(typeof queue === 'string' ? { queue } : {}),
  };
}

function tasksOf(body: unknown): Task[] {
  const { tasks } = (body ?? {}) as { tasks?: unknown };
  return (Array.isArray(tasks) ? tasks : []).flatMap((task) => taskOf(task) ?? []);
}

function workersOf(body: unknown): { sid: string; names: unknown[] }[] {
  const { workers } = (body ?? {}) as { workers?: unknown };
  return (Array.isArray(workers) ? (workers as Record<string, unknown>[]) : []).flatMap((worker) => {
    const { sid, friendly_name: friendlyName, attributes } = worker;
    return typeof sid === 'string' ? [{ sid, names: [friendlyName, jsonObject(attributes)['email']] }] : [];
  });
}

/** How long callers of the last hour waited on average, where any did. */
function averageWaitOf(body: unknown): number | undefined {
  const { avg_task_acceptance_time: average } = (body ?? {}) as { avg_task_acceptance_time?: unknown };
  return typeof average === 'number' && average > 0 ? average : undefined;
}
