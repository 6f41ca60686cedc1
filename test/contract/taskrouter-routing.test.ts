import { contactCenter, type ContactCenter } from '../support/contact-center';

let center: ContactCenter;

beforeEach(async () => {
  center = await contactCenter();
});

afterEach(async () => {
  await center.close();
});

const queueOf = async (taskSid: string) =>
  (await center.workspace.tasks(taskSid).fetch()).taskQueueFriendlyName;

const reasonOf = async (taskSid: string) => (await center.workspace.tasks(taskSid).fetch()).reason;

describe('filters', () => {
  test('the first that matches decides', async () => {
    const [spanish, sales, rest] = [
      await center.aQueue('spanish'),
      await center.aQueue('sales'),
      await center.aQueue('rest'),
    ];
    await center.aWorkflow({
      filters: [
        { expression: 'language == "es"', targets: [{ queue: spanish }] },
        { expression: 'department == "sales"', targets: [{ queue: sales }] },
      ],
      default_filter: { queue: rest },
    });
    const both = await center.aTask({ language: 'es', department: 'sales' });
    const second = await center.aTask({ language: 'en', department: 'sales' });
    const none = await center.aTask({});
    expect([await queueOf(both), await queueOf(second), await queueOf(none)]).toEqual([
      'spanish',
      'sales',
      'rest',
    ]);
  });

  test('a task that no filter takes is canceled', async () => {
    const queue = await center.aQueue('spanish');
    await center.aWorkflow({ filters: [{ expression: 'language == "es"', targets: [{ queue }] }] });
    const task = await center.aTask({ language: 'en' });
    expect([await center.status(task), await reasonOf(task)]).toEqual([
      'canceled',
      'Task canceled on Workflow skipped',
    ]);
  });
});

describe('timeouts', () => {
  test("add up against the task's age, and the last one cancels the task, default filter or not", async () => {
    const [first, second, rest] = [
      await center.aQueue('first'),
      await center.aQueue('second'),
      await center.aQueue('rest'),
    ];
    await center.aWorkflow({
      filters: [
        {
          expression: '1==1',
          targets: [
            { queue: first, timeout: 10 },
            { queue: second, timeout: '20', priority: 7 },
          ],
        },
      ],
      default_filter: { queue: rest },
    });
    const task = await center.aTask({}, { priority: 3 });
    await center.pass(9);
    expect(await queueOf(task)).toBe('first');
    await center.pass(2);
    expect(await center.workspace.tasks(task).fetch()).toMatchObject({
      taskQueueFriendlyName: 'second',
      priority: 7,
      assignmentStatus: 'pending',
    });
    await center.pass(18);
    expect(await center.status(task)).toBe('pending');
    await center.pass(1);
    expect([await center.status(task), await reasonOf(task)]).toEqual([
      'canceled',
      'Task canceled on Workflow timeout',
    ]);
    expect(center.happened()).toEqual([
      'task-queue.created',
      'task-queue.created',
      'task-queue.created',
      'workflow.created',
      'workflow.entered',
      'task-queue.entered',
      'task.created',
      'workflow.target-matched',
      'task-queue.timeout',
      'task-queue.moved',
      'task-queue.entered',
      'workflow.target-matched',
      'task-queue.timeout',
      'workflow.timeout',
      'task.canceled',
    ]);
  });

  test('lead into the next filter that matches', async () => {
    const [first, second] = [await center.aQueue('first'), await center.aQueue('second')];
    await center.aWorkflow({
      filters: [
        { expression: '1==1', targets: [{ queue: first, timeout: 5 }] },
        { expression: '1==2', targets: [{ queue: first }] },
        { expression: '1==1', targets: [{ queue: second }] },
      ],
    });
    const task = await center.aTask();
    await center.pass(5);
    expect(await queueOf(task)).toBe('second');
    await center.pass(3600);
    expect(await center.status(task)).toBe('pending');
  });

  test('do not cut a pending reservation short', async () => {
    const queue = await center.aQueue('everybody');
    await center.aWorkflow(
      { filters: [{ expression: '1==1', targets: [{ queue, timeout: 10 }] }] },
      { taskReservationTimeout: 30 },
    );
    await center.aWorker('Alice');
    const task = await center.aTask();
    await center.pass(29);
    expect(await center.status(task)).toBe('reserved');
    await center.pass(1);
    expect([await center.status(task), await center.reservations(task)]).toEqual([
      'canceled',
      ['Alice timeout'],
    ]);
  });

  test('a task that waits longer than its own time to live is canceled', async () => {
    const queue = await center.aQueue('everybody');
    await center.aWorkflow({ default_filter: { queue } });
    const task = await center.aTask({}, { timeout: 60 });
    await center.pass(59);
    expect(await center.status(task)).toBe('pending');
    await center.pass(1);
    expect([await center.status(task), await reasonOf(task)]).toEqual(['canceled', 'Task TTL Exceeded']);
  });
});

