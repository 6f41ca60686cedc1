import { validateRequest } from 'twilio';
import { AUTH_TOKEN } from '../support/emulated';
import { contactCenter, type ContactCenter } from '../support/contact-center';
import {
  startReceiver,
  type ReceivedWebhook,
  type WebhookAnswerGiven,
  type WebhookReceiver,
} from '../support/webhook-receiver';

let center: ContactCenter;
let receiver: WebhookReceiver;
let answers: Record<string, (webhook: ReceivedWebhook) => WebhookAnswerGiven>;

beforeEach(async () => {
  answers = {};
  receiver = await startReceiver((webhook) => answers[webhook.path]?.(webhook) ?? { status: 204 });
  center = await contactCenter();
});

afterEach(async () => {
  await receiver.close();
  await center.close();
});

const json = (value: unknown): WebhookAnswerGiven => ({
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});

/** A task reserved for Alice by a workflow whose assignment callback answers so. */
async function assigned(answer: WebhookAnswerGiven, fallback?: WebhookAnswerGiven) {
  answers['/assignment'] = () => answer;
  if (fallback) answers['/fallback'] = () => fallback;
  const queue = await center.aQueue('everybody');
  await center.aWorkflow(
    { default_filter: { queue } },
    {
      assignmentCallbackUrl: `${receiver.url}/assignment`,
      ...(fallback ? { fallbackAssignmentCallbackUrl: `${receiver.url}/fallback` } : {}),
    },
  );
  await center.aWorker('Alice', { contact_uri: '+15550001111' });
  const task = center.workspace.tasks(await center.aTask({ callSid: 'CA1' }, { priority: 4 }));
  await center.pass();
  const [reservation] = await task.reservations.list();
  return { task, sid: reservation?.sid ?? '', status: reservation?.reservationStatus };
}

const instructionErrors = () =>
  center.ctx.journal.entries
    .filter(({ kind }) => kind === 'taskrouter.instruction-error')
    .map(({ code }) => code);

