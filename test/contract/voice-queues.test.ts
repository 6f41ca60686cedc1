import { neverAnswers, type Phone } from '../../emulator/people';
import { OUR_NUMBER, voiceStudio, type VoiceStudio } from '../support/voice-studio';

const AGENT = '+15550100201';
let studio: VoiceStudio;
let callers = 0;

beforeEach(async () => {
  studio = await voiceStudio();
  studio.answers('/after', ({ form }) => `<Say>result ${form.QueueResult}</Say>`);
  studio.answers('/agent-after', ({ form }) => `<Say>dial ${form.DialCallStatus}</Say>`);
});

afterEach(async () => {
  await studio.close();
  expect(studio.people.failures).toEqual([]);
});

const refusal = (status: number, code: number) => expect.objectContaining({ status, code });

/** Somebody calls and waits in the queue of this name. */
async function waiting(attributes = '', name = 'support'): Promise<Phone> {
  studio.answers('/voice', `<Enqueue action="/after" ${attributes}>${name}</Enqueue>`);
  callers += 1;
  return studio.aCaller(`+1555013${String(1000 + callers)}`);
}

/** The agent is called and given this TwiML. */
async function anAgent(twiml: string): Promise<Phone> {
  const agent = studio.people.person(AGENT);
  agent.whenRings((phone) => phone.answer());
  const { sid } = await studio.client.calls.create({
    to: AGENT,
    from: OUR_NUMBER,
    twiml: `<Response>${twiml}</Response>`,
  });
  await studio.clock.advance(1000);
  const phone = agent.phones.find(({ callSid }) => callSid === sid);
  if (!phone) throw new Error('the phone did not ring');
  return phone;
}

const taking = (attributes = '', dial = '') =>
  anAgent(`<Dial action="${studio.at('/agent-after')}" ${dial}><Queue ${attributes}>support</Queue></Dial>`);

async function hears(a: Phone, b: Phone): Promise<boolean> {
  const words = `words ${studio.clock.now()}`;
  await studio.play(b.says(words));
  return a.heardSoFar().includes(words);
}

const supportQueue = async () => {
  const queue = (await studio.client.queues.list()).find(({ friendlyName }) => friendlyName === 'support');
  if (!queue) throw new Error('there is no queue');
  return queue;
};

describe('Dial Queue', () => {
  it('takes out who came first; both go on when they part', async () => {
    const first = await waiting();
    const second = await waiting();
    const agent = await taking();
    expect(await hears(agent, first)).toBe(true);
    expect(await hears(first, agent)).toBe(true);
    expect(await hears(agent, second)).toBe(false);
    first.hangUp();
    await studio.play(agent.hears(/dial completed/));
    expect(studio.forms('/after')).toEqual([expect.objectContaining({ QueueResult: 'bridged' })]);
    expect(studio.forms('/agent-after')[0]).toMatchObject({
      DialCallSid: first.callSid,
      DialBridged: 'true',
    });
    expect((await supportQueue()).currentSize).toBe(1);
  });

  it('gives the caller back to his own document when the agent hangs up', async () => {
    const caller = await waiting();
    await studio.clock.advance(4000);
    const agent = await taking();
    agent.hangUp();
    await studio.play(caller.hears(/result bridged/));
    expect(studio.forms('/after')[0]).toMatchObject({
      QueueTime: '4',
      QueueSid: expect.stringMatching(/^QU/),
    });
  });

  it('records the talk where it is asked to', async () => {
    const caller = await waiting();
    const agent = await taking('', 'record="record-from-answer"');
    await studio.clock.advance(3000);
    caller.hangUp();
    await studio.play(agent.hears(/dial completed/));
    const [recording] = await studio.client.recordings.list({ callSid: agent.callSid });
    expect(recording).toMatchObject({ source: 'DialVerb', status: 'completed' });
    expect(studio.forms('/agent-after')[0]).toMatchObject({ RecordingSid: recording?.sid });
  });

  it('lets the caller hear a document first, which knows who takes him', async () => {
    studio.answers('/connecting', '<Say>You will be connected</Say>');
    const caller = await waiting();
    const agent = await taking(`url="${studio.at('/connecting')}"`);
    expect(studio.happened('queue.bridged')).toEqual([]);
    await studio.play(caller.hears(/You will be connected/));
    await studio.clock.advance(100);
    expect(await hears(caller, agent)).toBe(true);
    expect(studio.forms('/connecting')[0]).toMatchObject({
      CallSid: caller.callSid,
      DequeingCallSid: agent.callSid,
      QueueTime: expect.stringMatching(/^\d$/),
    });
  });

  it('waits for the next caller where nobody waits, until the time is up', async () => {
    await studio.client.queues.create({ friendlyName: 'support' });
    const agent = await taking('', 'timeout="20"');
    await studio.play(agent.hears('ring'));
    await studio.clock.advance(10_000);
    const caller = await waiting();
    expect(await hears(agent, caller)).toBe(true);
    caller.hangUp();
    await studio.play(agent.ended);
    const another = await taking('', 'timeout="20"');
    await studio.play(another.hears(/dial no-answer/));
  });

  it('fails for a queue that there is not', async () => {
    const agent = await taking();
    await studio.play(agent.hears(/dial failed/));
  });

  it('ends by the star key, by the time limit, and when the caller gets other TwiML', async () => {
    await waiting();
    const starred = await taking('', 'hangupOnStar="true"');
    starred.press('*');
    await studio.play(starred.hears(/dial completed/));
    await waiting();
    const limited = await taking('', 'timeLimit="2"');
    await studio.play(limited.hears(/dial completed/));
    const caller = await waiting();
    const agent = await taking();
    await studio.client.calls(caller.callSid).update({ twiml: '<Response><Say>Moved</Say></Response>' });
    await studio.play(agent.hears(/dial completed/));
    expect(studio.forms('/after').at(-1)).toMatchObject({ QueueResult: 'redirected-from-bridged' });
  });

  it('accepts no reservation that TaskRouter does not know', async () => {
    await waiting();
    const agent = await taking('reservationSid="WR1"');
    await studio.play(agent.hears(/dial failed/));
    expect(studio.ctx.journal.entries).toContainEqual(expect.objectContaining({ code: 14215 }));
  });
});

