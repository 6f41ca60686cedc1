import type { EmulatorContext } from '../../../core/context';
import type { VoiceForTaskRouter } from '../../../core/ports';
import type {
  Activity,
  Entity,
  Reservation,
  Task,
  TaskChannel,
  TaskOrder,
  TaskQueue,
  Worker,
  Workflow,
} from './entities';
import type { Dues } from './dues';
import { EventLog } from './event-log';
import type { WorkspaceEvent } from './events';
import { Reservations } from './reservation-book';
import { Tasks } from './task-book';

/** What the engine asks of the world around it. */
export interface Surroundings {
  readonly ctx: EmulatorContext;
  readonly voice: VoiceForTaskRouter;
  readonly dues: Dues;
  /** Looks for reservations that can be made now. */
  readonly route: (workspace: Workspace) => void;
  /** Hear of every event at once, in their order. */
  readonly listeners: Set<EventListener>;
}

/** `resource` is the record that the event is about, as it is now. */
export type EventListener = (workspace: Workspace, event: WorkspaceEvent, resource: Entity) => void;

/** One workspace with everything in it. */
export class Workspace implements Entity {
  readonly sid: string;
  readonly serial: number;
  readonly createdAtMs: number;
  updatedAtMs: number;

  eventCallbackUrl = '';
  eventsFilter = '';
  prioritizeQueueOrder: TaskOrder = 'FIFO';
  /** Without it (a legacy mode) a worker has one task at a time, and queues change his activity. */
  multiTaskEnabled = true;
  defaultActivity!: Activity;
  timeoutActivity!: Activity;

  readonly activities = new Map<string, Activity>();
  readonly channels = new Map<string, TaskChannel>();
  readonly workers = new Map<string, Worker>();
  readonly queues = new Map<string, TaskQueue>();
  readonly workflows = new Map<string, Workflow>();
  readonly tasks = new Tasks();
  readonly reservations = new Reservations();
  readonly events = new EventLog(() => this.now());

  /** How many places were given in the order of all that happens here. */
  counter = 0;
  private isAwake = false;
  private isDeleted = false;

  constructor(
    private readonly around: Surroundings,
    serial: number,
    public friendlyName: string,
  ) {
    this.sid = around.ctx.ids.sid('WS');
    this.serial = serial;
    this.createdAtMs = this.updatedAtMs = around.ctx.clock.now();
  }

  get ctx(): EmulatorContext {
    return this.around.ctx;
  }

  get voice(): VoiceForTaskRouter {
    return this.around.voice;
  }

  get dues(): Dues {
    return this.around.dues;
  }

  get url(): string {
    return `https://taskrouter.twilio.com/v1/Workspaces/${this.sid}`;
  }

  now(): number {
    return this.ctx.clock.now();
  }

  /** The next place in the order of all that happens here. */
  nextSerial(): number {
    return ++this.counter;
  }

  /** The beginning of a new record. */
  entity(prefix: string): Entity {
    const now = this.now();
    return { sid: this.ctx.ids.sid(prefix), serial: this.nextSerial(), createdAtMs: now, updatedAtMs: now };
  }

  touch(record: Entity): void {
    record.updatedAtMs = this.now();
  }

  tell(event: WorkspaceEvent, resource: Entity): void {
    for (const listener of this.around.listeners) listener(this, event, resource);
  }

  /** Something changed that may allow a reservation. It is made a moment later, as TaskRouter answers before it routes. */
  wake(): void {
    if (this.isAwake || this.isDeleted) return;
    this.isAwake = true;
    this.ctx.clock.after(0, () => {
      this.isAwake = false;
      if (!this.isDeleted) this.around.route(this);
    });
  }

  reservationsOf(holder: Task | Worker): Reservation[] {
    return this.reservations.of(holder);
  }

  pendingOf(task: Task): Reservation[] {
    return this.reservationsOf(task).filter(({ status }) => status === 'pending');
  }

  /** Stops everything that still waits for time. */
  dispose(): void {
    this.isDeleted = true;
    for (const { ending, route } of this.tasks.values()) {
      ending.due.stop();
      route.deadline.stop();
    }
    for (const { timeout } of this.reservations.values()) timeout.stop();
  }
}
