import type { FilterPlan, Kind, Plan, TargetPlan } from './plan';

/**
 * What TaskRouter's documentation promises, in the plainest form: no timers, everything that is due is looked for again
 * and again. Sources: https://www.twilio.com/docs/taskrouter/lifecycle-task-state,
 * https://www.twilio.com/docs/taskrouter/lifecycle-task-timeouts,
 * https://www.twilio.com/docs/taskrouter/workflow-configuration, https://www.twilio.com/docs/taskrouter/multitasking
 */
export class Specification {
  readonly tasks: Task[] = [];
  readonly workers: Worker[];
  readonly reservations: Reservation[] = [];
  /** `at what task worker`, in milliseconds since the beginning. */
  readonly log: string[] = [];
  private nowMs = 0;
  private releases = 0;

  constructor(private readonly plan: Plan) {
    this.workers = plan.workers.map((worker, index) => ({
      ...worker,
      name: `w${index}`,
      available: true,
      idleSince: this.releases++,
    }));
  }

  create(kind: Kind, priority: number, ttl: number): void {
    const name = `t${this.tasks.length}`;
    const task: Task = {
      ...{ name, kind, priority, queue: undefined, place: undefined, baseMs: 0 },
      ...{ status: 'pending', createdMs: this.nowMs, endedMs: 0, ttlMs: ttl * 1000 },
      ...{ isFresh: false, isStale: false },
    };
    this.tasks.push(task);
    this.enterWorkflow(task);
    this.route();
  }

  accept(reservation: Reservation): void {
    reservation.status = 'accepted';
    reservation.task.status = 'assigned';
    this.note('reservation.accepted', reservation.task, reservation.worker);
    for (const sibling of this.pendingOf(reservation.task)) this.end(sibling, 'rescinded');
    this.route();
  }

  reject(reservation: Reservation): void {
    this.end(reservation, 'rejected');
    this.route();
  }

  wrap(task: Task): void {
    task.status = 'wrapping';
    for (const held of this.heldOf(task)) held.status = 'wrapping';
    this.route();
  }

  complete(task: Task): void {
    task.status = 'completed';
    task.endedMs = this.nowMs;
    for (const held of this.heldOf(task)) {
      held.status = 'completed';
      held.worker.idleSince = this.releases++;
    }
    this.route();
  }

  cancel(task: Task): void {
    this.cancelNow(task);
    this.route();
  }

  change(task: Task, kind: Kind): void {
    task.isStale ||= task.kind !== kind;
    task.kind = kind;
    this.route();
  }

  move(worker: Worker, available: boolean): void {
    worker.available = available;
    this.route();
  }

  resize(worker: Worker, capacity: number): void {
    worker.capacity = capacity;
    this.route();
  }

  pass(ms: number): void {
    const untilMs = this.nowMs + ms;
    for (let next = this.nextDue(); next <= untilMs; next = this.nextDue()) {
      this.nowMs = next;
      for (const task of this.tasks.filter(isOpen))
        if (task.createdMs + task.ttlMs === this.nowMs) this.cancelNow(task);
      for (const reservation of this.reservations)
        if (reservation.status === 'pending' && this.timesOutAt(reservation) === this.nowMs) {
          this.end(reservation, 'timeout');
          reservation.worker.available = false;
        }
      this.route();
    }
    this.nowMs = untilMs;
  }

  /** Tasks that can still be read: for five minutes after their end. */
  kept(task: Task): boolean {
    return (task.status !== 'canceled' && task.status !== 'completed') || this.nowMs < task.endedMs + 300_000;
  }

  private nextDue(): number {
    const open = this.tasks.filter(isOpen);
    const pending = this.reservations.filter(({ status }) => status === 'pending');
    return Math.min(
      ...open.map(({ createdMs, ttlMs }) => createdMs + ttlMs),
      ...open.map((task) => task.createdMs + this.deadlineMs(task)).filter((ms) => ms > this.nowMs),
      ...pending.map((reservation) => this.timesOutAt(reservation)),
    );
  }

  private timesOutAt({ createdMs }: Reservation): number {
    return createdMs + this.plan.reservationTimeout * 1000;
  }

  /** The age at which the task's target times out. */
  private deadlineMs({ place, baseMs }: Task): number {
    const timeout = this.targetAt(place)?.timeout;
    return timeout === undefined ? Number.POSITIVE_INFINITY : baseMs + timeout * 1000;
  }

  /** The most urgent task first, each as far as it gets. */
  private route(): void {
    const order = (task: Task): 'FIFO' | 'LIFO' => this.plan.queues[task.queue ?? 0]?.order ?? 'FIFO';
    const urgent = this.tasks.filter(isOpen).sort((a, b) => {
      if (a.priority !== b.priority) return b.priority - a.priority;
      if (order(a) !== order(b)) return order(a) === 'FIFO' ? -1 : 1;
      return order(a) === 'FIFO' ? a.createdMs - b.createdMs : b.createdMs - a.createdMs;
    });
    for (const task of urgent) while (isOpen(task) && this.advance(task));
  }

  /** One step of a task on its way; false when it must wait. */
  private advance(task: Task): boolean {
    if (task.status === 'pending' && task.isStale) this.enterWorkflow(task);
    if (!isOpen(task)) return false;
    if (task.status === 'pending' && this.nowMs - task.createdMs >= this.deadlineMs(task))
      return this.go(task, this.after(task, 'timeout'), this.deadlineMs(task));
    const { isFresh } = task;
    task.isFresh = false;
    this.reserve(task);
    if (!isFresh || task.status !== 'pending' || !this.isSkipped(task)) return false;
    return this.go(task, this.after(task, 'skip'), task.baseMs);
  }

