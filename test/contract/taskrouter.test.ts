import type { TaskListInstanceCreateOptions } from 'twilio/lib/rest/taskrouter/v1/workspace/task';
import { contactCenter, type ContactCenter } from '../support/contact-center';

let center: ContactCenter;

beforeEach(async () => {
  center = await contactCenter();
});

afterEach(async () => {
  await center.close();
});

const refusal = (status: number, code: number, message?: string) =>
  expect.objectContaining({
    status,
    code,
    ...(message ? { message: expect.stringContaining(message) } : {}),
  });

const names = (records: readonly { friendlyName: string }[]) =>
  records.map(({ friendlyName }) => friendlyName);

describe('workspaces', () => {
  test('a new one has three activities and five task channels', async () => {
    const { workspace } = center;
    expect(await workspace.fetch()).toMatchObject({
      friendlyName: 'support',
      defaultActivityName: 'Offline',
      timeoutActivityName: 'Offline',
      multiTaskEnabled: true,
      eventsFilter: null,
      prioritizeQueueOrder: 'FIFO',
    });
    expect(
      (await workspace.activities.list()).map(({ friendlyName, available }) => [friendlyName, available]),
    ).toEqual([
      ['Offline', false],
      ['Available', true],
      ['Unavailable', false],
    ]);
    expect((await workspace.taskChannels.list()).map(({ uniqueName }) => uniqueName)).toEqual([
      'default',
      'voice',
      'sms',
      'chat',
      'video',
    ]);
  });

  test('the template FIFO adds a queue for everybody and a workflow', async () => {
    const { workspaces } = center.client.taskrouter.v1;
    const { sid } = await workspaces.create({ friendlyName: 'fifo', template: 'FIFO' });
    expect(await workspaces(sid).taskQueues.list()).toMatchObject([
      { friendlyName: 'Sample Queue', targetWorkers: '1==1', maxReservedWorkers: 1, taskOrder: 'FIFO' },
    ]);
    expect(await workspaces(sid).workflows.list()).toMatchObject([
      { friendlyName: 'Default Fifo Workflow', taskReservationTimeout: 120, assignmentCallbackUrl: null },
    ]);
  });

  test('default and timeout activity are set by an update', async () => {
    const { workspace, activities } = center;
    await workspace.update({ timeoutActivitySid: activities.Unavailable, eventsFilter: 'task.created' });
    expect(await workspace.fetch()).toMatchObject({
      timeoutActivityName: 'Unavailable',
      defaultActivityName: 'Offline',
      eventsFilter: 'task.created',
    });
    const unknown = workspace.update({ defaultActivitySid: `WA${'0'.repeat(32)}` });
    await expect(unknown).rejects.toEqual(refusal(400, 20001));
  });

  test('one is deleted with everything in it', async () => {
    const { workspace } = center;
    await workspace.remove();
    await expect(workspace.fetch()).rejects.toEqual(refusal(404, 20404, 'was not found'));
    await expect(workspace.workers.list()).rejects.toEqual(refusal(404, 20404));
    await expect(center.client.taskrouter.v1.workspaces.list()).resolves.toEqual([]);
  });

  test('a name is required', async () => {
    const made = center.client.taskrouter.v1.workspaces.create({ friendlyName: '' });
    await expect(made).rejects.toEqual(refusal(400, 20001, 'FriendlyName'));
  });

  test('one is multitasking and stays so, unless there is a single-tasking one', async () => {
    const { workspace, client } = center;
    await expect(workspace.update({ multiTaskEnabled: false })).rejects.toEqual(refusal(400, 20001));
    const { sid } = await client.taskrouter.v1.workspaces.create({
      friendlyName: 'one',
      multiTaskEnabled: false,
      template: 'FIFO',
    });
    const legacy = client.taskrouter.v1.workspaces(sid);
    expect(names(await legacy.activities.list())).toEqual(['Offline', 'Idle', 'Busy', 'Reserved']);
    expect(await legacy.taskQueues.list()).toMatchObject([
      { friendlyName: 'Sample Queue', reservationActivityName: 'Reserved', assignmentActivityName: 'Busy' },
    ]);
    expect((await workspace.update({ multiTaskEnabled: false })).multiTaskEnabled).toBe(false);
    expect((await legacy.update({ multiTaskEnabled: true })).multiTaskEnabled).toBe(true);
    expect(await legacy.taskQueues.list()).toMatchObject([{ reservationActivitySid: null }]);
  });
});

