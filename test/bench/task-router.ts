import { performance } from 'node:perf_hooks';
import type { Reservation, Task } from '../../emulator/twilio/taskrouter/engine/entities';
import { Dues } from '../../emulator/twilio/taskrouter/engine/dues';
import { createQueue } from '../../emulator/twilio/taskrouter/engine/queues';
import { route } from '../../emulator/twilio/taskrouter/engine/router';
import { acceptReservation, completeTask, createTask } from '../../emulator/twilio/taskrouter/engine/tasks';
import { createWorker } from '../../emulator/twilio/taskrouter/engine/workers';
import { createWorkflow } from '../../emulator/twilio/taskrouter/engine/workflows';
import type { EventListener } from '../../emulator/twilio/taskrouter/engine/workspace';
import { createWorkspace } from '../../emulator/twilio/taskrouter/engine/workspaces';
import { contactCenter } from '../support/contact-center';
import { emulatedContext } from '../support/emulated';
import { startReceiver } from '../support/webhook-receiver';
import type { Measure } from './measure';
import { noTelephone } from '../support/no-telephone';

const WORKERS = 200;
const SKILLS = ['billing', 'sales', 'support', 'returns'];
const TASKS_A_MINUTE = 1000;
const HANDLED_IN_MS = 10_000;
const BY_REST = 1000;
const KEPT = 100_000;
/** Cost is measured over this many tasks, once with 1,000 in the log and once at the end. */
const WINDOW = 5000;
const MOST_GROWTH = 1.5;

/** What a task costs, from its creation to its completion, by REST and in the engine alone. */
export async function measureTaskRouter(): Promise<Measure[]> {
  const byRest = await restMsPerTask();
  const { early, late } = await engineMsPerTask();
  return [
    {
      name: `a task by REST with its assignment callback, ${WORKERS} workers`,
      value: byRest,
      unit: 'ms',
      goal: 60_000 / TASKS_A_MINUTE,
      note: `${Math.floor(60_000 / byRest)} tasks a minute`,
    },
    {
      name: `a task with ${KEPT.toLocaleString('en')} in the log beside 1,000`,
      value: late / early,
      unit: 'x',
      goal: MOST_GROWTH,
      note: `${early.toFixed(2)} ms and ${late.toFixed(2)} ms`,
    },
  ];
}

async function restMsPerTask(): Promise<number> {
  const receiver = await startReceiver(() => ({
    contentType: 'application/json',
    body: JSON.stringify({ instruction: 'accept' }),
  }));
  const center = await contactCenter();
  try {
    for (let n = 0; n < WORKERS; n += 1)
      await center.aWorker(`w${n}`, { skills: [SKILLS[n % SKILLS.length]] });
    const filters = [];
    for (const skill of SKILLS) {
      const queue = await center.aQueue(skill, `skills HAS "${skill}"`);
      filters.push({ expression: `skill == "${skill}"`, targets: [{ queue, timeout: 120 }] });
    }
    await center.aWorkflow({ filters }, { assignmentCallbackUrl: receiver.url });
    const begun = performance.now();
    const running: string[] = [];
    for (let n = 0; n < BY_REST; n += 1) {
      running.push(await center.aTask({ skill: SKILLS[n % SKILLS.length] }));
      await center.pass();
      if (running.length < WORKERS / 2) continue;
      await center.workspace.tasks(running.shift() ?? '').update({ assignmentStatus: 'completed' });
    }
    return (performance.now() - begun) / BY_REST;
  } finally {
    await center.close();
    await receiver.close();
  }
}

async function engineMsPerTask(): Promise<{ early: number; late: number }> {
  const ctx = emulatedContext(() => Promise.resolve());
  const voice = noTelephone();
  const handle: EventListener = (workspace, { type }, resource) => {
    if (type === 'reservation.created')
      ctx.clock.after(1000, () => acceptReservation(workspace, resource as Reservation));
    if (type === 'reservation.accepted') {
      const { task } = resource as Reservation;
      ctx.clock.after(HANDLED_IN_MS, () => completeTask(workspace, task, 'done'));
    }
  };
  const around = { ctx, voice, dues: new Dues(ctx.clock), route, listeners: new Set([handle]) };
  const workspace = createWorkspace(around, 1, 'load', 'NONE', {});
  const [channel] = workspace.channels.values();
  const activity = [...workspace.activities.values()].find(({ available }) => available);
  if (!channel || !activity) throw new Error('the workspace is not made');
  const filters = SKILLS.map((skill) => {
    const { sid } = createQueue(workspace, { friendlyName: skill, targetWorkers: `skills HAS "${skill}"` });
    return { expression: `skill == "${skill}"`, targets: [{ queue: sid, timeout: 120 }] };
  });
  const configuration = JSON.stringify({ task_routing: { filters } });
  const workflow = createWorkflow(workspace, { friendlyName: 'main', configuration });
  for (let n = 0; n < WORKERS; n += 1) {
    const attributes = JSON.stringify({ skills: [SKILLS[n % SKILLS.length]] });
    createWorker(workspace, { friendlyName: `w${n}`, attributes, activity });
  }
  let made = 0;
  const make = async (count: number): Promise<number> => {
    const begun = performance.now();
    for (let n = 0; n < count; n += 1) {
      const attributes = JSON.stringify({ skill: SKILLS[made++ % SKILLS.length], callSid: `CA${made}` });
      const task: Task = createTask(workspace, { attributes, channel, workflow });
      await ctx.clock.advance(60_000 / TASKS_A_MINUTE);
      if (task.status === 'canceled') throw new Error('a task found no worker');
    }
    return (performance.now() - begun) / count;
  };
  await make(1000);
  const early = await make(WINDOW);
  await make(KEPT - 1000 - 2 * WINDOW);
  const late = await make(WINDOW);
  return { early, late };
}
