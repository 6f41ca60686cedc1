import { get, type ReservationRow, type TaskRow, type TransferRow, type WorkerRow } from './api';
import { brief, clockTime, facts, h, json, moments, titled } from './dom';
import { failedWebhooks, whatWentWrong } from './problems';
import type { Row, View } from './view';

let tasks: readonly TaskRow[] = [];
let workers: readonly WorkerRow[] = [];

const TONES: Readonly<Record<string, Row['tone']>> = {
  assigned: 'good',
  completed: 'plain',
  canceled: 'bad',
};

function taskRow(task: TaskRow): Row {
  const last = task.reservations.at(-1);
  return {
    key: task.sid,
    title: `Task in ${task.queue ?? 'no queue'}`,
    note: task.status,
    below: `${clockTime(task.createdAtMs)}  ${last ? `${last.workerName}: ${last.status}` : 'no reservation'}  ${brief(task.sid)}`,
    tone: TONES[task.status] ?? 'busy',
    search: JSON.stringify(task),
  };
}

function workerRow(worker: WorkerRow): Row {
  return {
    key: worker.sid,
    title: `Worker ${worker.friendlyName}`,
    note: worker.activity,
    below: brief(worker.sid),
    tone: worker.isAvailable ? 'good' : 'plain',
    search: JSON.stringify(worker),
  };
}

function reservations(all: readonly ReservationRow[]): HTMLElement {
  const lines = all.map(({ createdAtMs, workerName, status, sid }) => ({
    when: clockTime(createdAtMs),
    who: workerName,
    what: [`${status}  ${brief(sid)}`],
  }));
  return moments(lines, 'None.');
}

function transfers(all: readonly TransferRow[]): HTMLElement {
  const lines = all.map(({ mode, to, status, failedReason, sid }) => ({
    when: mode.toLowerCase(),
    who: `to ${to}`,
    what: [`${status}${failedReason === null ? '' : `: ${failedReason}`}  ${brief(sid)}`],
  }));
  return moments(lines, 'None.');
}

export const tasksView: View = {
  name: 'Tasks',
  empty: 'No tasks and no workers. Completed tasks are deleted after five minutes.',
  async rows() {
    tasks = (await get<{ tasks: TaskRow[] }>('tasks')).tasks;
    workers = (await get<{ workers: WorkerRow[] }>('workers')).workers;
    return [...tasks.map(taskRow).reverse(), ...workers.map(workerRow)];
  },
  async detail(key) {
    const worker = workers.find(({ sid }) => sid === key);
    if (worker) {
      return [
        h('h2', {}, worker.friendlyName),
        facts([
          ['SID', worker.sid],
          ['activity', worker.activity],
        ]),
        titled('Attributes', json(worker.attributes)),
      ];
    }
    const task = tasks.find(({ sid }) => sid === key);
    if (!task) return undefined;
    return [
      h('h2', {}, `Task ${task.status}`),
      ...whatWentWrong(await failedWebhooks(key)),
      facts([
        ['SID', task.sid],
        ['queue', task.queue],
        ['workflow', task.workflow],
        ['priority', task.priority],
        ['reason', task.reason],
        ['created', clockTime(task.createdAtMs)],
      ]),
      titled('Reservations', reservations(task.reservations)),
      ...(task.transfers.length === 0 ? [] : [titled('Transfers', transfers(task.transfers))]),
      titled('Attributes', json(task.attributes)),
      h(
        'p',
        { class: 'links' },
        h('a', { href: `#webhooks?${task.sid}` }, 'Webhooks of this task'),
        h('a', { href: `#journal?${task.sid}` }, 'Journal of this task'),
      ),
    ];
  },
};
