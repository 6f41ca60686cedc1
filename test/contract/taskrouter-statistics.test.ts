import { contactCenter, type ContactCenter } from '../support/contact-center';

let center: ContactCenter;
let queueSid: string;
let workflowSid: string;

beforeEach(async () => {
  center = await contactCenter();
  queueSid = await center.aQueue('spanish', 'language == "es"');
  workflowSid = await center.aWorkflow({
    filters: [{ expression: '1==1', targets: [{ queue: queueSid, timeout: 120 }] }],
  });
});

afterEach(async () => {
  await center.close();
});

const accept = async (taskSid: string) => {
  const task = center.workspace.tasks(taskSid);
  const [pending] = await task.reservations.list({ reservationStatus: 'pending' });
  await task.reservations(pending?.sid ?? '').update({ reservationStatus: 'accepted' });
};

test('now: who waits how long, and how many people there are', async () => {
  await center.aWorker('Alice', { language: 'es' });
  const worker = await center.aWorker('Bob', { language: 'es' });
  await center.workspace.workers(worker).update({ activitySid: center.activities.Offline });
  await center.aWorker('Carol', { language: 'en' });
  const taken = await center.aTask();
  await center.pass();
  await accept(taken);
  const first = await center.aTask();
  await center.pass(30);
  await center.aTask({}, { priority: 5 });
  await center.pass(12);
  const now = await center.workspace.taskQueues(queueSid).realTimeStatistics().fetch();
  expect(now).toMatchObject({
    longestTaskWaitingAge: 42,
    longestTaskWaitingSid: first,
    longestRelativeTaskAgeInQueue: 42,
    longestRelativeTaskSidInQueue: first,
    tasksByStatus: { assigned: 1, pending: 2, reserved: 0, wrapping: 0 },
    tasksByPriority: { 0: 2, 5: 1 },
    totalTasks: 3,
    totalEligibleWorkers: 2,
    totalAvailableWorkers: 1,
  });
  expect(now.activityStatistics).toContainEqual({
    friendly_name: 'Offline',
    sid: center.activities.Offline,
    workers: 1,
  });
  expect(await center.workspace.realTimeStatistics().fetch()).toMatchObject({
    totalTasks: 3,
    totalWorkers: 3,
  });
  expect(await center.workspace.workflows(workflowSid).realTimeStatistics().fetch()).toMatchObject({
    totalTasks: 3,
    longestTaskWaitingAge: 42,
  });
});

test('until now: how long it took until somebody accepted', async () => {
  const [quick, slow, never] = [await center.aTask(), await center.aTask(), await center.aTask()];
  await center.pass(10);
  const worker = await center.aWorker('Alice', { language: 'es' });
  await center.workspace.workers(worker).workerChannels('default').update({ capacity: 2 });
  await center.pass();
  await accept(quick);
  await center.pass(20);
  await accept(slow);
  await center.pass(100);
  expect(await center.status(never)).toBe('canceled');
  const tooOld = center.workspace
    .cumulativeStatistics()
    .fetch({ startDate: new Date(Date.UTC(2025, 11, 1)) });
  await expect(tooOld).rejects.toMatchObject({ status: 400, code: 14241 });
  const past = await center.workspace
    .taskQueues(queueSid)
    .cumulativeStatistics()
    .fetch({ splitByWaitTime: '15' });
  expect(past).toMatchObject({
    avgTaskAcceptanceTime: 20,
    reservationsCreated: 2,
    reservationsAccepted: 2,
    tasksEntered: 3,
    tasksCanceled: 1,
    tasksCompleted: 0,
    waitDurationUntilAccepted: { avg: 20, min: 10, max: 30, total: 40 },
    waitDurationUntilCanceled: { avg: 120, min: 120, max: 120, total: 120 },
    splitByWaitTime: {
      15: {
        above: { reservations_accepted: 1, tasks_canceled: 1 },
        below: { reservations_accepted: 1, tasks_canceled: 0 },
      },
    },
  });
  const workflow = center.workspace.workflows(workflowSid);
  expect(await workflow.cumulativeStatistics().fetch()).toMatchObject({
    tasksEntered: 3,
    tasksTimedOutInWorkflow: 1,
    splitByWaitTime: null,
  });
  expect(await center.workspace.cumulativeStatistics().fetch()).toMatchObject({ tasksCreated: 3 });
  await center.pass(3600);
  expect(await workflow.cumulativeStatistics().fetch()).toMatchObject({ tasksEntered: 0 });
  expect(await workflow.statistics().fetch({ minutes: 120 })).toMatchObject({
    cumulative: { tasks_entered: 3 },
    realtime: { total_tasks: 2 },
  });
});

