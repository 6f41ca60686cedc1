import type { Task } from '../../../emulator/twilio/taskrouter/engine/entities';
import { reject } from '../../../emulator/twilio/taskrouter/engine/reservations';
import {
  acceptReservation,
  cancelTask,
  completeTask,
  updateTask,
  wrapTask,
} from '../../../emulator/twilio/taskrouter/engine/tasks';
import { moveWorker } from '../../../emulator/twilio/taskrouter/engine/workers';
import { Engine } from './engine';
import type { Plan, Step } from './plan';
import { Specification } from './specification';

/** Lives through a plan in the engine and in the specification; throws where they part, or where a state cannot be. */
export async function live(plan: Plan): Promise<void> {
  const [engine, specification] = [new Engine(plan), new Specification(plan)];
  await engine.pass(0);
  for (const [index, step] of plan.steps.entries()) {
    // Every step has its own millisecond of the second: what falls due together has one cause.
    await engine.pass(1);
    specification.pass(1);
    take(step, engine, specification);
    await engine.pass(step.does === 'pass' ? step.seconds * 1000 : 0);
    compare(`after step ${index}, ${JSON.stringify(step)}`, engine, specification);
  }
}

function take(step: Step, engine: Engine, specification: Specification): void {
  const { workspace } = engine;
  const chosen = <T>(all: readonly T[], which: number): T | undefined => all[which % all.length];
  if (step.does === 'pass') return specification.pass(step.seconds * 1000);
  if (step.does === 'create') {
    engine.create(step.kind, step.priority, step.ttl);
    return specification.create(step.kind, step.priority, step.ttl);
  }
  if (step.does === 'move' || step.does === 'resize') {
    const worker = chosen(specification.workers, step.which);
    const known = engine.workers[specification.workers.indexOf(worker as never)];
    if (!worker || !known) return;
    if (step.does === 'move') {
      moveWorker(workspace, known, engine.activity(step.available));
      return specification.move(worker, step.available);
    }
    engine.resize(known, step.capacity);
    return specification.resize(worker, step.capacity);
  }
  if (step.does === 'accept' || step.does === 'reject') {
    const pending = specification.reservations.filter(({ status }) => status === 'pending');
    const reservation = chosen(pending, step.which);
    const known = [...workspace.reservations.values()].find(
      ({ task, worker, status }) =>
        status === 'pending' &&
        engine.nameOf(task) === reservation?.task.name &&
        worker.friendlyName === reservation.worker.name,
    );
    if (!reservation) return;
    if (!known) throw new Error(`${reservation.task.name} is not reserved for ${reservation.worker.name}`);
    if (step.does === 'accept') acceptReservation(workspace, known);
    else reject(workspace, known);
    return specification[step.does](reservation);
  }
  const from: Readonly<Record<typeof step.does, RegExp>> = {
    cancel: /pending|reserved/,
    change: /pending|reserved/,
    wrap: /assigned/,
    complete: /assi|wrap/,
  };
  const task = chosen(
    specification.tasks.filter(({ status }) => from[step.does].test(status)),
    step.which,
  );
  const known = engine.tasks[Number(task?.name.slice(1))];
  if (!task || !known) return;
  if (step.does === 'change') {
    const attributes = JSON.stringify({ kind: step.kind, name: task.name });
    updateTask(workspace, known, { attributes });
    return specification.change(task, step.kind);
  }
  const acts = { cancel: cancelTask, wrap: wrapTask, complete: completeTask };
  acts[step.does](workspace, known, undefined);
  specification[step.does](task);
}

function compare(when: string, engine: Engine, specification: Specification): void {
  const found = [...engine.tasks.map((task) => stateOf(engine, task)), ...byMoment(engine.log)];
  const expected = [
    ...specification.tasks.map((task) => {
      if (!specification.kept(task)) return `${task.name} gone`;
      const reservations = specification.reservations
        .filter((each) => each.task === task)
        .map(({ worker, status }) => `${worker.name} ${status}`);
      return `${task.name} ${task.status} p${task.priority} q${task.queue}: ${reservations.join(', ')}`;
    }),
    ...byMoment(specification.log),
  ];
  const workers = engine.workers.map(({ activity }) => activity.available).join();
  if (workers !== specification.workers.map(({ available }) => available).join())
    throw new Error(`${when}: other workers are available than should be (${workers})`);
  const at = expected.findIndex((line, index) => line !== found[index]);
  if (at >= 0 || found.length !== expected.length)
    throw new Error(`${when}: not '${expected[at]}' but '${found[at]}'\n${found.join('\n')}`);
  const wrongs = [...engine.wrongs, ...engine.tasks.flatMap((task) => contradictions(engine, task))];
  if (wrongs.length > 0) throw new Error(`${when}: ${wrongs.join('; ')}`);
}

function stateOf(engine: Engine, task: Task): string {
  const { workspace } = engine;
  if (!workspace.tasks.has(task.sid)) return `${engine.nameOf(task)} gone`;
  const reservations = workspace
    .reservationsOf(task)
    .map(({ worker, status }) => `${worker.friendlyName} ${status}`);
  const queue = task.queue?.friendlyName ?? 'qundefined';
  return `${engine.nameOf(task)} ${task.status} p${task.priority} ${queue}: ${reservations.join(', ')}`;
}

/** A task's state and its reservations' must say the same. */
function contradictions({ workspace, nameOf }: Engine, task: Task): string[] {
  const count = (...statuses: string[]): number =>
    workspace.reservationsOf(task).filter(({ status }) => statuses.includes(status)).length;
  const [pending, held] = [count('pending'), count('accepted', 'wrapping')];
  const fits: Readonly<Record<string, boolean>> = {
    pending: pending === 0 && held === 0,
    reserved: pending > 0 && held === 0,
    assigned: pending === 0 && held === 1,
    wrapping: pending === 0 && held === 1,
    completed: pending === 0 && held === 0,
    canceled: pending === 0 && held === 0,
  };
  return fits[task.status] ? [] : [`${nameOf(task)} is ${task.status} with ${pending} pending, ${held} held`];
}

/** What happens in the same millisecond has no order that anybody could rely on. */
function byMoment(log: readonly string[]): string[] {
  return [...log].sort((a, b) => Number(a.split(' ')[0]) - Number(b.split(' ')[0]) || (a < b ? -1 : 1));
}
