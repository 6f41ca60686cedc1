import type { Answer, ReadAnswer, WriteAnswer } from '../../functions/ports/answer';
import type { Task, TaskStatus } from '../../functions/ports/task-router';
import type { Timeline } from './timeline';

export interface Reservation {
  readonly sid: string;
  readonly worker: string;
  status: 'pending' | 'accepted' | 'rejected' | 'timeout' | 'canceled';
}

interface ModelTask {
  readonly sid: string;
  status: TaskStatus;
  attributes: Record<string, unknown>;
  revision: number;
  readonly createdMs: number;
  readonly reservations: Reservation[];
}

export interface TaskRouterHooks {
  assign(task: Task, reservation: Reservation): void;
  event(type: string, task: Task, reservation?: Reservation): void;
}

export const SEARCH_MS = 30_000;
const RESERVATION_MS = 60_000;
const DELETED_AFTER_MS = 300_000;
const LISTED_AFTER_MS = 800;
const refused: Answer<never> = { kind: 'refused', status: 400, code: undefined };
const done: Answer<void> = { kind: 'ok', value: undefined };

/** Tasks, reservations and workers by the documented lifecycle; one workflow that gives up after 30 s. */
export class TaskRouterModel {
  readonly tasks = new Map<string, ModelTask>();
  /** How many tasks there ever were. */
  created = 0;
  /** Worker -> whether he is online. */
  readonly workers = new Map<string, boolean>();

  constructor(
    private readonly time: Timeline,
    private readonly sid: (prefix: string) => string,
    private readonly hooks: TaskRouterHooks,
  ) {}

  create(attributes: object): Answer<string> {
    const task: ModelTask = {
      sid: this.sid('WT'),
      status: 'pending',
      attributes: { ...attributes },
      revision: 0,
      createdMs: this.time.nowMs,
      reservations: [],
    };
    this.tasks.set(task.sid, task);
    this.created += 1;
    this.time.after(50, () => this.match(task));
    this.time.after(SEARCH_MS, () => {
      // While somebody is being asked, the target's time-out waits for the answer.
      if (task.status === 'pending') this.giveUp(task);
      else this.time.after(5_000, () => this.giveUp(task));
    });
    return { kind: 'ok', value: task.sid };
  }

  private giveUp(task: ModelTask): void {
    if (task.status === 'pending' || task.status === 'reserved') this.finish(task, 'canceled');
  }

  fetch(sid: string): ReadAnswer<Task> {
    const task = this.tasks.get(sid);
    if (!task) return { kind: 'gone' };
    return { kind: 'ok', value: { value: view(task), revision: String(task.revision) } };
  }

  find(callSid: string, handoff: number): Answer<Task[]> {
    const found = this.live().filter(
      ({ attributes, createdMs }) =>
        attributes.callSid === callSid &&
        attributes.handoff === handoff &&
        createdMs < this.time.nowMs - LISTED_AFTER_MS,
    );
    return { kind: 'ok', value: found.map(view) };
  }

  live(): ModelTask[] {
    return [...this.tasks.values()].filter(({ status }) => status !== 'completed' && status !== 'canceled');
  }

  update(sid: string, attributes: Readonly<Record<string, unknown>>, revision: string): WriteAnswer {
    const task = this.tasks.get(sid);
    if (!task) return { kind: 'gone' };
    if (String(task.revision) !== revision) return { kind: 'conflict' };
    task.attributes = { ...attributes };
    task.revision += 1;
    return { kind: 'ok', value: String(task.revision) };
  }

  cancel(sid: string): Answer<void> {
    const task = this.tasks.get(sid);
    if (!task || (task.status !== 'pending' && task.status !== 'reserved')) return refused;
    this.finish(task, 'canceled');
    return done;
  }

  wrap(sid: string): Answer<void> {
    const task = this.tasks.get(sid);
    if (task?.status !== 'assigned') return refused;
    task.status = 'wrapping';
    task.revision += 1;
    return done;
  }

  complete(sid: string): Answer<void> {
    const task = this.tasks.get(sid);
    if (!task || (task.status !== 'assigned' && task.status !== 'wrapping')) return refused;
    this.finish(task, 'completed');
    return done;
  }

  accept(sid: string, reservationSid: string): Answer<void> {
    const [task, reservation] = this.reservation(sid, reservationSid);
    if (!task || reservation?.status !== 'pending') return refused;
    reservation.status = 'accepted';
    task.status = 'assigned';
    task.revision += 1;
    return done;
  }

  reject(sid: string, reservationSid: string): Answer<void> {
    const [task, reservation] = this.reservation(sid, reservationSid);
    if (!task || reservation?.status !== 'pending') return refused;
    this.free(task, reservation, 'rejected');
    return done;
  }

  private free(task: ModelTask, reservation: Reservation, how: 'rejected' | 'timeout' | 'canceled'): void {
    reservation.status = how;
    task.status = 'pending';
    task.revision += 1;
    this.hooks.event(`reservation.${how}`, view(task), reservation);
    this.time.after(50, () => this.match(task));
  }

  private reservation(sid: string, reservationSid: string) {
    const task = this.tasks.get(sid);
    return [task, task?.reservations.find((reservation) => reservation.sid === reservationSid)] as const;
  }

  private match(task: ModelTask): void {
    if (task.status !== 'pending') return;
    const declinedBy = Array.isArray(task.attributes.declinedBy)
      ? (task.attributes.declinedBy as unknown[])
      : [];
    const busy = this.live().flatMap(({ reservations }) =>
      reservations
        .filter(({ status }) => status === 'pending' || status === 'accepted')
        .map(({ worker }) => worker),
    );
    const free = [...this.workers].find(
      ([worker, isOnline]) => isOnline && !busy.includes(worker) && !declinedBy.includes(worker),
    );
    if (!free) {
      this.time.after(5_000, () => this.match(task));
      return;
    }
    const reservation: Reservation = { sid: this.sid('WR'), worker: free[0], status: 'pending' };
    task.reservations.push(reservation);
    task.status = 'reserved';
    task.revision += 1;
    this.hooks.assign(view(task), reservation);
    this.time.after(RESERVATION_MS, () => {
      if (reservation.status !== 'pending') return;
      this.workers.set(reservation.worker, false);
      this.free(task, reservation, 'timeout');
    });
  }

  private finish(task: ModelTask, status: 'canceled' | 'completed'): void {
    task.status = status;
    task.revision += 1;
    for (const reservation of task.reservations) {
      if (reservation.status === 'pending') {
        reservation.status = 'canceled';
        this.hooks.event('reservation.canceled', view(task), reservation);
      }
    }
    this.hooks.event(`task.${status}`, view(task));
    this.time.after(DELETED_AFTER_MS, () => this.tasks.delete(task.sid));
  }
}

function view({ sid, status, attributes }: ModelTask): Task {
  return { sid, status, attributes: { ...attributes } };
}