describe('the assignment callback', () => {
  test('tells all about the reservation, signed', async () => {
    const { task, sid } = await assigned({ status: 200 });
    const [callback] = receiver.received;
    const { sid: taskSid, workflowSid, taskQueueSid } = await task.fetch();
    expect(callback?.form).toEqual({
      Timestamp: '2026-01-01T00:00:00Z',
      AccountSid: center.ctx.account.sid,
      WorkspaceSid: center.workspaceSid,
      WorkflowSid: workflowSid,
      TaskQueueSid: taskQueueSid,
      TaskQueueName: 'everybody',
      WorkerSid: expect.stringMatching(/^WK/),
      WorkerName: 'Alice',
      WorkerAttributes: '{"contact_uri":"+15550001111"}',
      TaskSid: taskSid,
      TaskAttributes: '{"callSid":"CA1"}',
      TaskAge: '0',
      TaskPriority: '4',
      TaskChannelSid: expect.stringMatching(/^TC/),
      TaskChannelUniqueName: 'default',
      ReservationSid: sid,
    });
    const signature = String(callback?.headers['x-twilio-signature']);
    const url = `${receiver.url}/assignment`;
    expect(validateRequest(AUTH_TOKEN, signature, url, callback?.form ?? {})).toBe(true);
  });

  test.each<[string, WebhookAnswerGiven]>([
    ['an empty body', { status: 200 }],
    ['an empty object', json({})],
  ])('answered with %s leaves the reservation pending', async (_, answer) => {
    const { status } = await assigned(answer);
    expect([status, instructionErrors()]).toEqual(['pending', []]);
  });

  test('accept takes the task', async () => {
    expect((await assigned(json({ instruction: 'accept' }))).status).toBe('accepted');
  });

  test('reject moves the worker to the activity that it names', async () => {
    const { Unavailable } = center.activities;
    const { status } = await assigned(json({ instruction: 'reject', activity_sid: Unavailable }));
    const [worker] = await center.workspace.workers.list();
    expect([status, worker?.activityName]).toEqual(['rejected', 'Unavailable']);
  });

  test("call rings the worker's own number and writes its CallSid in the task", async () => {
    const { task, status } = await assigned(
      json({
        instruction: 'call',
        from: '+15550002222',
        url: 'https://x.test/whisper',
        status_callback_url: 'https://x.test/status',
        timeout: 20,
      }),
    );
    expect(center.calls).toEqual([
      {
        to: '+15550001111',
        from: '+15550002222',
        url: 'https://x.test/whisper',
        statusCallback: 'https://x.test/status',
        statusCallbackEvents: ['initiated', 'ringing', 'answered', 'completed'],
        timeoutSeconds: 20,
      },
    ]);
    expect(status).toBe('pending');
    const { headers, body } = await task.fetchWithHttpInfo();
    expect(JSON.parse(body.attributes)).toEqual({
      callSid: 'CA1',
      worker_call_sid: `CA${'1'.padStart(32, '0')}`,
    });
    expect(headers).toMatchObject({ etag: '"2"' });
  });

  test('call with accept takes the task', async () => {
    const { status } = await assigned(
      json({ instruction: 'call', to: 'client:a', from: '+1555', url: 'https://x.test/', accept: true }),
    );
    expect(status).toBe('accepted');
  });

  test('redirect moves a call that is in progress', async () => {
    const { status } = await assigned(
      json({ instruction: 'redirect', call_sid: 'CA1', url: 'https://x.test/', accept: true }),
    );
    expect(status).toBe('accepted');
  });

  test.each<[string, object, number]>([
    [
      'redirects a call that is over',
      { instruction: 'redirect', call_sid: 'CA2', url: 'https://x.test/' },
      40122,
    ],
    ['redirects nothing', { instruction: 'redirect' }, 40121],
    ['redirects to nowhere', { instruction: 'redirect', call_sid: 'CA1', url: 'nowhere' }, 40120],
    ['calls from nowhere', { instruction: 'call' }, 40111],
    ['calls without a document', { instruction: 'call', from: '+15550002222' }, 40112],
    [
      'calls and tells nobody',
      { instruction: 'call', from: '+15550002222', url: 'https://x.test/', status_callback_url: '' },
      40158,
    ],
    ['is none', { instruction: 'sing' }, 55555],
    ['takes out of a queue from nowhere', { instruction: 'dequeue' }, 40132],
    [
      'wants to hear of what never happens',
      { instruction: 'dequeue', from: '+15550002222', status_callback_events: 'answered,lost' },
      40134,
    ],
    [
      'wants a caller in a queue where there is none',
      { instruction: 'dequeue', from: '+15550002222' },
      40140,
    ],
    ['wants a customer whom the task does not name', { instruction: 'conference' }, 40142],
    ['watches a talk that there is not', { instruction: 'supervise', supervisor: '+15550002222' }, 40146],
    ['has no name', { to: '+1555' }, 40005],
    ['rejects into no activity', { instruction: 'reject', activity_sid: 'WA1' }, 40100],
  ])('an instruction that %s is reported and changes nothing', async (_, instruction, code) => {
    const { status } = await assigned(json(instruction));
    expect([status, instructionErrors()]).toEqual(['pending', [code]]);
  });

  test('an instruction that comes after the end of the reservation is reported', async () => {
    answers['/slow'] = () => json({ instruction: 'call', from: '+1555', url: 'https://x.test/' });
    center.ctx.faults.add({ target: 'webhook', pattern: '/slow', latencyMs: 3000 });
    const queue = await center.aQueue('everybody');
    await center.aWorkflow({ default_filter: { queue } }, { assignmentCallbackUrl: `${receiver.url}/slow` });
    await center.aWorker('Alice');
    const task = await center.aTask();
    await center.pass(1);
    await center.workspace.tasks(task).update({ assignmentStatus: 'canceled' });
    await center.pass(5);
    expect([center.calls, instructionErrors()]).toEqual([[], [40114]]);
  });

  test.each<[string, WebhookAnswerGiven, number]>([
    ['another status', { status: 500 }, 11200],
    ['no content', { status: 204 }, 11200],
    [
      'another content type',
      { status: 200, contentType: 'text/plain', body: '{"instruction":"accept"}' },
      40000,
    ],
    ['no JSON', { status: 200, contentType: 'application/json', body: 'accept' }, 40001],
  ])('answered with %s goes to the fallback', async (_, answer, code) => {
    const { status } = await assigned(answer, json({ instruction: 'accept' }));
    expect(receiver.received.map(({ path }) => path)).toEqual(['/assignment', '/fallback']);
    expect([status, instructionErrors()]).toEqual(['accepted', [code]]);
  });

  test('not answered within five seconds goes to the fallback', async () => {
    center.ctx.faults.add({ target: 'webhook', pattern: '/assignment', latencyMs: 6000 });
    const { task } = await assigned({ status: 200 }, json({ instruction: 'accept' }));
    await center.pass(4.9);
    expect((await task.fetch()).assignmentStatus).toBe('reserved');
    await center.pass(0.2);
    expect((await task.fetch()).assignmentStatus).toBe('assigned');
  });

  test('failed twice cancels the reservation, and the task is tried again', async () => {
    let attempts = 0;
    answers['/assignment'] = () => (++attempts <= 2 ? { status: 500 } : json({ instruction: 'accept' }));
    const queue = await center.aQueue('everybody');
    await center.aWorkflow(
      { default_filter: { queue } },
      { assignmentCallbackUrl: `${receiver.url}/assignment` },
    );
    await center.aWorker('Alice');
    const task = await center.aTask();
    await center.pass(1);
    expect(await center.reservations(task)).toEqual(['Alice canceled', 'Alice canceled', 'Alice accepted']);
  });
});

