import { get, type ReservationRow, type TaskRow, type WorkerRow } from './api';
import { brief, clockTime, facts, h, json, titled } from './dom';
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
  const line = ({ createdAtMs, workerName, status, sid }: ReservationRow) =>
    h(
      'li',
      {},
      h('span', { class: 'dim' }, clockTime(createdAtMs)),
      h('b', {}, workerName),
      h('span', {}, `${status}  ${brief(sid)}`),
    );
  return all.length === 0 ? h('p', { class: 'dim' }, 'None.') : h('ol', { class: 'words' }, ...all.map(line));
}

export const tasksView: View = {
  name: 'Tasks',
  empty: 'No tasks and no workers. Completed tasks are deleted after five minutes.',
  async rows() {
    tasks = (await get<{ tasks: TaskRow[] }>('tasks')).tasks;
    workers = (await get<{ workers: WorkerRow[] }>('workers')).workers;
    return [...tasks.map(taskRow).reverse(), ...workers.map(workerRow)];
  },
  detail(key) {
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
      facts([
        ['SID', task.sid],
        ['queue', task.queue],
        ['workflow', task.workflow],
        ['priority', task.priority],
        ['reason', task.reason],
        ['created', clockTime(task.createdAtMs)],
      ]),
      titled('Reservations', reservations(task.reservations)),
      titled('Attributes', json(task.attributes)),
      h('p', { class: 'links' }, h('a', { href: `#journal?${task.sid}` }, 'Journal of this task')),
    ];
  },
};
