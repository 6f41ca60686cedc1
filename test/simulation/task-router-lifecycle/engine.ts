import { Dues } from '../../../emulator/twilio/taskrouter/engine/dues';
import type { Reservation, Task, Worker } from '../../../emulator/twilio/taskrouter/engine/entities';
import type { EventListener, Workspace } from '../../../emulator/twilio/taskrouter/engine/workspace';
import { usesCapacity } from '../../../emulator/twilio/taskrouter/engine/reservation-book';
import { createQueue } from '../../../emulator/twilio/taskrouter/engine/queues';
import { route } from '../../../emulator/twilio/taskrouter/engine/router';
import { createTask } from '../../../emulator/twilio/taskrouter/engine/tasks';
import { createWorker, updateChannel } from '../../../emulator/twilio/taskrouter/engine/workers';
import { createWorkflow } from '../../../emulator/twilio/taskrouter/engine/workflows';
import { createWorkspace } from '../../../emulator/twilio/taskrouter/engine/workspaces';
import { emulatedContext } from '../../support/emulated';
import type { Plan } from './plan';
import { noTelephone } from '../../support/no-telephone';

const LOGGED = /^(reservation\.(created|accepted|rejected|timeout|canceled|rescinded)|task\.canceled)$/;

/** TaskRouter's engine without HTTP, made as the plan says. */
export class Engine {
  readonly tasks: Task[] = [];
  readonly workers: Worker[] = [];
  readonly workspace: Workspace;
  /** As the specification writes its own. */
  readonly log: string[] = [];
  /** Reservations beyond what a worker can take, and steps from one state to another that cannot be. */
  readonly wrongs: string[] = [];
  private readonly ctx = emulatedContext(() => Promise.resolve());
  private readonly startMs = this.ctx.clock.now();
  private readonly states = new Map<Task, string>();

  constructor(plan: Plan) {
    const voice = noTelephone();
    const dues = new Dues(this.ctx.clock);
    const around = { ctx: this.ctx, voice, dues, route, listeners: new Set([this.hear]) };
    this.workspace = createWorkspace(around, 1, 'lifecycle', 'NONE', {});
    for (const [index, { skill, maxReserved, order }] of plan.queues.entries())
      createQueue(this.workspace, {
        friendlyName: `q${index}`,
        targetWorkers: skill === undefined ? '1==1' : `skills HAS "${skill}"`,
        maxReservedWorkers: maxReserved,
        taskOrder: order,
      });
    createWorkflow(this.workspace, {
      friendlyName: 'main',
      configuration: JSON.stringify({ task_routing: this.routing(plan) }),
      taskReservationTimeoutSeconds: plan.reservationTimeout,
    });
    for (const [index, { skills, level, capacity }] of plan.workers.entries()) {
      const worker = createWorker(this.workspace, {
        friendlyName: `w${index}`,
        attributes: JSON.stringify({ skills, level }),
        activity: this.activity(true),
      });
      this.workers.push(worker);
      this.resize(worker, capacity);
    }
  }

  create(kind: string, priority: number, ttl: number): void {
    const [workflow] = this.workspace.workflows.values();
    const [channel] = this.workspace.channels.values();
    if (!workflow || !channel) throw new Error('the workspace is not made');
    const attributes = JSON.stringify({ kind, name: `t${this.tasks.length}` });
    this.tasks.push(
      createTask(this.workspace, { attributes, channel, workflow, priority, timeoutSeconds: ttl }),
    );
  }

  resize(worker: Worker, capacity: number): void {
    const [channel] = worker.channels;
    if (channel) updateChannel(this.workspace, worker, channel, { capacity });
  }

  activity(available: boolean) {
    const name = available ? 'Available' : 'Unavailable';
    const found = [...this.workspace.activities.values()].find(({ friendlyName }) => friendlyName === name);
    if (!found) throw new Error(`no activity ${name}`);
    return found;
  }

  pass(ms: number): Promise<void> {
    return this.ctx.clock.advance(ms);
  }

  nameOf(task: Task): string {
    return (JSON.parse(task.attributes) as { name: string }).name;
  }

  private routing({ filters, defaultQueue }: Plan): object {
    const sids = [...this.workspace.queues.keys()];
    return {
      filters: filters.map(({ kind, targets }) => ({
        expression: kind === undefined ? '1==1' : `kind == "${kind}"`,
        targets: targets.map(({ queue, level, priority, timeout, skip }) => ({
          queue: sids[queue],
          ...(level === undefined ? {} : { expression: `worker.level >= ${level}` }),
          ...(priority === undefined ? {} : { priority }),
          ...(timeout === undefined ? {} : { timeout }),
          ...(skip === undefined ? {} : { skip_if: skip === 'always' ? '1==1' : 'workers.available == 0' }),
        })),
      })),
      ...(defaultQueue === undefined ? {} : { default_filter: { queue: sids[defaultQueue] } }),
    };
  }

  private readonly hear: EventListener = (workspace, { type }, resource) => {
    const at = this.ctx.clock.now() - this.startMs;
    if (type.startsWith('task.')) this.watchState(resource as Task);
    if (type === 'task-queue.entered') {
      const task = resource as Task;
      this.log.push(`${at} ${task.queue?.friendlyName} ${this.nameOf(task)}`);
    }
    if (!LOGGED.test(type)) return;
    if (type === 'task.canceled') return void this.log.push(`${at} ${type} ${this.nameOf(resource as Task)}`);
    const { task, worker } = resource as Reservation;
    this.log.push(`${at} ${type} ${this.nameOf(task)} ${worker.friendlyName}`);
    const load = workspace.reservationsOf(worker).filter(usesCapacity).length;
    const capacity = worker.channels[0]?.configuredCapacity ?? 0;
    if (type === 'reservation.created' && load > capacity)
      this.wrongs.push(`${worker.friendlyName} holds ${load} of ${capacity}`);
  };

  private watchState(task: Task): void {
    const before = this.states.get(task);
    if (before !== undefined && /completed|canceled/.test(before) && task.status !== before)
      this.wrongs.push(`${this.nameOf(task)} went from ${before} to ${task.status}`);
    this.states.set(task, task.status);
  }
}