describe('waiting in a queue', () => {
  it('tells the waiting document the place in line, takes keys there and can hang up', async () => {
    studio.answers('/wait', '<Gather numDigits="1" action="/key" timeout="3"><Say>Press one</Say></Gather>');
    studio.answers('/key', ({ form }) => (form.Digits === '1' ? '<Leave/>' : '<Hangup/>'));
    await waiting();
    const caller = await waiting(`waitUrl="/wait"`);
    await studio.play(caller.hears(/Press one/));
    expect(studio.forms('/wait')[0]).toMatchObject({
      QueuePosition: '2',
      CurrentQueueSize: '2',
      MaxQueueSize: '1000',
      QueueTime: '0',
    });
    caller.press('1');
    await studio.play(caller.hears(/result leave/));
    const other = await waiting(`waitUrl="/wait"`);
    await studio.play(other.hears(/Press one/));
    other.press('2');
    await studio.play(other.ended);
    await studio.clock.advance(1);
    expect(studio.forms('/after').at(-1)).toMatchObject({ QueueResult: 'hangup' });
  });

  it('is refused where the queue is full, and where it has no name', async () => {
    await waiting('maxQueueSize="1"');
    const second = await waiting();
    await studio.play(second.hears(/result queue-full/));
    const nameless = await waiting('', '');
    await studio.play(nameless.hears(/result error/));
  });
});

describe('queues by REST', () => {
  it('one is made, listed, changed and deleted when nobody waits in it', async () => {
    const queue = await studio.client.queues.create({ friendlyName: 'support', maxSize: 2 });
    expect(queue).toMatchObject({ maxSize: 2, currentSize: 0, averageWaitTime: 0, friendlyName: 'support' });
    await studio.client.queues.create({ friendlyName: 'sales' });
    const names = (await studio.client.queues.list({ pageSize: 1 })).map(({ friendlyName }) => friendlyName);
    expect(names).toEqual(['support', 'sales']);
    await expect(studio.client.queues.create({ friendlyName: 'sales' })).rejects.toEqual(refusal(400, 22003));
    await expect(studio.client.queues(queue.sid).update({ maxSize: 5001 })).rejects.toEqual(
      refusal(400, 20001),
    );
    expect(await studio.client.queues(queue.sid).update({ friendlyName: 'help', maxSize: 7 })).toMatchObject({
      friendlyName: 'help',
      maxSize: 7,
    });
    const caller = await waiting('', 'help');
    await expect(studio.client.queues(queue.sid).remove()).rejects.toEqual(refusal(400, 20001));
    caller.hangUp();
    await studio.clock.advance(1);
    expect(await studio.client.queues(queue.sid).fetch()).toMatchObject({ currentSize: 0 });
    await studio.client.queues(queue.sid).remove();
    await expect(studio.client.queues(queue.sid).fetch()).rejects.toEqual(refusal(404, 20404));
  });

  it('who waits is listed in order and taken out by a URL', async () => {
    const first = await waiting();
    await studio.clock.advance(10_000);
    const second = await waiting();
    const queue = await supportQueue();
    expect(queue).toMatchObject({ currentSize: 2, averageWaitTime: 5 });
    const members = studio.client.queues(queue.sid).members;
    expect((await members.list({ pageSize: 1 })).map(({ callSid, position }) => [callSid, position])).toEqual(
      [
        [first.callSid, 1],
        [second.callSid, 2],
      ],
    );
    expect(await members('Front').fetch()).toMatchObject({ callSid: first.callSid, waitTime: 10 });
    studio.answers('/taken', '<Say>Taken out</Say>');
    await members(second.callSid).update({ url: studio.at('/taken') });
    await studio.play(second.hears(/Taken out/));
    expect(studio.forms('/after')).toEqual([expect.objectContaining({ QueueResult: 'redirected' })]);
    await expect(members(second.callSid).fetch()).rejects.toEqual(refusal(404, 20404));
    expect((await supportQueue()).currentSize).toBe(1);
  });
});

it('a phone that nobody answers takes nobody out', async () => {
  const caller = await waiting();
  studio.people.person(AGENT).whenRings(neverAnswers);
  await studio.client.calls.create({
    to: AGENT,
    from: OUR_NUMBER,
    timeout: 5,
    twiml: '<Response><Dial><Queue>support</Queue></Dial></Response>',
  });
  await studio.clock.advance(20_000);
  expect((await supportQueue()).currentSize).toBe(1);
  expect(caller.isOver).toBe(false);
});
