import type { Case } from '../case';
import { outcome } from '../target';
import { inWorkspace } from '../workspace';

/** What becomes of a worker's activity in a workspace of the legacy mode. */
export const SINGLE_TASKING_CASES: readonly Case[] = [
  {
    title: 'a single-tasking workspace',
    basis: 'assumed',
    settles: ['In a single-tasking workspace'],
    emulated: {
      'activities of a new one': 'Offline, Idle, Busy, Reserved',
      'a queue without activities': '400 / 20001',
      'a worker who is reserved': 'Reserved',
      'whose task is canceled': 'Idle',
      'who rejects': 'Reserved',
      'who accepts': 'Busy',
      'who completes': 'Busy',
    },
    observe: (target) =>
      inWorkspace(
        target,
        async ({ workspace, activities, aWorker, aQueue, aWorkflow, aTask, reserved }) => {
          const refused = await outcome(aQueue('bare'));
          const { sid: queue } = await workspace.taskQueues.create({
            friendlyName: 'all',
            reservationActivitySid: activities['Reserved'] ?? '',
            assignmentActivitySid: activities['Busy'] ?? '',
          });
          await aWorkflow({ default_filter: { queue } });
          const worker = workspace.workers(await aWorker('ana', {}, 'Idle'));
          const activity = async () => {
            await target.pass(2);
            return (await worker.fetch()).activityName;
          };
          const aReservation = async () => {
            await worker.update({ activitySid: activities['Idle'] ?? '' });
            const task = workspace.tasks(await aTask());
            const { sid } = await task.fetch();
            return { task, reservation: task.reservations(await reserved(sid, 'ana')) };
          };
          const first = await aReservation();
          const whileReserved = await activity();
          await first.task.update({ assignmentStatus: 'canceled', reason: 'nobody waits' });
          const afterCancellation = await activity();
          const second = await aReservation();
          await second.reservation.update({ reservationStatus: 'rejected' });
          const afterRejection = await activity();
          await second.task.update({ assignmentStatus: 'canceled', reason: 'nobody waits' });
          const third = await aReservation();
          await third.reservation.update({ reservationStatus: 'accepted' });
          const afterAcceptance = await activity();
          await third.task.update({ assignmentStatus: 'completed', reason: 'done' });
          return {
            'activities of a new one': Object.keys(activities).join(', '),
            'a queue without activities': refused,
            'a worker who is reserved': whileReserved,
            'whose task is canceled': afterCancellation,
            'who rejects': afterRejection,
            'who accepts': afterAcceptance,
            'who completes': await activity(),
          };
        },
        { multiTaskEnabled: false },
      ),
  },
];
