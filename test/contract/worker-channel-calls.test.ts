import type { Twilio } from 'twilio';
import { Supervisor, Worker, type Reservation } from 'twilio-taskrouter';
import { startReceiver, type WebhookReceiver } from '../support/webhook-receiver';
import { inRealTime, next, type RealTime } from '../support/real-time';

const NUMBER = '+15550100000';
const CUSTOMER = '+15550100900';

let real: RealTime;
let twiml: WebhookReceiver;
let workspaceSid: string;
let workflowSid: string;
let queueSid: string;
let available: string;
const open: Worker[] = [];
let names = 0;

beforeAll(async () => {
  real = await inRealTime([NUMBER]);
  const { workspaces } = real.client.taskrouter.v1;
  workspaceSid = (await workspaces.create({ friendlyName: 'support' })).sid;
  const activities = await workspace().activities.list({ friendlyName: 'Available' });
  available = activities[0]?.sid ?? '';
  queueSid = (await workspace().taskQueues.create({ friendlyName: 'all' })).sid;
  const configuration = JSON.stringify({ task_routing: { default_filter: { queue: queueSid } } });
  workflowSid = (await workspace().workflows.create({ friendlyName: 'main', configuration })).sid;
  real.emulator.people.person(CUSTOMER).whenRings((phone) => phone.answer());
  twiml = await startReceiver(({ path }) => ({
    contentType: 'text/xml',
    body:
      path === '/enqueue'
        ? `<Response><Enqueue workflowSid="${workflowSid}"/></Response>`
        : '<Response><Pause length="60"/></Response>',
  }));
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});

afterEach(async () => {
  for (const worker of open.splice(0)) worker.disconnect();
  for (const phone of real.emulator.people.all().flatMap(({ phones }) => phones))
    if (!phone.isOver) phone.hangUp();
  for (const { sid } of await workspace().tasks.list()) await workspace().tasks(sid).remove();
  for (const { sid } of await workspace().workers.list({ available: 'true' }))
    await workspace()
      .workers(sid)
      .update({ activitySid: (await workspace().fetch()).timeoutActivitySid });
});

afterAll(() => Promise.all([real.close(), twiml.close()]));

const workspace = (): ReturnType<Twilio['taskrouter']['v1']['workspaces']> =>
  real.client.taskrouter.v1.workspaces(workspaceSid);

/** An agent whose phone is answered at once, signed in with the SDK. */
async function signedIn(
  role: 'worker' | 'supervisor' = 'worker',
  Kind: typeof Worker = role === 'worker' ? Worker : Supervisor,
): Promise<Worker> {
  const number = `+1555010${String(2000 + ++names)}`;
  real.emulator.people.person(number).whenRings((phone) => phone.answer());
  const { sid: workerSid } = await workspace().workers.create({
    friendlyName: `agent ${names}`,
    attributes: JSON.stringify({ contact_uri: number }),
    activitySid: role === 'worker' ? available : (await workspace().fetch()).timeoutActivitySid,
  });
  const path = `${real.emulator.url}/event-bridge.twilio.com/v1/wschannels`;
  const options = { ebServer: path, wsServer: path.replace('http:', 'ws:'), logLevel: 'silent' as const };
  const token = real.token({ worker: { workspaceSid, workerSid, role } });
  const worker = new Kind(token, options);
  open.push(worker);
  await next((ready) => worker.on('ready', ready));
  return worker;
}

/** A task without a caller is offered to the agent. */
async function offered(worker?: Worker): Promise<{ alice: Worker; reservation: Reservation }> {
  const alice = worker ?? (await signedIn());
  const created = next<Reservation>((listener) => alice.on('reservationCreated', listener));
  await workspace().tasks.create({ workflowSid, taskChannel: 'voice' });
  return { alice, reservation: await created };
}

/** Until this page was asked for. */
async function asked(path: string): Promise<void> {
  while (!twiml.received.some((page) => page.path === path))
    await new Promise((wake) => setTimeout(wake, 10));
}

/** The agent talks with a customer whom he has called. */
async function talking(): Promise<{ alice: Worker; reservation: Reservation }> {
  const alice = await signedIn();
  const created = next<Reservation>((listener) => alice.on('reservationCreated', listener));
  await alice.createTask(CUSTOMER, NUMBER, workflowSid, queueSid, { taskChannelUniqueName: 'voice' });
  const reservation = await created;
  const accepted = next((listener) => reservation.on('accepted', listener));
  await reservation.conference({ endConferenceOnExit: false });
  await accepted;
  return { alice, reservation };
}

/** Who is in the task's conference and how: customer or worker, with what is special about him. */
async function room(reservation: Reservation): Promise<string[]> {
  const [conference] = await real.client.conferences.list({ friendlyName: reservation.task.sid });
  const participants = await real.client.conferences(conference?.sid ?? '').participants.list();
  const calls = await Promise.all(participants.map(({ callSid }) => real.client.calls(callSid).fetch()));
  return participants
    .filter(({ status }) => status === 'connected')
    .map(({ callSid, ...participant }) => {
      const isCustomer = calls.find(({ sid }) => sid === callSid)?.to === CUSTOMER;
      const marks = (['muted', 'hold', 'coaching', 'endConferenceOnExit'] as const).filter(
        (mark) => participant[mark],
      );
      return [isCustomer ? 'customer' : 'worker', ...marks].join(' ');
    })
    .sort();
}