describe('events', () => {
  const received = () => receiver.received.map(({ form }) => form['EventType']);

  test('of a task arrive in the order of the platform', async () => {
    const queue = await center.aQueue('everybody');
    await center.aWorkflow({ default_filter: { queue } }, { taskReservationTimeout: 20 });
    const alice = await center.aWorker('Alice');
    await center.workspace.update({ eventCallbackUrl: `${receiver.url}/events` });
    const task = center.workspace.tasks(await center.aTask({ callSid: 'CA1' }));
    await center.pass(2);
    const [reservation] = await task.reservations.list();
    await task.reservations(reservation?.sid ?? '').update({ reservationStatus: 'accepted' });
    await task.update({ assignmentStatus: 'completed', reason: 'talked' });
    await center.pass();
    expect(received()).toEqual([
      'workspace.updated',
      'workflow.entered',
      'task-queue.entered',
      'task.created',
      'reservation.created',
      'reservation.accepted',
      'task.completed',
      'reservation.completed',
      'task.updated',
    ]);
    const completed = receiver.received[7];
    expect(completed?.form).toMatchObject({
      AccountSid: center.ctx.account.sid,
      WorkspaceSid: center.workspaceSid,
      WorkspaceName: 'support',
      ResourceType: 'reservation',
      ResourceSid: reservation?.sid,
      ReservationSid: reservation?.sid,
      Timestamp: String(Date.UTC(2026, 0, 1) / 1000 + 2),
      TaskAttributes: '{"callSid":"CA1"}',
      TaskAssignmentStatus: 'completed',
      TaskCompletedReason: 'talked',
      TaskAge: '2',
      TaskQueueName: 'everybody',
      WorkerSid: alice,
      WorkerName: 'Alice',
      WorkerActivityName: 'Available',
    });
    const signature = String(completed?.headers['x-twilio-signature']);
    expect(validateRequest(AUTH_TOKEN, signature, `${receiver.url}/events`, completed?.form ?? {})).toBe(
      true,
    );
  });

  test('that the filter does not name are kept but not sent', async () => {
    await center.workspace.update({
      eventCallbackUrl: `${receiver.url}/events`,
      eventsFilter: 'worker.activity.update, worker.created',
    });
    const sid = await center.aWorker('Alice');
    await center.pass(26);
    await center.workspace
      .workers(sid)
      .update({ activitySid: center.activities.Unavailable, attributes: '{"a":1}' });
    await center.pass();
    expect(received()).toEqual(['worker.created', 'worker.activity.update']);
    expect(receiver.received[1]?.form).toMatchObject({
      WorkerActivityName: 'Unavailable',
      WorkerPreviousActivitySid: center.activities.Available,
      WorkerTimeInPreviousActivity: '26',
      WorkerTimeInPreviousActivityMs: '26000',
    });
    const { workerChannels } = center.workspace.workers(sid);
    await workerChannels('voice').update({ capacity: 2 });
    await workerChannels('voice').update({ available: false });
    const [silent, roomy] = await center.workspace.events.list({ limit: 2 });
    expect(roomy?.eventData).toMatchObject({
      task_channel_unique_name: 'voice',
      worker_channel_available: 'true',
      worker_channel_available_capacity: '2',
      worker_channel_previous_capacity: '1',
      worker_channel_task_count: '0',
      worker_version: '3',
    });
    expect(silent?.eventData).toMatchObject({ worker_channel_available: 'false', worker_version: '4' });
    const kept = await center.workspace.events.list({ eventType: 'worker.attributes.update' });
    expect(kept).toMatchObject([
      { resourceSid: sid, resourceType: 'worker', eventData: { worker_name: 'Alice' } },
    ]);
  });

  test('are listed newest first, of the last fifteen minutes unless asked otherwise', async () => {
    const { events } = center.workspace;
    const alice = await center.aWorker('Alice');
    await center.pass(16 * 60);
    await center.aWorker('Bob');
    const types = async (options: Parameters<typeof events.list>[0]) =>
      (await events.list(options)).map(({ eventType, eventData }) => `${eventType} ${eventData.worker_name}`);
    expect(await types({})).toEqual(['worker.created Bob']);
    expect(await types({ minutes: 60, eventType: 'worker.created', pageSize: 1 })).toEqual([
      'worker.created Bob',
      'worker.created Alice',
    ]);
    expect(await types({ minutes: 60, workerSid: alice })).toEqual(['worker.created Alice']);
    expect(await types({ startDate: new Date(Date.UTC(2026, 0, 1, 0, 1)) })).toEqual(['worker.created Bob']);
    const [event] = await events.list();
    expect((await events(event?.sid ?? '').fetch()).description).toBe('Worker Bob created');
    await expect(events(`EV${'0'.repeat(32)}`).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    const day = 24 * 60;
    await center.pass((30 * day - 1) * 60);
    expect(await types({ minutes: 60 * day })).toEqual(['worker.created Bob']);
    await center.pass(61);
    expect(await types({ minutes: 60 * day })).toEqual([]);
  });
});