describe('skip_if', () => {
  test('goes on at once when nobody can be reserved, out of the last target to the default filter', async () => {
    const [spanish, rest] = [await center.aQueue('spanish', 'language == "es"'), await center.aQueue('rest')];
    await center.aWorkflow({
      filters: [
        {
          expression: '1==1',
          targets: [
            { queue: spanish, timeout: 10, skip_if: 'workers.available == 0' },
            { queue: spanish, timeout: 10, skip_if: '1==1' },
          ],
        },
      ],
      default_filter: { queue: rest },
    });
    const task = await center.aTask();
    await center.pass();
    expect(await queueOf(task)).toBe('rest');
    await center.pass(30);
    expect(await center.status(task)).toBe('pending');
  });

  test('does not count while somebody can be reserved, nor for one who is merely busy', async () => {
    const [first, second] = [await center.aQueue('first'), await center.aQueue('second')];
    await center.aWorkflow({
      filters: [
        {
          expression: '1==1',
          targets: [{ queue: first, skip_if: 'workers.available == 0', timeout: 60 }, { queue: second }],
        },
      ],
    });
    await center.aWorker('Alice');
    const [one, two] = [await center.aTask(), await center.aTask()];
    await center.pass();
    expect([await center.status(one), await queueOf(one)]).toEqual(['reserved', 'first']);
    expect([await center.status(two), await queueOf(two)]).toEqual(['pending', 'first']);
  });

  test('out of a workflow without default the task is canceled', async () => {
    const queue = await center.aQueue('everybody');
    await center.aWorkflow({
      filters: [{ expression: '1==1', targets: [{ queue, skip_if: 'workers.available == 0' }] }],
    });
    const task = await center.aTask();
    await center.pass();
    expect([await center.status(task), await reasonOf(task)]).toEqual([
      'canceled',
      'Task canceled on Workflow skipped',
    ]);
    expect(center.happened().slice(-2)).toEqual(['workflow.skipped', 'task.canceled']);
  });
});