async function transferred(reservation: Reservation, mode: 'WARM' | 'COLD') {
  const bob = await signedIn();
  const offered = next<Reservation>((listener) => bob.on('reservationCreated', listener));
  await reservation.task.transfer(bob.sid, { mode });
  return { bob, incoming: await offered };
}

async function joins(incoming: Reservation): Promise<void> {
  const accepted = next((listener) => incoming.on('accepted', listener));
  await incoming.conference({ endConferenceOnExit: true });
  await accepted;
}

test('holds the customer, mutes himself and may end the conference by leaving', async () => {
  const { reservation } = await talking();
  expect(await room(reservation)).toEqual(['customer', 'worker']);
  await reservation.task.updateParticipant({ hold: true });
  await reservation.updateParticipant({ mute: true, endConferenceOnExit: true });
  expect(await room(reservation)).toEqual(['customer hold', 'worker muted endConferenceOnExit']);
  await reservation.task.updateParticipant({ hold: false });
  await reservation.updateParticipant({ mute: false, beepOnExit: true });
  expect(await room(reservation)).toEqual(['customer', 'worker endConferenceOnExit']);
});

test('a warm transfer holds the customer until somebody takes him back; a worker is held and thrown out', async () => {
  const { alice, reservation } = await talking();
  const { bob, incoming } = await transferred(reservation, 'WARM');
  expect(await room(reservation)).toEqual(['customer hold', 'worker']);
  await joins(incoming);
  expect(await room(reservation)).toEqual(['customer hold', 'worker', 'worker endConferenceOnExit']);
  await incoming.task.updateParticipant({ hold: false });
  await incoming.task.hold(alice.sid, true, {});
  expect(await room(reservation)).toEqual(['customer', 'worker endConferenceOnExit', 'worker hold']);
  const wrapping = next<Reservation>((listener) => reservation.on('wrapup', listener));
  await incoming.task.kick(alice.sid);
  expect((await wrapping).status).toBe('wrapping');
  expect(await room(reservation)).toEqual(['customer', 'worker endConferenceOnExit']);
  expect(bob.reservations.size).toBe(1);
});

test('a cold transfer takes the worker out, and gives the customer to the next', async () => {
  const { reservation } = await talking();
  const { incoming } = await transferred(reservation, 'COLD');
  expect(await room(reservation)).toEqual(['customer hold']);
  await joins(incoming);
  expect(await room(reservation)).toEqual(['customer', 'worker endConferenceOnExit']);
  expect((await workspace().tasks(reservation.task.sid).fetch()).assignmentStatus).toBe('assigned');
});

test('calls a worker by a page of his own, and sends a call there', async () => {
  const { alice, reservation } = await offered();
  const phoned = next<Reservation>((listener) => reservation.on('accepted', listener));
  await reservation.call(NUMBER, `${twiml.url}/whisper`, { accept: true, timeout: 20 });
  await phoned;
  const [leg] = await real.client.calls.list({ to: alice.attributes['contact_uri'] as string });
  expect(leg?.from).toBe(NUMBER);
  await asked('/whisper');
  await reservation.complete();

  const second = await offered(alice);
  const accepted = next<Reservation>((listener) => second.reservation.on('accepted', listener));
  await second.reservation.redirect(leg?.sid ?? '', `${twiml.url}/elsewhere`, { accept: true });
  await accepted;
  await asked('/elsewhere');
});

test('takes the caller of the task out of the queue', async () => {
  const [own] = await real.client.incomingPhoneNumbers.list({ phoneNumber: NUMBER });
  await real.client.incomingPhoneNumbers(own?.sid ?? '').update({ voiceUrl: `${twiml.url}/enqueue` });
  const alice = await signedIn();
  const created = next<Reservation>((listener) => alice.on('reservationCreated', listener));
  const caller = real.emulator.people.person(CUSTOMER).dial(real.emulator.voice, NUMBER);
  const reservation = await created;
  const accepted = next<Reservation>((listener) => reservation.on('accepted', listener));
  await reservation.dequeue({ timeout: 20 });
  expect((await accepted).status).toBe('accepted');
  const wrapping = next<Reservation>((listener) => reservation.on('wrapup', listener));
  caller.hangUp();
  await wrapping;
  await expect(reservation.dequeue()).rejects.toThrow('400');
});

test('a supervisor listens; a worker may not', async () => {
  const { reservation } = await talking();
  const supervisor = (await signedIn('supervisor')) as Supervisor;
  const joined = next<void>((done) => {
    const stop = real.emulator.journal.onEntry(({ kind }) => {
      if (kind !== 'conference.join') return;
      stop();
      done();
    });
  });
  await supervisor.monitor(reservation.task.sid, reservation.sid, {});
  await joined;
  expect(await room(reservation)).toEqual(['customer', 'worker', 'worker muted']);
  const curious = (await signedIn('worker', Supervisor)) as Supervisor;
  await expect(curious.monitor(reservation.task.sid, reservation.sid, {})).rejects.toThrow('403');
});
