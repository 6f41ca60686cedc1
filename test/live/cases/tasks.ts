import type { Case } from '../case';
import { outcome, until } from '../target';
import { inWorkspace, type LiveWorkspace } from '../workspace';

/** Tasks are deleted five minutes after their end; a minute more for being late. */
const DELETED_AFTER_SECONDS = 360;
const POLL_SECONDS = 10;

/** A task that nobody takes. */
async function waitingTask({ aQueue, aWorkflow, aTask }: LiveWorkspace): Promise<string> {
  await aWorkflow({ default_filter: { queue: await aQueue('nobody', '1==2') } });
  return aTask({ a: 1 });
}

/** Task versions, refusals, endings. */
export const TASK_CASES: readonly Case[] = [
  {
    title: 'a wrong If-Match',
    basis: 'assumed',
    settles: ['Every change of a task'],
    emulated: {
      'update of a task': '412 / 20412',
      'deletion of a task': '412 / 20412',
      'update of a worker': '412 / 20412',
      'update of a reservation': '412 / 20412',
    },
    observe: (target, note) =>
      inWorkspace(target, async (own) => {
        const { workspace, aWorker, aQueue, aWorkflow, aTask, reserved } = own;
        const worker = await aWorker('ana');
        await aWorkflow({ default_filter: { queue: await aQueue('all') } });
        const task = await aTask();
        const reservation = await reserved(task, 'ana');
        const ifMatch = '99';
        await workspace
          .tasks(task)
          .update({ ifMatch, attributes: '{}' })
          .catch((error: unknown) => note(`message: ${(error as Error).message}`));
        return {
          'update of a task': await outcome(workspace.tasks(task).update({ ifMatch, attributes: '{}' })),
          'update of a worker': await outcome(
            workspace.workers(worker).update({ ifMatch, attributes: '{}' }),
          ),
          'update of a reservation': await outcome(
            workspace
              .tasks(task)
              .reservations(reservation)
              .update({ ifMatch, reservationStatus: 'accepted' }),
          ),
          'deletion of a task': await outcome(workspace.tasks(task).remove({ ifMatch })),
        };
      }),
  },
  {
    title: 'versions of a waiting task',
    basis: 'assumed',
    settles: ['Every change of a task'],
    emulated: { 'ETags from creation over two updates': '"0", "1", "2"' },
    observe: (target) =>
      inWorkspace(target, async (own) => {
        const sid = await waitingTask(own);
        const etags: string[] = [];
        const seen = async (): Promise<void> => {
          const { headers } = await own.workspace.tasks(sid).fetchWithHttpInfo();
          etags.push(String((headers as Record<string, unknown>)['etag']));
        };
        await target.pass(2);
        await seen();
        for (const n of [1, 2]) {
          await own.workspace.tasks(sid).update({ attributes: JSON.stringify({ n }) });
          await seen();
        }
        return { 'ETags from creation over two updates': etags.join(', ') };
      }),
  },
  {
    title: 'a canceled task',
    basis: 'assumed',
    settles: ['Attributes of a canceled or completed task'],
    emulated: {
      'status and attributes in one request': 'accepted',
      'attributes written afterwards': 'accepted',
      'canceled again': '400 / 20001',
      completed: '400 / 20001',
      'six minutes later': '404 / 20404',
    },
    observe: (target, note) =>
      inWorkspace(target, async (own) => {
        const task = own.workspace.tasks(await waitingTask(own));
        const other = own.workspace.tasks(await own.aTask());
        const assignmentStatus = 'canceled';
        const reason = 'test';
        await task.update({ assignmentStatus, reason });
        const answers = {
          'status and attributes in one request': await outcome(
            other.update({ assignmentStatus, reason, attributes: '{"b":2}' }),
          ),
          'attributes written afterwards': await outcome(task.update({ attributes: '{"c":3}' })),
          'canceled again': await outcome(task.update({ assignmentStatus, reason })),
          completed: await outcome(task.update({ assignmentStatus: 'completed', reason })),
        };
        let asked = 0;
        const gone = await until(
          target,
          DELETED_AFTER_SECONDS,
          async () => {
            asked += 1;
            const answer = await outcome(task.fetch());
            return answer === 'accepted' ? undefined : answer;
          },
          POLL_SECONDS,
        );
        note(`gone after about ${asked * POLL_SECONDS} s`);
        return { ...answers, 'six minutes later': gone ?? 'still there' };
      }),
  },
  {
    title: 'a task that is canceled while it is offered',
    basis: 'assumed',
    emulated: {
      reservation: 'ana canceled',
      'where the worker is then': 'Available',
      'accepted all the same': '400 / 20001',
    },
    observe: (target) =>
      inWorkspace(
        target,
        async ({ workspace, aWorker, aQueue, aWorkflow, aTask, reserved, reservations }) => {
          const ana = await aWorker('ana');
          await aWorkflow({ default_filter: { queue: await aQueue('all') } });
          const sid = await aTask();
          const reservation = await reserved(sid, 'ana');
          await workspace.tasks(sid).update({ assignmentStatus: 'canceled', reason: 'test' });
          await target.pass(2);
          return {
            reservation: await reservations(sid),
            'where the worker is then': (await workspace.workers(ana).fetch()).activityName,
            'accepted all the same': await outcome(
              workspace.tasks(sid).reservations(reservation).update({ reservationStatus: 'accepted' }),
            ),
          };
        },
      ),
  },
  {
    title: 'a task from reservation to its end',
    basis: 'documented',
    emulated: {
      'completed while it waits': '400 / 20001',
      'reservations of a queue for two': 'ana accepted, ben rescinded',
      'accepted again': '400 / 20001',
      'canceled when assigned': '400 / 20001',
      'status and attributes in one request': '400 / 20001',
      'after its end': 'completed, ana completed, ben rescinded',
    },
    observe: (target) =>
      inWorkspace(target, async (own) => {
        const { workspace, aWorker, aQueue, aWorkflow, aTask, reserved, reservations } = own;
        for (const name of ['ana', 'ben']) await aWorker(name);
        await aWorkflow({ default_filter: { queue: await aQueue('both', '1==1', 2) } });
        const sid = await aTask();
        const task = workspace.tasks(sid);
        const reservation = task.reservations(await reserved(sid, 'ana'));
        await reserved(sid, 'ben');
        const early = await outcome(task.update({ assignmentStatus: 'completed', reason: 'test' }));
        await reservation.update({ reservationStatus: 'accepted' });
        await reserved(sid, 'ben', 'rescinded').catch(() => undefined);
        const both = async (): Promise<string> => (await reservations(sid)).split(', ').sort().join(', ');
        const answers = {
          'completed while it waits': early,
          'reservations of a queue for two': await both(),
          'accepted again': await outcome(reservation.update({ reservationStatus: 'accepted' })),
          'canceled when assigned': await outcome(
            task.update({ assignmentStatus: 'canceled', reason: 'test' }),
          ),
          'status and attributes in one request': await outcome(
            task.update({ assignmentStatus: 'completed', reason: 'test', attributes: '{}' }),
          ),
        };
        await outcome(task.update({ assignmentStatus: 'completed', reason: 'test' }));
        const ended = await task.fetch();
        return { ...answers, 'after its end': `${ended.assignmentStatus}, ${await both()}` };
      }),
  },
];
