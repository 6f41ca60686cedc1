import type { Case } from '../case';
import { until } from '../target';
import { inWorkspace } from '../workspace';

/** Which way a task takes, and when. */
export const ROUTING_CASES: readonly Case[] = [
  {
    title: 'a target’s time-out while a reservation is pending',
    basis: 'assumed',
    settles: ["A target's deadline is the age"],
    emulated: {
      'after 20 s of a 10 s target': 'ana pending',
      'after the reservation’s 30 s': 'ana timeout, ben pending',
      'where the worker is then': 'Offline',
    },
    observe: (target) =>
      inWorkspace(
        target,
        async ({ workspace, aWorker, aQueue, aWorkflow, aTask, reserved, reservations }) => {
          const ana = await aWorker('ana', { n: 1 });
          await aWorker('ben', { n: 2 });
          const targets = [
            { queue: await aQueue('first', 'n == 1'), timeout: 10 },
            { queue: await aQueue('second', 'n == 2'), timeout: 300 },
          ];
          await aWorkflow({ filters: [{ expression: '1==1', targets }] }, 30);
          const task = await aTask();
          await reserved(task, 'ana');
          await target.pass(20);
          const before = await reservations(task);
          await target.pass(15);
          return {
            'after 20 s of a 10 s target': before,
            'after the reservation’s 30 s': await reservations(task),
            'where the worker is then': (await workspace.workers(ana).fetch()).activityName,
          };
        },
      ),
  },
  {
    title: 'new attributes of a waiting task',
    basis: 'assumed',
    settles: ['New attributes of a waiting task'],
    emulated: {
      'queue before': 'other',
      'queue when another filter matches': 'second',
      'queue when the same filter still matches': 'second',
    },
    observe: (target) =>
      inWorkspace(target, async ({ workspace, aQueue, aWorkflow, aTask, queueOf }) => {
        const [first, second, other] = [
          await aQueue('first', '1==2'),
          await aQueue('second', '1==2'),
          await aQueue('other', '1==2'),
        ];
        await aWorkflow({
          filters: [
            {
              expression: 'level == 2',
              targets: [
                { queue: first, timeout: 10 },
                { queue: second, timeout: 300 },
              ],
            },
            { expression: '1==1', targets: [{ queue: other, timeout: 300 }] },
          ],
        });
        const task = await aTask({ level: 1 });
        await target.pass(15);
        const before = await queueOf(task);
        await workspace.tasks(task).update({ attributes: '{"level":2}' });
        await target.pass(4);
        const after = await queueOf(task);
        await workspace.tasks(task).update({ attributes: '{"level":2,"more":1}' });
        await target.pass(4);
        return {
          'queue before': before,
          // The task is older than the first target's 10 s: a clock that started anew would leave it there.
          'queue when another filter matches': after,
          'queue when the same filter still matches': await queueOf(task),
        };
      }),
  },
  {
    title: 'a rejection after a target was skipped',
    basis: 'assumed',
    settles: ['New attributes of a waiting task'],
    emulated: { 'reservations when the first queue has somebody again': 'ben rejected, ben pending' },
    observe: (target) =>
      inWorkspace(
        target,
        async ({ workspace, activities, aWorker, aQueue, aWorkflow, aTask, reserved, reservations }) => {
          const ana = await aWorker('ana', { n: 1 }, 'Offline');
          await aWorker('ben', { n: 2 });
          const targets = [
            { queue: await aQueue('first', 'n == 1'), skip_if: 'workers.available == 0', timeout: 300 },
            { queue: await aQueue('second', 'n == 2'), timeout: 300 },
          ];
          await aWorkflow({ filters: [{ expression: '1==1', targets }] });
          const task = await aTask();
          const reservation = await reserved(task, 'ben');
          await workspace.workers(ana).update({ activitySid: activities['Available'] ?? '' });
          await workspace.tasks(task).reservations(reservation).update({ reservationStatus: 'rejected' });
          await until(target, 10, async () =>
            (await reservations(task)).includes('pending') ? true : undefined,
          );
          return { 'reservations when the first queue has somebody again': await reservations(task) };
        },
      ),
  },
  {
    title: 'ways out of a workflow',
    basis: 'assumed',
    settles: ['A task that no filter takes'],
    emulated: {
      'no filter and no default filter': 'canceled, Task canceled on Workflow skipped',
      'the last target’s time-out, with a default filter': 'canceled, Task canceled on Workflow timeout',
    },
    observe: (target) =>
      inWorkspace(target, async ({ workspace, aQueue, aWorkflow }) => {
        const queue = await aQueue('nobody', '1==2');
        const fallback = await aQueue('default', '1==2');
        const unmatched = await aWorkflow({ filters: [{ expression: 'level == 2', targets: [{ queue }] }] });
        const timed = await aWorkflow({
          filters: [{ expression: '1==1', targets: [{ queue, timeout: 5 }] }],
          default_filter: { queue: fallback },
        });
        const wayOut = async (workflowSid: string): Promise<string> => {
          const { sid } = await workspace.tasks.create({ workflowSid, attributes: '{}' });
          await target.pass(10);
          const { assignmentStatus, reason, taskQueueFriendlyName } = await workspace.tasks(sid).fetch();
          return assignmentStatus === 'canceled'
            ? `${assignmentStatus}, ${reason}`
            : `${assignmentStatus} in ${taskQueueFriendlyName}`;
        };
        return {
          'no filter and no default filter': await wayOut(unmatched),
          'the last target’s time-out, with a default filter': await wayOut(timed),
        };
      }),
  },
  {
    title: 'a workflow that changes under a waiting task',
    basis: 'assumed',
    settles: ['A workflow that changes without'],
    emulated: { 'without ReEvaluateTasks': 'old', 'with ReEvaluateTasks': 'new' },
    observe: (target) =>
      inWorkspace(target, async ({ workspace, aQueue, aWorkflow, aTask, queueOf }) => {
        const routing = (queue: string) => ({ default_filter: { queue } });
        const workflow = await aWorkflow(routing(await aQueue('old', '1==2')));
        const configuration = JSON.stringify({ task_routing: routing(await aQueue('new', '1==2')) });
        const task = await aTask();
        await target.pass(2);
        await workspace.workflows(workflow).update({ configuration });
        await target.pass(5);
        const before = await queueOf(task);
        await workspace.workflows(workflow).update({ configuration, reEvaluateTasks: 'true' });
        await target.pass(5);
        return { 'without ReEvaluateTasks': before, 'with ReEvaluateTasks': await queueOf(task) };
      }),
  },
  {
    title: 'who is asked next',
    basis: 'assumed',
    settles: ['"Idle longest" counts'],
    emulated: {
      'after the only worker rejected': 'ana rejected, ana pending',
      'of two, after the first rejected': 'ana rejected, ben pending',
      'a task of higher priority comes first': 'yes',
    },
    observe: (target) =>
      inWorkspace(
        target,
        async ({ workspace, activities, aWorker, aQueue, aWorkflow, reserved, reservations }) => {
          const ana = await aWorker('ana', { n: 1 });
          const one = await aWorkflow({ default_filter: { queue: await aQueue('one', 'n == 1') } });
          const two = await aWorkflow({ default_filter: { queue: await aQueue('two', 'n > 0') } });
          const create = async (workflowSid: string, priority = 0): Promise<string> =>
            (await workspace.tasks.create({ workflowSid, priority, attributes: '{}' })).sid;
          const reject = async (task: string): Promise<string> => {
            const sid = await reserved(task, 'ana');
            await workspace.tasks(task).reservations(sid).update({ reservationStatus: 'rejected' });
            await until(target, 10, async () =>
              (await reservations(task)).includes('pending') ? true : undefined,
            );
            return reservations(task);
          };
          const cancel = (task: string) =>
            workspace.tasks(task).update({ assignmentStatus: 'canceled', reason: 'test' });
          const first = await create(one);
          const alone = await reject(first);
          await cancel(first);
          // Ben is newer and has been idle for a shorter time, so that Ana is asked first.
          await target.pass(2);
          await aWorker('ben', { n: 2 }, 'Offline');
          const second = await create(two);
          await reserved(second, 'ana');
          const ben = (await workspace.workers.list({ friendlyName: 'ben' }))[0]?.sid ?? '';
          await workspace.workers(ben).update({ activitySid: activities['Available'] ?? '' });
          const ofTwo = await reject(second);
          await cancel(second);
          await workspace.workers(ana).update({ activitySid: activities['Offline'] ?? '' });
          const [low, high] = [await create(one), await create(one, 10)];
          await target.pass(2);
          await workspace.workers(ana).update({ activitySid: activities['Available'] ?? '' });
          await reserved(high, 'ana');
          return {
            'after the only worker rejected': alone,
            'of two, after the first rejected': ofTwo,
            'a task of higher priority comes first': (await reservations(low)) === '' ? 'yes' : 'no',
          };
        },
      ),
  },
];
