import type { Answer } from '../../ports/answer';
import type { Floor, FloorAgent, FloorTask, Listed } from '../../ports/board';
import type { TaskStatus } from '../../ports/task-router';
import { jsonObject } from '../json-object';
import type { TwilioRest } from '../twilio-rest';

export interface FloorSettings {
  readonly workspaceSid: string;
  readonly workflowSid: string;
  /** The number that callers dial. */
  readonly number: string;
}

type Row = Readonly<Record<string, unknown>>;

/** Four pages of what fits into an answer: a floor of a thousand. */
const PAGE_SIZE = 250;
const MOST_PAGES = 4;
const LIVE: readonly TaskStatus[] = ['pending', 'reserved', 'assigned', 'wrapping'];

/**
 * Sources: https://www.twilio.com/docs/taskrouter/api/task, https://www.twilio.com/docs/taskrouter/api/worker,
 * https://www.twilio.com/docs/voice/api/call-resource#read-multiple-call-resources,
 * https://www.twilio.com/docs/taskrouter/api/workflow-statistics
 */
export function createFloor(rest: TwilioRest, settings: FloorSettings): Floor {
  const workspace = `/v1/Workspaces/${settings.workspaceSid}`;
  const { workflowSid } = settings;

  async function rows<T>(
    host: 'api.twilio.com' | 'taskrouter.twilio.com',
    first: string,
    name: string,
    read: (row: Row) => T | undefined,
  ): Promise<Answer<Listed<T>>> {
    const found: T[] = [];
    let path: string | undefined = first;
    for (let page = 0; path !== undefined && page < MOST_PAGES; page += 1) {
      const answer = await rest.send({ method: 'GET', host, path });
      if (answer.kind !== 'ok') return answer;
      const body = (answer.value.body ?? {}) as Row;
      const listed = Array.isArray(body[name]) ? (body[name] as (Row | null)[]) : [];
      found.push(...listed.flatMap((row) => (row ? (read(row) ?? []) : [])));
      path = nextOf(body);
    }
    return { kind: 'ok', value: { rows: found, isWhole: path === undefined } };
  }

  return {
    tasks() {
      const query = new URLSearchParams({
        WorkflowSid: workflowSid,
        AssignmentStatus: LIVE.join(),
        PageSize: String(PAGE_SIZE),
      });
      return rows('taskrouter.twilio.com', `${workspace}/Tasks?${query.toString()}`, 'tasks', taskOf);
    },

    callers() {
      const query = new URLSearchParams({
        To: settings.number,
        Status: 'in-progress',
        PageSize: String(PAGE_SIZE),
      });
      const path = `/2010-04-01/Accounts/${rest.account.sid}/Calls.json?${query.toString()}`;
      return rows('api.twilio.com', path, 'calls', callerOf);
    },

    agents: () =>
      rows('taskrouter.twilio.com', `${workspace}/Workers?PageSize=${PAGE_SIZE}`, 'workers', agentOf),

    async acceptances(sinceMs, seconds) {
      const query = new URLSearchParams({
        StartDate: `${new Date(sinceMs).toISOString().slice(0, 19)}Z`,
        SplitByWaitTime: String(seconds),
      });
      const path = `${workspace}/Workflows/${workflowSid}/CumulativeStatistics?${query.toString()}`;
      const answer = await rest.send({ method: 'GET', host: 'taskrouter.twilio.com', path });
      if (answer.kind !== 'ok') return answer;
      const { split_by_wait_time: split } = (answer.value.body ?? {}) as Row;
      const { below, above } = ((split as Row | null | undefined)?.[String(seconds)] ?? {}) as Row;
      return {
        kind: 'ok',
        value: {
          acceptedBelow: countIn(below, 'reservations_accepted'),
          acceptedAbove: countIn(above, 'reservations_accepted'),
          canceledAbove: countIn(above, 'tasks_canceled'),
        },
      };
    },
  };
}

/** TaskRouter names the next page's URL, the older API its path. */
function nextOf(body: Row): string | undefined {
  const { next_page_url: url } = (body.meta ?? {}) as Row;
  if (typeof url === 'string') {
    const { pathname, search } = new URL(url);
    return pathname + search;
  }
  return typeof body.next_page_uri === 'string' ? body.next_page_uri : undefined;
}

function taskOf(row: Row): FloorTask | undefined {
  const status = LIVE.find((live) => live === row.assignment_status);
  const createdAtMs = timeOf(row.date_created);
  if (!status || createdAtMs === undefined) return undefined;
  const queue = typeof row.task_queue_friendly_name === 'string' ? row.task_queue_friendly_name : '';
  return { status, createdAtMs, queue, attributes: jsonObject(row.attributes) };
}

function callerOf(row: Row): { callSid: string; startedAtMs: number } | undefined {
  const startedAtMs = timeOf(row.start_time) ?? timeOf(row.date_created);
  return typeof row.sid === 'string' && startedAtMs !== undefined
    ? { callSid: row.sid, startedAtMs }
    : undefined;
}

function agentOf(row: Row): FloorAgent | undefined {
  const { friendly_name: name, activity_name: activity } = row;
  if (typeof name !== 'string' || typeof activity !== 'string') return undefined;
  const sinceMs = timeOf(row.date_status_changed) ?? 0;
  return { name, activity, isAvailable: row.available === true, sinceMs };
}

/** ISO 8601, or RFC 2822 in the older API. */
function timeOf(text: unknown): number | undefined {
  const ms = typeof text === 'string' ? Date.parse(text) : NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

function countIn(given: unknown, name: string): number {
  const count = ((given ?? {}) as Row)[name];
  return typeof count === 'number' ? count : 0;
}