describe('who gets a task', () => {
  test('the one who has been idle longest, of those whom queue and target let in', async () => {
    const queue = await center.aQueue('tax', 'skills HAS "tax"');
    await center.aWorkflow({
      filters: [
        {
          expression: '1==1',
          targets: [
            { queue, expression: 'task.language IN worker.languages AND worker.sid NOT IN task.declinedBy' },
          ],
        },
      ],
    });
    await center.aWorker('Alice', { skills: ['law'], languages: ['es'] });
    await center.aWorker('Bob', { skills: ['tax'], languages: ['en'] });
    const carol = await center.aWorker('Carol', { skills: ['tax'], languages: ['es', 'en'] });
    await center.pass(1);
    await center.aWorker('Dave', { skills: ['tax'], languages: ['es'] });
    const first = await center.aTask({ language: 'es', declinedBy: [] });
    const second = await center.aTask({ language: 'es', declinedBy: [carol] });
    await center.pass();
    expect(await center.reservations(first)).toEqual(['Carol pending']);
    expect(await center.reservations(second)).toEqual(['Dave pending']);
  });

  test('order_by comes before idleness; a missing attribute is last, a clause over texts is ignored', async () => {
    const queue = await center.aQueue('everybody');
    await center.aWorkflow({
      filters: [
        {
          expression: '1==1',
          targets: [{ queue, order_by: 'worker.name ASC, worker.level DESC, worker.age ASC' }],
        },
      ],
    });
    await center.aWorker('Novice', { name: 'z', age: 20 });
    await center.aWorker('Child', { name: 'y', age: 10 });
    await center.aWorker('Nobody', { name: 'x' });
    await center.aWorker('Old', { name: 'a', level: 2, age: 60 });
    await center.aWorker('Young', { name: 'b', level: 2, age: 30 });
    await center.aWorker('Master', { name: 'c', level: 9 });
    const order = [];
    for (let number = 0; number < 6; number += 1) {
      const task = await center.aTask();
      await center.pass();
      order.push(...(await center.reservations(task)));
    }
    expect(order).toEqual([
      'Master pending',
      'Young pending',
      'Old pending',
      'Child pending',
      'Novice pending',
      'Nobody pending',
    ]);
  });

  test('a known worker and nobody else', async () => {
    const queue = await center.aQueue('staff', 'guest != 1');
    await center.aWorkflow({
      filters: [
        {
          expression: '1==1',
          targets: [{ queue, known_worker_friendly_name: 'task.agent', timeout: 10 }, { queue }],
        },
      ],
    });
    await center.aWorker('Alice');
    await center.pass(1);
    await center.aWorker('Bob');
    const known = await center.aTask({ agent: 'Bob' });
    const unknown = await center.aTask({ agent: null });
    await center.pass();
    await center.aWorker('Carol', { guest: 1 });
    const guest = await center.aTask({ agent: 'Carol' });
    const stranger = await center.aTask({ agent: 'Dora' });
    const unnamed = await center.aTask();
    await center.pass();
    const reported = center.ctx.journal.entries.filter(({ kind }) => kind === 'taskrouter.known-worker');
    expect(reported).toMatchObject([
      { code: 40152, task_sid: guest },
      { code: 40154, task_sid: stranger },
      { code: 40154, task_sid: unnamed },
    ]);
    expect([await center.reservations(known), await center.reservations(unknown)]).toEqual([
      ['Bob pending'],
      [],
    ]);
    await center.pass(10);
    expect(await center.reservations(unknown)).toEqual(['Alice pending']);
  });

  test('the higher priority first, then the older task; newest first in a LIFO queue', async () => {
    const queue = await center.aQueue('everybody');
    await center.aWorkflow({ default_filter: { queue } });
    const old = await center.aTask();
    await center.pass(5);
    const newer = await center.aTask();
    const urgent = await center.aTask({}, { priority: 10 });
    await center.aWorker('Alice');
    await center.pass();
    const reserved = async () =>
      (await center.workspace.tasks.list({ assignmentStatus: ['reserved'] })).map(({ sid }) => sid);
    expect(await reserved()).toEqual([urgent]);
    await center.workspace.tasks(urgent).update({ assignmentStatus: 'canceled' });
    await center.pass();
    expect(await reserved()).toEqual([old]);
    await center.workspace.taskQueues(queue).update({ taskOrder: 'LIFO' });
    const newest = await center.aTask();
    await center.workspace.tasks(old).update({ assignmentStatus: 'canceled' });
    await center.workspace.tasks(newest).update({ virtualStartTime: new Date(0) });
    await center.pass();
    expect(await reserved()).toEqual([newer]);
  });

  test('a worker whom the task names, even offline, unless capacity is to be respected', async () => {
    const { workspace, activities } = center;
    const sid = await center.aWorker('Alice');
    await workspace.workers(sid).update({ activitySid: activities.Offline });
    const direct = await workspace.tasks.create({ routingTarget: sid });
    const polite = await workspace.tasks.create({ routingTarget: sid, ignoreCapacity: 'false' });
    await center.pass();
    expect([await center.status(direct.sid), await center.status(polite.sid)]).toEqual([
      'reserved',
      'pending',
    ]);
  });
});

