import type { WorkspaceContext } from 'twilio/lib/rest/taskrouter/v1/workspace';
import { busy, neverAnswers, type Phone } from '../../emulator/people';
import { OUR_NUMBER, voiceStudio, type VoiceStudio } from '../support/voice-studio';

const [ALICE, SUPERVISOR, CUSTOMER] = ['+15550100201', '+15550100202', '+15550123456'];
let studio: VoiceStudio;
let workspace: WorkspaceContext;
let alice: string;
let workflow: string;

beforeEach(async () => {
  studio = await voiceStudio({ hasTaskRouter: true });
  const { workspaces } = studio.client.taskrouter.v1;
  workspace = workspaces((await workspaces.create({ friendlyName: 'support' })).sid);
  const activities = await workspace.activities.list();
  const available = activities.find(({ friendlyName }) => friendlyName === 'Available');
  ({ sid: alice } = await workspace.workers.create({
    friendlyName: 'Alice',
    attributes: JSON.stringify({ contact_uri: ALICE }),
    activitySid: available?.sid ?? '',
  }));
  const { sid: queue } = await workspace.taskQueues.create({ friendlyName: 'everybody' });
  ({ sid: workflow } = await workspace.workflows.create({
    friendlyName: 'main',
    configuration: JSON.stringify({ task_routing: { default_filter: { queue } } }),
  }));
  studio.people.person(ALICE).whenRings((phone) => phone.answer());
  studio.people.person(SUPERVISOR).whenRings((phone) => phone.answer());
  studio.answers(
    '/voice',
    `<Enqueue workflowSid="${workflow}" action="/after"><Task>{"language":"es"}</Task></Enqueue>`,
  );
  studio.answers('/after', ({ form }) => `<Say>result ${form.QueueResult}</Say>`);
});

afterEach(async () => {
  await studio.close();
  expect(studio.people.failures).toEqual([]);
});

const refusal = (status: number, code: number) => expect.objectContaining({ status, code });

/** A caller waits in the queue, and the task that stands for him is reserved for Alice. */
async function reservedCaller() {
  const caller = await studio.aCaller(CUSTOMER);
  await studio.clock.advance(100);
  const [task] = await workspace.tasks.list();
  const context = workspace.tasks(task?.sid ?? '');
  const [reservation] = await context.reservations.list();
  return { caller, task: context, reservation: context.reservations(reservation?.sid ?? '') };
}

type Reservation = Awaited<ReturnType<typeof reservedCaller>>['reservation'];

const statusOf = async (reservation: Reservation) => (await reservation.fetch()).reservationStatus;
const attributesOf = async (task: { fetch(): Promise<{ attributes: string }> }) =>
  JSON.parse((await task.fetch()).attributes) as Record<string, unknown>;

/** The last call on somebody's phone. */
function phoneOf(number: string): Phone {
  const phone = studio.people.person(number).phones.at(-1);
  if (!phone) throw new Error(`the phone of ${number} did not ring`);
  return phone;
}

async function hears(a: Phone, b: Phone): Promise<boolean> {
  const words = `words ${studio.clock.now()}`;
  await studio.play(b.says(words));
  return a.heardSoFar().includes(words);
}

