import type { Context, Hono } from 'hono';
import { isoSeconds } from '../../../core/clock';
import { dateAsked } from '../../../core/query';
import { TwilioError } from '../../../core/twilio-error';
import { workersOf } from '../engine/candidates';
import type { TaskQueue, Worker, Workflow } from '../engine/entities';
import type { WorkspaceEvent } from '../engine/events';
import { EVENTS_KEPT_MS } from '../engine/event-log';
import { cumulative, longestInQueue, realTime } from '../engine/statistics';
import type { Period } from '../engine/worker-statistics';
import type { Workspace } from '../engine/workspace';
import { minutesAsked } from '../parameters';
import type { World } from '../world';
import { namedIn, workspaceOf } from '../world';

/** A workspace, a queue or a workflow whose figures are asked for. */
interface Subject {
  readonly realTime: Record<string, unknown>;
  readonly cumulative: Record<string, unknown>;
  readonly own: Record<string, unknown>;
  readonly url: string;
}

/**
 * Sources: https://www.twilio.com/docs/taskrouter/api/taskqueue-statistics,
 * https://www.twilio.com/docs/taskrouter/api/workflow-statistics, https://www.twilio.com/docs/taskrouter/api/workspace-statistics
 */
export function mountStatistics(app: Hono, world: World): void {
  const root = '/v1/Workspaces/:workspaceSid';
  const places: readonly [string, (c: Context, workspace: Workspace) => Subject][] = [
    [root, ofWorkspace],
    [`${root}/TaskQueues/:sid`, (c, workspace) => ofQueue(c, workspace, namedIn(c, workspace.queues))],
    [`${root}/Workflows/:sid`, (c, workspace) => ofWorkflow(c, workspace, namedIn(c, workspace.workflows))],
  ];
  for (const [place, subjectOf] of places) {
    const about = (c: Context): { subject: Subject; base: Record<string, unknown> } => {
      const workspace = workspaceOf(world, c);
      const subject = subjectOf(c, workspace);
      const base = { account_sid: workspace.ctx.account.sid, workspace_sid: workspace.sid, ...subject.own };
      return { subject, base };
    };
    app.get(`${place}/RealTimeStatistics`, (c) => {
      const { subject, base } = about(c);
      return c.json({ ...base, ...subject.realTime, url: `${subject.url}/RealTimeStatistics` });
    });
    app.get(`${place}/CumulativeStatistics`, (c) => {
      const { subject, base } = about(c);
      return c.json({ ...base, ...subject.cumulative, url: `${subject.url}/CumulativeStatistics` });
    });
    app.get(`${place}/Statistics`, (c) => {
      const { subject, base } = about(c);
      const { realTime: realtime, cumulative: past, url } = subject;
      return c.json({ ...base, realtime, cumulative: past, url: `${url}/Statistics` });
    });
  }
}

function ofWorkspace(c: Context, workspace: Workspace): Subject {
  const past = inWindow(c, workspace);
  return {
    own: {},
    url: workspace.url,
    realTime: {
      ...realTime(workspace, [...workspace.tasks.values()]),
      activity_statistics: activityStatistics(workspace, [...workspace.workers.values()]),
      total_workers: workspace.workers.size,
    },
    cumulative: {
      ...past.shared,
      tasks_created: past.tasksCreated,
      tasks_timed_out_in_workflow: past.tasksTimedOutInWorkflow,
    },
  };
}

export function ofQueue(c: Context, workspace: Workspace, queue: TaskQueue): Subject {
  const tasks = [...workspace.tasks.values()].filter((task) => task.queue === queue);
  const workers = workersOf(workspace, queue);
  const past = inWindow(c, workspace, 'task_queue_sid', queue.sid);
  return {
    own: { task_queue_sid: queue.sid },
    url: `${workspace.url}/TaskQueues/${queue.sid}`,
    realTime: {
      ...realTime(workspace, tasks),
      ...longestInQueue(workspace, tasks),
      activity_statistics: activityStatistics(workspace, workers),
      total_available_workers: workers.filter(({ activity }) => activity.available).length,
      total_eligible_workers: workers.length,
    },
    cumulative: {
      ...past.shared,
      tasks_entered: past.tasksEnteredQueue,
      wait_duration_in_queue_until_accepted: past.waitInQueueUntilAccepted,
    },
  };
}

function ofWorkflow(c: Context, workspace: Workspace, workflow: Workflow): Subject {
  const past = inWindow(c, workspace, 'workflow_sid', workflow.sid);
  return {
    own: { workflow_sid: workflow.sid },
    url: `${workspace.url}/Workflows/${workflow.sid}`,
    realTime: realTime(
      workspace,
      [...workspace.tasks.values()].filter((task) => task.workflow === workflow),
    ),
    cumulative: {
      ...past.shared,
      tasks_entered: past.tasksEnteredWorkflow,
      tasks_timed_out_in_workflow: past.tasksTimedOutInWorkflow,
    },
  };
}

/**
 * The time that StartDate and EndDate or Minutes ask about.
 * Source: https://www.twilio.com/docs/api/errors/14241
 */
export function periodAsked(c: Context, workspace: Workspace): Period {
  const endMs = dateAsked(c, 'EndDate') ?? workspace.now();
  const startMs = dateAsked(c, 'StartDate');
  if (startMs !== undefined && startMs < workspace.now() - EVENTS_KEPT_MS)
    throw TwilioError.badRequest('StartDate is older than 30 days', 14241);
  return { startMs: startMs ?? endMs - minutesAsked(c) * 60_000, endMs };
}

/** True where the request's TaskChannel lets the event through. */
export function isOnChannel(c: Context, { data }: WorkspaceEvent): boolean {
  const channel = c.req.query('TaskChannel');
  return !channel || [data['task_channel_sid'], data['task_channel_unique_name']].includes(channel);
}

/** The figures of the period that is asked about, of the events that name this SID in this field. */
function inWindow(c: Context, workspace: Workspace, field?: string, sid?: string) {
  const { startMs, endMs } = periodAsked(c, workspace);
  const thresholds = (c.req.query('SplitByWaitTime') ?? '').split(',').filter(Boolean).map(Number);
  const events = workspace.events
    .all()
    .filter(
      (event) =>
        event.atMs >= startMs &&
        event.atMs <= endMs &&
        (!field || event.data[field] === sid) &&
        isOnChannel(c, event),
    );
  const { shared, ...more } = cumulative(events, thresholds);
  return {
    ...more,
    shared: { ...shared, start_time: isoSeconds(startMs), end_time: isoSeconds(endMs) },
  };
}

export function activityStatistics(workspace: Workspace, workers: readonly Worker[]): unknown[] {
  return [...workspace.activities.values()].map((activity) => ({
    sid: activity.sid,
    friendly_name: activity.friendlyName,
    workers: workers.filter((worker) => worker.activity === activity).length,
  }));
}