  /** First match, then whatever target has not timed out at the task's age. */
  private enterWorkflow(task: Task): void {
    task.isStale = false;
    const before = task.place;
    let [place, baseMs]: [Place | undefined, number] = [this.firstMatch(task.kind, 0) ?? this.byDefault(), 0];
    while (place) {
      const candidate = { ...task, place, baseMs };
      if (this.nowMs - task.createdMs < this.deadlineMs(candidate)) break;
      baseMs = this.deadlineMs(candidate);
      place = this.after(candidate, 'timeout');
    }
    if (!place || !before || place.filter !== before.filter || place.target !== before.target)
      this.go(task, place, baseMs);
  }

  private go(task: Task, place: Place | undefined, baseMs: number): boolean {
    if (!place) {
      this.cancelNow(task);
      return false;
    }
    const target = this.targetAt(place);
    const queue = target?.queue ?? this.plan.defaultQueue;
    Object.assign(task, { place, baseMs, isFresh: true, priority: target?.priority ?? task.priority });
    if (queue !== task.queue) this.note(`q${queue}`, task);
    task.queue = queue;
    return true;
  }

  /** The default filter catches who was skipped, never who timed out. */
  private after({ place, kind }: Task, why: 'timeout' | 'skip'): Place | undefined {
    if (!place || place.filter < 0) return undefined;
    const next = { filter: place.filter, target: place.target + 1 };
    if (this.targetAt(next)) return next;
    return this.firstMatch(kind, place.filter + 1) ?? (why === 'skip' ? this.byDefault() : undefined);
  }

  private firstMatch(kind: Kind, from: number): Place | undefined {
    const takes = (filter: FilterPlan): boolean => filter.kind === undefined || filter.kind === kind;
    const filter = this.plan.filters.findIndex((each, index) => index >= from && takes(each));
    return filter < 0 ? undefined : { filter, target: 0 };
  }

  private byDefault(): Place | undefined {
    return this.plan.defaultQueue === undefined ? undefined : { filter: -1, target: 0 };
  }

  private targetAt(place: Place | undefined): TargetPlan | undefined {
    return place && this.plan.filters[place.filter]?.targets[place.target];
  }

  private isSkipped({ place, queue }: Task): boolean {
    const skip = this.targetAt(place)?.skip;
    if (skip === 'always') return true;
    return skip !== undefined && !this.workersOf(queue).some(({ available }) => available);
  }

  private workersOf(queue: number | undefined): Worker[] {
    const skill = this.plan.queues[queue ?? -1]?.skill;
    return this.workers.filter(({ skills }) => skill === undefined || skills.includes(skill));
  }

  private reserve(task: Task): void {
    const pending = this.pendingOf(task);
    const level = this.targetAt(task.place)?.level ?? 0;
    const room = (this.plan.queues[task.queue ?? 0]?.maxReserved ?? 1) - pending.length;
    const free = this.workersOf(task.queue)
      .filter((worker) => worker.available && worker.level >= level && this.loadOf(worker) < worker.capacity)
      .filter((worker) => !pending.some((reservation) => reservation.worker === worker))
      .sort((a, b) => a.idleSince - b.idleSince);
    for (const worker of free.slice(0, Math.max(0, room))) {
      this.reservations.push({ task, worker, status: 'pending', createdMs: this.nowMs });
      task.status = 'reserved';
      this.note('reservation.created', task, worker);
    }
  }

  private loadOf(worker: Worker): number {
    const uses = ['pending', 'accepted', 'wrapping'];
    return this.reservations.filter((each) => each.worker === worker && uses.includes(each.status)).length;
  }

  private pendingOf(task: Task): Reservation[] {
    return this.reservations.filter((each) => each.task === task && each.status === 'pending');
  }

  private heldOf(task: Task): Reservation[] {
    return this.reservations.filter(
      (each) => each.task === task && (each.status === 'accepted' || each.status === 'wrapping'),
    );
  }

  private end(reservation: Reservation, status: string): void {
    reservation.status = status;
    reservation.worker.idleSince = this.releases++;
    this.note(`reservation.${status}`, reservation.task, reservation.worker);
    const { task } = reservation;
    if (task.status === 'reserved' && this.pendingOf(task).length === 0) task.status = 'pending';
  }

  private cancelNow(task: Task): void {
    task.status = 'canceled';
    task.endedMs = this.nowMs;
    this.note('task.canceled', task);
    for (const reservation of this.pendingOf(task)) this.end(reservation, 'canceled');
  }

  private note(what: string, task: Task, worker?: Worker): void {
    this.log.push(`${this.nowMs} ${what} ${task.name}${worker ? ` ${worker.name}` : ''}`);
  }
}

export interface Task {
  readonly name: string;
  readonly createdMs: number;
  readonly ttlMs: number;
  kind: Kind;
  priority: number;
  status: string;
  endedMs: number;
  queue: number | undefined;
  place: Place | undefined;
  /** The age at which the timeouts before this place ended. */
  baseMs: number;
  isFresh: boolean;
  isStale: boolean;
}

/** A target by positions; the default filter is the filter -1. */
interface Place {
  readonly filter: number;
  readonly target: number;
}

export interface Worker {
  readonly name: string;
  readonly skills: readonly string[];
  readonly level: number;
  capacity: number;
  available: boolean;
  idleSince: number;
}

export interface Reservation {
  readonly task: Task;
  readonly worker: Worker;
  readonly createdMs: number;
  status: string;
}

function isOpen({ status }: Task): boolean {
  return status === 'pending' || status === 'reserved';
}