describe('dequeue', () => {
  it('connects the worker with the caller of the task, and wraps up when they part', async () => {
    const { caller, task, reservation } = await reservedCaller();
    await reservation.update({
      instruction: 'dequeue',
      dequeueStatusCallbackUrl: studio.at('/leg'),
      dequeueStatusCallbackEvent: ['answered', 'completed'],
    });
    expect(await statusOf(reservation)).toBe('pending');
    await studio.clock.advance(1000);
    const worker = phoneOf(ALICE);
    expect([worker.from, await statusOf(reservation)]).toEqual([OUR_NUMBER, 'accepted']);
    expect(await attributesOf(task)).toMatchObject({ worker_call_sid: worker.callSid, language: 'es' });
    expect([await hears(caller, worker), await hears(worker, caller)]).toEqual([true, true]);
    worker.hangUp();
    await studio.play(caller.hears(/result bridged/));
    expect([await statusOf(reservation), (await task.fetch()).assignmentStatus]).toEqual([
      'wrapping',
      'wrapping',
    ]);
    const callbacks = studio.received.filter(({ path }) => path.startsWith('/leg'));
    expect(callbacks.map(({ path }) => new URLSearchParams(path.split('?')[1]).get('taskCallSid'))).toEqual([
      caller.callSid,
      caller.callSid,
    ]);
  });

  it('completes the task at the end of the talk in a single-tasking workspace', async () => {
    await studio.client.taskrouter.v1.workspaces.create({ friendlyName: 'legacy', multiTaskEnabled: false });
    await workspace.update({ multiTaskEnabled: false });
    const { caller, reservation, task } = await reservedCaller();
    await reservation.update({ instruction: 'dequeue' });
    await studio.clock.advance(1000);
    caller.hangUp();
    await studio.clock.advance(1);
    expect([await statusOf(reservation), (await task.fetch()).assignmentStatus]).toEqual([
      'completed',
      'completed',
    ]);
  });

  it('moves the worker to the activity after the talk', async () => {
    const { caller, reservation } = await reservedCaller();
    const [unavailable] = await workspace.activities.list({ friendlyName: 'Unavailable' });
    await reservation.update({
      instruction: 'dequeue',
      dequeuePostWorkActivitySid: unavailable?.sid ?? '',
    });
    await studio.clock.advance(1000);
    caller.hangUp();
    await studio.clock.advance(1);
    expect((await workspace.workers(alice).fetch()).activityName).toBe('Unavailable');
    expect(phoneOf(ALICE).isOver).toBe(true);
  });

  it.each([
    ['is busy', busy],
    ['does not answer', neverAnswers],
  ])('a worker who %s loses the reservation, the caller waits on', async (_, behaviour) => {
    studio.people.person(ALICE).whenRings(behaviour);
    const { caller, reservation, task } = await reservedCaller();
    await workspace.workers(alice).update({ activitySid: (await workspace.fetch()).timeoutActivitySid });
    await reservation.update({ instruction: 'dequeue', dequeueTimeout: 5 });
    await studio.clock.advance(15_000);
    expect([await statusOf(reservation), (await task.fetch()).assignmentStatus]).toEqual([
      'canceled',
      'pending',
    ]);
    expect(caller.isOver).toBe(false);
  });

  it('stops ringing when the caller hangs up', async () => {
    studio.people.person(ALICE).whenRings(neverAnswers);
    const { caller, reservation, task } = await reservedCaller();
    await reservation.update({ instruction: 'dequeue' });
    await studio.clock.advance(1000);
    caller.hangUp();
    await studio.clock.advance(1);
    expect([await statusOf(reservation), (await task.fetch()).assignmentStatus]).toEqual([
      'canceled',
      'canceled',
    ]);
    expect(phoneOf(ALICE).isOver).toBe(true);
  });

  it('by an assignment callback does the same', async () => {
    studio.answersJson('/assignment', { instruction: 'dequeue', from: OUR_NUMBER });
    await workspace.workflows(workflow).update({ assignmentCallbackUrl: studio.at('/assignment') });
    const { caller, reservation } = await reservedCaller();
    await studio.clock.advance(1000);
    expect(await statusOf(reservation)).toBe('accepted');
    expect(await hears(caller, phoneOf(ALICE))).toBe(true);
  });

  it('is refused for what cannot be done', async () => {
    const { reservation } = await reservedCaller();
    const refused = (given: Parameters<Reservation['update']>[0]) =>
      expect(reservation.update({ instruction: 'dequeue', ...given })).rejects.toEqual(refusal(400, 20001));
    await refused({ dequeuePostWorkActivitySid: `WA${'0'.repeat(32)}` });
    await reservation.update({ reservationStatus: 'accepted' });
    await refused({});
  });
});

describe('Dial Queue with a reservation', () => {
  it('accepts it by the bridge, once', async () => {
    const { caller, reservation } = await reservedCaller();
    const { sid } = await reservation.fetch();
    const call = (twiml: string) =>
      studio.client.calls.create({ to: ALICE, from: OUR_NUMBER, twiml: `<Response>${twiml}</Response>` });
    await call(`<Dial><Queue reservationSid="${sid}"/></Dial>`);
    await studio.clock.advance(1000);
    const worker = phoneOf(ALICE);
    expect([await statusOf(reservation), await hears(caller, worker)]).toEqual(['accepted', true]);
    await call(`<Dial><Queue reservationSid="${sid}"/></Dial><Say>too late</Say>`);
    await studio.clock.advance(1000);
    await studio.play(phoneOf(ALICE).hears(/too late/));
  });
});