describe('re-evaluation', () => {
  const routing = (queue: string) => ({
    filters: [
      { expression: 'language == "es"', targets: [{ queue, expression: 'worker.es == true', timeout: 60 }] },
      { expression: '1==1', targets: [{ queue, expression: 'worker.es != true', timeout: 60 }] },
    ],
  });

  test('new attributes send a waiting task through the workflow again; timeouts go on counting', async () => {
    await center.aWorkflow(routing(await center.aQueue('everybody')));
    await center.aWorker('Alice', { es: true });
    const task = await center.aTask({ language: 'en' });
    await center.pass(50);
    expect(await center.status(task)).toBe('pending');
    await center.workspace.tasks(task).update({ attributes: '{"language":"es"}' });
    await center.pass();
    expect(await center.reservations(task)).toEqual(['Alice pending']);
    const other = await center.aTask({ language: 'es' });
    await center.pass(55);
    await center.workspace.tasks(other).update({ attributes: '{"language":"es","more":1}' });
    await center.pass(4);
    expect(await center.status(other)).toBe('pending');
    await center.workspace.tasks(task).update({ attributes: '{"language":"es","more":1}' });
    await center.pass(61);
    expect(await center.status(other)).toBe('canceled');
  });

  test('new attributes that lead to the same place change nothing', async () => {
    await center.aWorkflow(routing(await center.aQueue('everybody')));
    const task = await center.aTask({ language: 'en' });
    await center.pass(1);
    const before = center.happened();
    await center.workspace.tasks(task).update({ attributes: '{"language":"fr"}' });
    await center.pass(1);
    expect(center.happened()).toEqual([...before, 'task.updated']);
  });

  test('attributes that change while a reservation is pending count when it ends', async () => {
    const queue = await center.aQueue('everybody');
    await center.aWorkflow({
      filters: [
        {
          expression: '1==1',
          targets: [{ queue, expression: 'worker.sid NOT IN task.declinedBy', timeout: 60 }],
        },
      ],
    });
    const alice = await center.aWorker('Alice');
    const task = center.workspace.tasks(await center.aTask({ declinedBy: [] }));
    await center.pass();
    const [reservation] = await task.reservations.list();
    await task.update({ attributes: JSON.stringify({ declinedBy: [alice] }) });
    await center.pass(1);
    expect((await task.fetch()).assignmentStatus).toBe('reserved');
    await task.reservations(reservation?.sid ?? '').update({ reservationStatus: 'rejected' });
    await center.pass(1);
    expect(await task.fetch()).toMatchObject({ assignmentStatus: 'pending' });
    await center.pass(60);
    expect(await task.fetch()).toMatchObject({
      assignmentStatus: 'canceled',
      reason: expect.stringMatching(/timeout/),
    });
  });

  test('a changed workflow moves waiting tasks only when asked to', async () => {
    const { workspace } = center;
    const [first, second] = [await center.aQueue('first'), await center.aQueue('second')];
    const workflowSid = await center.aWorkflow({ default_filter: { queue: first } });
    const task = await center.aTask();
    const configuration = JSON.stringify({ task_routing: { default_filter: { queue: second } } });
    await workspace.workflows(workflowSid).update({ configuration });
    await center.pass();
    expect(await queueOf(task)).toBe('first');
    await workspace.workflows(workflowSid).update({ configuration, reEvaluateTasks: 'true' });
    await center.pass();
    expect(await queueOf(task)).toBe('second');
  });
});