describe('of workers', () => {
  beforeEach(async () => {
    const alice = await center.aWorker('Alice', { language: 'es' });
    await center.aWorker('Bob', { language: 'en' });
    const task = await center.aTask();
    await center.pass(60);
    await accept(task);
    await center.workspace.workers(alice).update({ activitySid: center.activities.Unavailable });
    await center.pass(30);
  });
  const stays = { avg: 60, min: 60, max: 60, total: 60 };

  test('now: how many are in which activity', async () => {
    const now = await center.workspace.workers.realTimeStatistics().fetch();
    expect(now.totalWorkers).toBe(2);
    expect(now.activityStatistics).toContainEqual(
      expect.objectContaining({ friendly_name: 'Unavailable', workers: 1 }),
    );
  });

  test('until now: reservations, and how long they were in each activity', async () => {
    const past = await center.workspace.workers.cumulativeStatistics().fetch();
    expect(past).toMatchObject({ reservationsCreated: 1, reservationsAccepted: 1, reservationsRejected: 0 });
    expect(past.activityDurations).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ friendly_name: 'Available', avg: 75, min: 60, max: 90, total: 150 }),
        expect.objectContaining({ friendly_name: 'Unavailable', total: 30 }),
        expect.objectContaining({ friendly_name: 'Offline', avg: 0, total: 0 }),
      ]),
    );
    const lately = await center.workspace.workers.cumulativeStatistics().fetch({ minutes: 1 });
    expect(lately.activityDurations).toContainEqual(
      expect.objectContaining({ friendly_name: 'Available', min: 30, max: 60, total: 90 }),
    );
  });

  test('of a queue, of one name and of one worker', async () => {
    const all = center.workspace.workers.statistics();
    expect(await all.fetch({ taskQueueSid: queueSid })).toMatchObject({
      realtime: { total_workers: 1 },
      cumulative: { reservations_created: 1 },
    });
    expect(await all.fetch({ friendlyName: 'Bob' })).toMatchObject({
      realtime: { total_workers: 1 },
      cumulative: { reservations_created: 0 },
    });
    const [alice] = await center.workspace.workers.list({ friendlyName: 'Alice' });
    const one = await center.workspace
      .workers(alice?.sid ?? '')
      .statistics()
      .fetch();
    expect(one.cumulative).toMatchObject({
      reservations_accepted: 1,
      activity_durations: expect.arrayContaining([
        expect.objectContaining({ friendly_name: 'Available', ...stays }),
      ]),
    });
  });
});

test('of many queues at once, as a list and by their SIDs', async () => {
  const other = await center.aQueue('english', 'language == "en"');
  await center.aTask();
  await center.pass();
  const listed = await center.workspace.taskQueues.statistics.list();
  expect(
    listed.map((one) => [one.taskQueueSid, (one.realtime as { total_tasks: number }).total_tasks]),
  ).toEqual([
    [queueSid, 1],
    [other, 0],
  ]);
  const bulk = await center.workspace.taskQueues.bulkRealTimeStatistics.create({
    body: { queueSids: [other, queueSid] },
  });
  expect(bulk.taskQueueResponseCount).toBe(2);
  expect(bulk.taskQueueData).toEqual([
    expect.objectContaining({ task_queue_sid: other, total_tasks: 0 }),
    expect.objectContaining({
      task_queue_sid: queueSid,
      total_tasks: 1,
      longest_relative_task_age_in_queue: 0,
    }),
  ]);
  expect((await center.workspace.taskQueues.bulkRealTimeStatistics.create()).taskQueueResponseCount).toBe(2);
});

test('of the whole workspace and of one queue, now and until now in one answer', async () => {
  await center.aTask();
  await center.pass();
  expect(await center.workspace.statistics().fetch()).toMatchObject({
    realtime: { total_tasks: 1, total_workers: 0 },
    cumulative: { tasks_created: 1 },
  });
  expect(await center.workspace.taskQueues(queueSid).statistics().fetch()).toMatchObject({
    realtime: { total_tasks: 1 },
    cumulative: { tasks_entered: 1 },
  });
});