describe('conference', () => {
  it('brings worker and caller together in a conference of the task’s name', async () => {
    const { caller, task, reservation } = await reservedCaller();
    await reservation.update({
      instruction: 'conference',
      conferenceStatusCallback: studio.at('/conference'),
      conferenceStatusCallbackEvent: ['start', 'end', 'join', 'leave'],
      endConferenceOnExit: true,
    });
    expect(await statusOf(reservation)).toBe('pending');
    await studio.clock.advance(1000);
    const worker = phoneOf(ALICE);
    const { sid } = await task.fetch();
    const [conference] = await studio.client.conferences.list({ friendlyName: sid });
    expect([conference?.status, await statusOf(reservation)]).toEqual(['in-progress', 'accepted']);
    expect(await attributesOf(task)).toMatchObject({
      conference: {
        sid: conference?.sid,
        participants: { worker: worker.callSid, customer: caller.callSid },
      },
    });
    expect([await hears(caller, worker), await hears(worker, caller)]).toEqual([true, true]);
    worker.hangUp();
    await studio.play(caller.hears(/result bridged/));
    expect([await statusOf(reservation), (await task.fetch()).assignmentStatus]).toEqual([
      'wrapping',
      'wrapping',
    ]);
    expect(studio.forms('/conference').map(({ StatusCallbackEvent }) => StatusCallbackEvent)).toEqual([
      'participant-join',
      'participant-join',
      'conference-start',
      'participant-leave',
      'participant-leave',
      'conference-end',
    ]);
    await task.update({ assignmentStatus: 'completed' });
    expect(await statusOf(reservation)).toBe('completed');
  });

  it('calls the customer of an outbound task when the worker is there', async () => {
    studio.people.person(CUSTOMER).whenRings((phone) => phone.answer());
    const { sid } = await workspace.tasks.create({
      attributes: JSON.stringify({ outbound_to: CUSTOMER, from: OUR_NUMBER }),
    });
    await studio.clock.advance(0);
    const [{ sid: reservationSid } = { sid: '' }] = await workspace.tasks(sid).reservations.list();
    const reservation = workspace.tasks(sid).reservations(reservationSid);
    await reservation.update({ instruction: 'conference', endConferenceOnCustomerExit: true });
    await studio.clock.advance(500);
    expect(studio.people.person(CUSTOMER).phones).toEqual([]);
    await studio.clock.advance(1000);
    expect(await statusOf(reservation)).toBe('accepted');
    expect(await hears(phoneOf(ALICE), phoneOf(CUSTOMER))).toBe(true);
    phoneOf(CUSTOMER).hangUp();
    await studio.clock.advance(1);
    expect([phoneOf(ALICE).isOver, await statusOf(reservation)]).toEqual([true, 'wrapping']);
  });

  it('ends without the worker, the caller waiting on', async () => {
    studio.people.person(ALICE).whenRings(busy);
    const { caller, task, reservation } = await reservedCaller();
    await workspace.workers(alice).update({ activitySid: (await workspace.fetch()).timeoutActivitySid });
    await reservation.update({ instruction: 'conference' });
    await studio.clock.advance(15_000);
    expect([await statusOf(reservation), (await task.fetch()).assignmentStatus]).toEqual([
      'canceled',
      'pending',
    ]);
    expect(caller.isOver).toBe(false);
  });

  it('is refused without a customer, and after the end of the reservation', async () => {
    const { sid } = await workspace.tasks.create({});
    await studio.clock.advance(0);
    const [{ sid: reservationSid } = { sid: '' }] = await workspace.tasks(sid).reservations.list();
    const reservation = workspace.tasks(sid).reservations(reservationSid);
    await expect(reservation.update({ instruction: 'conference' })).rejects.toEqual(refusal(400, 20001));
    await reservation.update({ reservationStatus: 'rejected' });
    await expect(reservation.update({ instruction: 'conference' })).rejects.toMatchObject({
      message: expect.stringContaining('Unable to execute Conference instruction.'),
    });
  });
});

describe('supervise', () => {
  const talking = async () => {
    const all = await reservedCaller();
    await all.reservation.update({ instruction: 'conference' });
    await studio.clock.advance(1000);
    return { ...all, worker: phoneOf(ALICE) };
  };

  it.each([
    ['monitor', { worker: false, caller: false }],
    ['whisper', { worker: true, caller: false }],
    ['barge', { worker: true, caller: true }],
  ] as const)('%s: who hears the supervisor', async (supervisorMode, expected) => {
    const { caller, worker, reservation } = await talking();
    await reservation.update({ instruction: 'supervise', supervisor: SUPERVISOR, supervisorMode });
    await studio.clock.advance(1000);
    const supervisor = phoneOf(SUPERVISOR);
    expect(await hears(supervisor, caller)).toBe(true);
    const words = 'supervising words';
    await studio.play(supervisor.says(words));
    expect({
      worker: worker.heardSoFar().includes(words),
      caller: caller.heardSoFar().includes(words),
    }).toEqual(expected);
  });
});