describe('activities', () => {
  test('whether one is available is decided once', async () => {
    const { workspace } = center;
    const { sid } = await workspace.activities.create({ friendlyName: 'Busy', available: false });
    expect(await workspace.activities(sid).update({ friendlyName: 'Break' })).toMatchObject({
      friendlyName: 'Break',
      available: false,
    });
    expect(names(await workspace.activities.list({ available: 'false' }))).toEqual([
      'Offline',
      'Unavailable',
      'Break',
    ]);
    await workspace.activities(sid).remove();
    await expect(workspace.activities(sid).fetch()).rejects.toEqual(refusal(404, 20404));
  });

  test('one in use cannot be deleted', async () => {
    const { workspace, activities } = center;
    await center.aWorker('Alice');
    await expect(workspace.activities(activities.Offline).remove()).rejects.toEqual(refusal(400, 20001));
    await expect(workspace.activities(activities.Available).remove()).rejects.toEqual(refusal(400, 20001));
  });
});

describe('task channels', () => {
  test('one is found by its unique name, and every worker gets it', async () => {
    const { workspace } = center;
    const worker = workspace.workers(await center.aWorker('Alice'));
    const { sid } = await workspace.taskChannels.create({ friendlyName: 'Fax', uniqueName: 'fax' });
    expect((await workspace.taskChannels('fax').fetch()).sid).toBe(sid);
    expect((await workspace.taskChannels('fax').update({ friendlyName: 'Fax 2' })).friendlyName).toBe(
      'Fax 2',
    );
    expect(await worker.workerChannels('fax').fetch()).toMatchObject({
      configuredCapacity: 1,
      available: true,
      availableCapacityPercentage: 100,
      assignedTasks: 0,
    });
    await workspace.taskChannels(sid).remove();
    await expect(worker.workerChannels('fax').fetch()).rejects.toEqual(refusal(404, 20404));
    const hyphen = workspace.taskChannels.create({ friendlyName: 'x', uniqueName: 'a-b' });
    await expect(hyphen).rejects.toEqual(refusal(400, 20001));
  });
});

