import type { Case } from '../case';
import { outcome, until } from '../target';
import { inWorkspace } from '../workspace';

const STATISTICS_WITHIN_SECONDS = 120;
const ROUNDS = 10;
const SETTLING_SECONDS = 10;

/** The names of what a list holds, in its order; what it was refused with instead. */
function named(list: Promise<readonly { friendlyName: string }[]>): Promise<string> {
  return list.then(
    (all) => all.map(({ friendlyName }) => friendlyName).join(', '),
    (error: unknown) => outcome(Promise.reject(error as Error)),
  );
}

/** What lists and statistics say, in which order, and how soon. */
export const LIST_CASES: readonly Case[] = [
  {
    title: 'orders of workers and queues',
    basis: 'assumed',
    settles: ['`Ordering` of workers takes'],
    emulated: {
      'workers by DateCreated:asc': 'first, second',
      'workers by DateUpdated:desc': 'first, second',
      'workers by DateStatusChanged:desc': 'first, second',
      'workers by FriendlyName:desc': 'second, first',
      'workers by ActivityName:asc': '400 / 20001',
      'workers by DateCreated': 'first, second',
      'workers by DateCreated:up': '400 / 20001',
      'queues by FriendlyName:desc': 'two, one',
      'queues by DateUpdated:desc': 'one, two',
      'queues by TargetWorkers:asc': '400 / 20001',
    },
    observe: (target) =>
      inWorkspace(target, async ({ workspace, activities, aWorker, aQueue }) => {
        const first = await aWorker('first', {}, 'Offline');
        await target.pass(1.5);
        await aWorker('second', {}, 'Offline');
        const one = await aQueue('one');
        await target.pass(1.5);
        await aQueue('two');
        await target.pass(1.5);
        await workspace.workers(first).update({ activitySid: activities['Unavailable'] ?? '' });
        await workspace.taskQueues(one).update({ targetWorkers: '1==2' });
        await target.pass(2);
        const workers = (ordering: string) => named(workspace.workers.list({ ordering }));
        const queues = (ordering: string) =>
          named(
            workspace.taskQueues
              .list({ ordering })
              .then((all) => all.filter(({ friendlyName }) => /^(one|two)$/.test(friendlyName))),
          );
        return {
          'workers by DateCreated:asc': await workers('DateCreated:asc'),
          'workers by DateUpdated:desc': await workers('DateUpdated:desc'),
          'workers by DateStatusChanged:desc': await workers('DateStatusChanged:desc'),
          'workers by FriendlyName:desc': await workers('FriendlyName:desc'),
          'workers by ActivityName:asc': await workers('ActivityName:asc'),
          'workers by DateCreated': await workers('DateCreated'),
          'workers by DateCreated:up': await workers('DateCreated:up'),
          'queues by FriendlyName:desc': await queues('FriendlyName:desc'),
          'queues by DateUpdated:desc': await queues('DateUpdated:desc'),
          'queues by TargetWorkers:asc': await queues('TargetWorkers:asc'),
        };
      }),
  },
  {
    title: 'how fresh lists are',
    basis: 'assumed',
    emulated: { 'stale lists of workers in ten changes': '0', 'stale lists of tasks in ten changes': '0' },
    observe: (target, note) =>
      inWorkspace(target, async ({ workspace, activities, aWorker, aQueue, aWorkflow, aTask }) => {
        const ana = workspace.workers(await aWorker('ana', {}, 'Offline'));
        await aWorkflow({ default_filter: { queue: await aQueue('nobody', '1==2') } });
        const task = workspace.tasks(await aTask());
        const stale = { workers: 0, tasks: 0 };
        for (let n = 0; n < ROUNDS; n += 1) {
          const activityName = n % 2 === 0 ? 'Available' : 'Offline';
          await ana.update({ activitySid: activities[activityName] ?? '' });
          const seen = async () => (await workspace.workers.list({ activityName })).length === 1 || undefined;
          if (!(await seen())) {
            stale.workers += 1;
            note((await until(target, SETTLING_SECONDS, seen)) ? 'a worker was late' : 'a worker never came');
          }
          await task.update({ attributes: JSON.stringify({ n }) });
          const [listed] = await workspace.tasks.list({ evaluateTaskAttributes: `n == ${n}` });
          if (!listed) stale.tasks += 1;
        }
        return {
          'stale lists of workers in ten changes': String(stale.workers),
          'stale lists of tasks in ten changes': String(stale.tasks),
        };
      }),
  },
  {
    title: 'statistics of several queues at once',
    basis: 'assumed',
    settles: ['The bulk statistics of queues'],
    emulated: {
      'of one of two named queues': '1',
      'in a body of another shape': '1',
      'without a body': 'all',
    },
    observe: (target) =>
      inWorkspace(target, async ({ workspace, aQueue }) => {
        const queue = await aQueue('one');
        await aQueue('two');
        const { bulkRealTimeStatistics } = workspace.taskQueues;
        const answered = (body?: object): Promise<string> =>
          bulkRealTimeStatistics.create(body ? { body } : {}).then(
            ({ taskQueueResponseCount: answeredFor }) => (answeredFor > 1 ? 'all' : String(answeredFor)),
            (error: unknown) => outcome(Promise.reject(error as Error)),
          );
        return {
          'of one of two named queues': await answered({ TaskQueueSids: [queue] }),
          'in a body of another shape': await answered({ queues: { only: queue } }),
          'without a body': await answered(),
        };
      }),
  },
  {
    title: 'how long a worker was in an activity',
    basis: 'assumed',
    settles: ['Activity durations count'],
    emulated: { 'ten seconds in Available': 'about 10 s', 'the present stay': 'grows' },
    observe: (target, note) =>
      inWorkspace(target, async ({ workspace, activities, aWorker }) => {
        const worker = workspace.workers(await aWorker('ana'));
        const move = (activity: string) => worker.update({ activitySid: activities[activity] ?? '' });
        await target.pass(10);
        await move('Offline');
        const total = async (activity: string): Promise<number> => {
          const { cumulative } = await worker.statistics().fetch();
          const { activity_durations: durations } = cumulative as {
            activity_durations: { friendly_name: string; total: number }[];
          };
          return durations.find(({ friendly_name: name }) => name === activity)?.total ?? 0;
        };
        const seen: number[] = [];
        const all = async (): Promise<true | undefined> => {
          seen.push(await total('Available'));
          return (seen.at(-1) ?? 0) >= 9 ? true : undefined;
        };
        await until(target, STATISTICS_WITHIN_SECONDS, all, 5);
        note(`seen as ${seen.join(', ')} s`);
        const before = await total('Offline');
        await target.pass(10);
        const last = seen.at(-1) ?? 0;
        return {
          'ten seconds in Available': last >= 9 && last <= 13 ? 'about 10 s' : `${last} s`,
          'the present stay': (await total('Offline')) > before ? 'grows' : 'does not grow',
        };
      }),
  },
];