describe('workers', () => {
  test('one starts in the default activity with a channel for every task channel', async () => {
    const { workspace } = center;
    const made = await workspace.workers.create({ friendlyName: 'Alice' });
    expect(made).toMatchObject({ activityName: 'Offline', available: false, attributes: '{}' });
    const channels = await workspace.workers(made.sid).workerChannels.list();
    expect(channels.map((channel) => [channel.taskChannelUniqueName, channel.configuredCapacity])).toEqual([
      ['default', 1],
      ['voice', 1],
      ['sms', 1],
      ['chat', 1],
      ['video', 1],
    ]);
    const voice = workspace.workers(made.sid).workerChannels('voice');
    expect(await voice.update({ capacity: 3, available: false })).toMatchObject({
      configuredCapacity: 3,
      available: false,
    });
  });

  test('names are unique whatever their case', async () => {
    await center.aWorker('Alice');
    await expect(center.aWorker('ALICE')).rejects.toEqual(
      refusal(400, 20001, 'Worker with the same friendly name already exists'),
    );
  });

  test('attributes are the text of a JSON object of at most 4096 characters', async () => {
    const { workspace } = center;
    const worker = workspace.workers(await center.aWorker('Alice'));
    for (const attributes of ['{', '5', '[]', JSON.stringify({ a: 'x'.repeat(4090) })])
      await expect(worker.update({ attributes })).rejects.toEqual(refusal(400, 20001, 'Attributes'));
    expect((await worker.update({ attributes: '{"level":1}' })).attributes).toBe('{"level":1}');
  });

  test('lists are filtered by activity, queue, expression and name', async () => {
    const { workspace, activities } = center;
    await center.aWorker('Alice', { languages: ['en'], level: 2 });
    await center.aWorker('Bob', { languages: ['es'], level: 5 });
    await workspace.workers.create({ friendlyName: 'Carol', attributes: '{"languages":["es"]}' });
    const queueSid = await center.aQueue('spanish', 'languages HAS "es"');
    const { workers } = workspace;
    expect(names(await workers.list({ available: '1' }))).toEqual(['Alice', 'Bob']);
    expect(names(await workers.list({ activitySid: activities.Offline }))).toEqual(['Carol']);
    expect(names(await workers.list({ taskQueueSid: queueSid }))).toEqual(['Bob', 'Carol']);
    expect(names(await workers.list({ taskQueueName: 'spanish', activityName: 'Available' }))).toEqual([
      'Bob',
    ]);
    expect(
      names(await workers.list({ targetWorkersExpression: 'friendly_name == "Alice" OR level > 4' })),
    ).toEqual(['Alice', 'Bob']);
    expect(names(await workers.list({ friendlyName: 'Bob' }))).toEqual(['Bob']);
    await expect(workers.list({ targetWorkersExpression: 'level >' })).rejects.toEqual(refusal(400, 20001));
  });

  test('lists are ordered', async () => {
    for (const name of ['Bob', 'Alice', 'Carol']) await center.aWorker(name);
    const { workers } = center.workspace;
    expect(names(await workers.list({ ordering: 'FriendlyName:desc', pageSize: 2 }))).toEqual([
      'Carol',
      'Bob',
      'Alice',
    ]);
    expect(names(await workers.list({ ordering: 'DateStatusChanged:asc' }))).toEqual([
      'Bob',
      'Alice',
      'Carol',
    ]);
    await expect(workers.list({ ordering: 'Age:asc' })).rejects.toEqual(refusal(400, 20001));
  });

  test('pages follow one another to the end and back, and have no number', async () => {
    for (let number = 0; number < 7; number += 1) await center.aWorker(`agent ${number}`);
    const first = await center.workspace.workers.page({ pageSize: 3 });
    expect(names(first.instances)).toEqual(['agent 0', 'agent 1', 'agent 2']);
    expect(first.nextPageUrl).toMatch(/^https:\/\/taskrouter\.twilio\.com\/v1\/Workspaces\//);
    const second = await first.nextPage();
    expect(names(second?.instances ?? [])).toEqual(['agent 3', 'agent 4', 'agent 5']);
    expect(names((await second?.previousPage())?.instances ?? [])).toEqual(names(first.instances));
    await expect(center.workspace.workers.page({ pageNumber: 1 })).rejects.toEqual(refusal(400, 40153));
    expect(names(await center.workspace.workers.list({ pageSize: 2 }))).toHaveLength(7);
  });

  test('another version than the one that was read is refused', async () => {
    const worker = center.workspace.workers(await center.aWorker('Alice'));
    await worker.update({ attributes: '{"a":1}', ifMatch: '0' });
    await expect(worker.update({ attributes: '{"a":2}', ifMatch: '0' })).rejects.toEqual(refusal(412, 20412));
    expect((await worker.fetch()).attributes).toBe('{"a":1}');
  });

  test('one who is available cannot be deleted', async () => {
    const worker = center.workspace.workers(await center.aWorker('Alice'));
    await expect(worker.remove()).rejects.toEqual(refusal(400, 20001));
    await worker.update({ activitySid: center.activities.Offline });
    await worker.remove();
    await expect(worker.fetch()).rejects.toEqual(refusal(404, 20404));
  });
});

describe('task queues', () => {
  test('one is created, listed, changed and deleted', async () => {
    const { workspace } = center;
    const sid = await center.aQueue('spanish', 'languages HAS "es"', 3);
    const other = await center.aQueue('everybody');
    const workerSid = await center.aWorker('Alice', { languages: ['en'] });
    expect(names(await workspace.taskQueues.list({ workerSid }))).toEqual(['everybody']);
    expect(
      names(await workspace.taskQueues.list({ evaluateWorkerAttributes: '{"languages":["es"]}' })),
    ).toEqual(['spanish', 'everybody']);
    expect(
      await workspace.taskQueues(sid).update({ taskOrder: 'LIFO', targetWorkers: '1==1' }),
    ).toMatchObject({
      taskOrder: 'LIFO',
      targetWorkers: '1==1',
      maxReservedWorkers: 3,
    });
    await workspace.taskQueues(other).remove();
    await expect(workspace.taskQueues(other).fetch()).rejects.toEqual(refusal(404, 20404));
  });

  test('a malformed expression is refused in the words of the parser', async () => {
    await expect(center.aQueue('skilled', 'skill-level > 3')).rejects.toEqual(
      refusal(400, 20001, "extraneous input 'evel' expecting OPERATOR"),
    );
    await expect(center.aQueue('skilled', 'level HAS "x"')).resolves.toMatch(/^WQ/);
    await expect(center.aQueue('crowd', '1==1', 51)).rejects.toEqual(refusal(400, 20001));
  });

  test('one that a workflow leads to, or that holds tasks, cannot be deleted', async () => {
    const sid = await center.aQueue('everybody');
    const workflowSid = await center.aWorkflow({ default_filter: { queue: sid } });
    const queue = center.workspace.taskQueues(sid);
    await expect(queue.remove()).rejects.toEqual(refusal(400, 20001));
    const taskSid = await center.aTask();
    const workflow = center.workspace.workflows(workflowSid);
    await expect(workflow.remove()).rejects.toEqual(refusal(400, 20001));
    const elsewhere = await center.aQueue('elsewhere');
    await workflow.update({
      configuration: JSON.stringify({ task_routing: { default_filter: { queue: elsewhere } } }),
    });
    await expect(queue.remove()).rejects.toEqual(refusal(400, 20001));
    await center.workspace.tasks(taskSid).remove();
    await queue.remove();
  });
});

describe('workflows', () => {
  test('the configuration comes back as it was sent', async () => {
    const queue = await center.aQueue('everybody');
    const configuration = `{ "task_routing": {"default_filter":{"queue":"${queue}"}} }`;
    const made = await center.workspace.workflows.create({
      friendlyName: 'main',
      configuration,
      assignmentCallbackUrl: 'https://example.com/assignment',
    });
    expect(made).toMatchObject({
      configuration,
      taskReservationTimeout: 120,
      documentContentType: 'application/json',
      assignmentCallbackUrl: 'https://example.com/assignment',
      fallbackAssignmentCallbackUrl: null,
    });
    const workflow = center.workspace.workflows(made.sid);
    expect(await workflow.update({ taskReservationTimeout: 30, friendlyName: 'other' })).toMatchObject({
      taskReservationTimeout: 30,
      friendlyName: 'other',
      configuration,
    });
    expect(names(await center.workspace.workflows.list({ friendlyName: 'main' }))).toEqual([]);
    await workflow.remove();
    await expect(workflow.fetch()).rejects.toEqual(refusal(404, 20404));
  });

  test.each([
    ['no JSON', 'x'],
    ['no task_routing', '{}'],
    ['nothing in it', '{"task_routing":{}}'],
    ['an unknown queue', `{"task_routing":{"default_filter":{"queue":"WQ${'0'.repeat(32)}"}}}`],
    ['a filter without targets', '{"task_routing":{"filters":[{"expression":"1==1","targets":[]}]}}'],
    ['a malformed filter', '{"task_routing":{"filters":[{"expression":"x","targets":[{"queue":"QUEUE"}]}]}}'],
    [
      'a target expression without a prefix',
      '{"task_routing":{"filters":[{"expression":"1==1","targets":[{"queue":"QUEUE","expression":"a==1"}]}]}}',
    ],
    [
      'a timeout that is no number',
      '{"task_routing":{"filters":[{"expression":"1==1","targets":[{"queue":"QUEUE","timeout":"soon"}]}]}}',
    ],
    [
      'two known workers',
      '{"task_routing":{"filters":[{"expression":"1==1","targets":[{"queue":"QUEUE","known_worker_sid":"task.a","known_worker_friendly_name":"task.b"}]}]}}',
    ],
  ])('a configuration with %s is refused', async (_, text) => {
    const queue = await center.aQueue('everybody');
    const made = center.workspace.workflows.create({
      friendlyName: 'main',
      configuration: text.replace('QUEUE', queue),
    });
    await expect(made).rejects.toEqual(refusal(400, 20001));
  });
});

describe('tasks', () => {
  beforeEach(async () => {
    const queue = await center.aQueue('everybody', '1==1');
    await center.aWorkflow({ default_filter: { queue } });
  });

  test('a new one waits in its queue', async () => {
    const task = await center.workspace.tasks.create({
      attributes: '{"callSid":"CA1"}',
      taskChannel: 'voice',
    });
    expect(task).toMatchObject({
      age: 0,
      assignmentStatus: 'pending',
      attributes: '{"callSid":"CA1"}',
      priority: 0,
      reason: null,
      taskChannelUniqueName: 'voice',
      taskQueueFriendlyName: 'everybody',
      timeout: 86_400,
      workflowFriendlyName: 'main',
      ignoreCapacity: false,
      routingTarget: null,
    });
    await center.pass(7);
    expect((await center.workspace.tasks(task.sid).fetch()).age).toBe(7);
  });

  test('the version guards updates and deletion', async () => {
    const task = center.workspace.tasks(await center.aTask());
    const read = await task.fetchWithHttpInfo();
    expect(read.headers).toMatchObject({ etag: '"0"' });
    const written = await task.updateWithHttpInfo({ attributes: '{"a":1}', ifMatch: '0' });
    expect(written.headers).toMatchObject({ etag: '"1"' });
    await expect(task.update({ attributes: '{}', ifMatch: '0' })).rejects.toEqual(refusal(412, 20412));
    await expect(task.remove({ ifMatch: '0' })).rejects.toEqual(refusal(412, 20412));
    await task.remove({ ifMatch: '1' });
    await expect(task.fetch()).rejects.toEqual(refusal(404, 20404));
  });

  test('lists are filtered and ordered', async () => {
    const { tasks } = center.workspace;
    const low = await center.aTask({ callSid: 'CA1' }, { priority: 1 });
    const high = await center.aTask({ callSid: 'CA2' }, { priority: 9 });
    const gone = await center.aTask({ callSid: 'CA3' }, { priority: 5 });
    await tasks(gone).update({ assignmentStatus: 'canceled', reason: 'test' });
    const sids = async (options: Parameters<typeof tasks.list>[0]) =>
      (await tasks.list(options)).map(({ sid }) => sid);
    expect(await sids({ assignmentStatus: ['pending', 'reserved'] })).toEqual([low, high]);
    expect(await sids({ evaluateTaskAttributes: 'callSid == "CA2"' })).toEqual([high]);
    expect(await sids({ ordering: 'Priority:desc,DateCreated:asc' })).toEqual([high, gone, low]);
    expect(await sids({ ordering: 'Priority:desc', pageSize: 1 })).toEqual([high, gone, low]);
    expect(await sids({ taskQueueName: 'everybody', priority: 5 })).toEqual([gone]);
    expect(await sids({ workflowSid: `WW${'0'.repeat(32)}` })).toEqual([]);
    await expect(tasks.list({ ordering: 'Age:desc' })).rejects.toEqual(refusal(400, 20001));
  });

  test('one that is not assigned cannot be completed', async () => {
    const sid = await center.aTask();
    const complete = center.workspace.tasks(sid).update({ assignmentStatus: 'completed', reason: 'x' });
    await expect(complete).rejects.toEqual(
      refusal(
        400,
        20001,
        `Cannot complete task ${sid} in workspace ${center.workspaceSid} for account ${center.ctx.account.sid} because it is not currently assigned.`,
      ),
    );
    await center.workspace.tasks(sid).update({ assignmentStatus: 'canceled', reason: 'caller left' });
    const again = center.workspace.tasks(sid).update({ assignmentStatus: 'canceled', reason: 'again' });
    await expect(again).rejects.toEqual(refusal(400, 20001, 'because it is not pending or reserved.'));
    expect((await center.workspace.tasks(sid).fetch()).reason).toBe('caller left');
  });

  test('a workflow must be named where there is more than one', async () => {
    const queue = await center.aQueue('other');
    await center.aWorkflow({ default_filter: { queue } });
    await expect(center.aTask()).rejects.toEqual(refusal(400, 20001, 'WorkflowSid field is required'));
  });

  test('limits of the parameters are kept', async () => {
    const { tasks } = center.workspace;
    const wrongs: TaskListInstanceCreateOptions[] = [
      { attributes: '[]' },
      { attributes: JSON.stringify({ a: 'x'.repeat(4100) }) },
      { priority: -1 },
      { timeout: 1_209_601 },
      { taskChannel: 'telegraph' },
      { workflowSid: `WW${'0'.repeat(32)}` },
      { ignoreCapacity: 'true' },
      { virtualStartTime: new Date(Date.UTC(2026, 0, 2)) },
      { virtualStartTime: new Date(Date.UTC(1899, 11, 31)) },
    ];
    for (const wrong of wrongs) await expect(tasks.create(wrong)).rejects.toEqual(refusal(400, 20001));
    expect(await tasks.list()).toEqual([]);
    const task = tasks(await center.aTask());
    await expect(task.update({ priority: 2 ** 31 })).rejects.toEqual(refusal(400, 20001));
    expect((await task.update({ priority: 2 ** 31 - 1 })).priority).toBe(2 ** 31 - 1);
  });
});

test('names have at most 64 characters, and are not taken away', async () => {
  const { workspace } = center;
  const alice = workspace.workers(await center.aWorker('Alice'));
  const friendlyName = 'x'.repeat(65);
  const wrongs = [
    () => workspace.update({ friendlyName }),
    () => workspace.activities.create({ friendlyName }),
    () => workspace.taskChannels.create({ friendlyName, uniqueName: 'fax' }),
    () => workspace.workers.create({ friendlyName }),
    () => alice.update({ friendlyName }),
    () => alice.update({ friendlyName: '' }),
  ];
  for (const wrong of wrongs) await expect(wrong()).rejects.toEqual(refusal(400, 20001, 'FriendlyName'));
  expect((await workspace.activities.create({ friendlyName: 'x'.repeat(64) })).available).toBe(false);
});

test('activities, queues and workflows are read one by one', async () => {
  const { workspace, activities } = center;
  expect((await workspace.activities(activities.Available).fetch()).available).toBe(true);
  const queueSid = await center.aQueue('everybody');
  expect((await workspace.taskQueues(queueSid).fetch()).friendlyName).toBe('everybody');
  const workflowSid = await center.aWorkflow({ default_filter: { queue: queueSid } });
  expect((await workspace.workflows(workflowSid).fetch()).friendlyName).toBe('main');
});

test('what is not served answers 501 with method and path', async () => {
  const { account } = center.ctx;
  const token = Buffer.from(`${account.sid}:${account.authToken}`).toString('base64');
  const path = `/taskrouter.twilio.com/v1/Workspaces/${center.workspaceSid}/Elsewhere`;
  const answer = await fetch(center.url + path, { headers: { authorization: `Basic ${token}` } });
  expect(answer.status).toBe(501);
  expect(await answer.text()).toContain(`GET${' '}${path.slice(1)}`);
});

test('a stranger gets 401', async () => {
  const answer = await fetch(`${center.url}/taskrouter.twilio.com/v1/Workspaces`);
  expect([answer.status, await answer.json()]).toEqual([401, expect.objectContaining({ code: 20003 })]);
});
