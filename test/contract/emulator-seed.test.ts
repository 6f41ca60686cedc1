import { twilioClient } from '../support/twilio-client';
import { AGENT, answeringServer, CALLER, NUMBER, wholeEmulator } from '../support/whole-emulator';

let receiver: Awaited<ReturnType<typeof answeringServer>>;

beforeAll(async () => {
  receiver = await answeringServer();
});

afterAll(() => receiver.close());

/** A working day in small: faults, Sync, a task with a worker, and a call that goes through to an agent. */
async function aRun(seed: string): Promise<string> {
  const whole = await wholeEmulator({ seed, receiver });
  const { emulator } = whole;
  const ask: typeof whole.ask = async (...request) => {
    const answer = await whole.ask(...request);
    if (answer.status >= 300) throw new Error(JSON.stringify(answer));
    return answer;
  };
  try {
    const client = twilioClient(emulator.url, emulator.account);
    const callback = { target: 'webhook', pattern: 'status', duplicateAfterMs: 700, latencyMs: 300 };
    await ask('POST', '/faults', callback);
    const { sid: store } = await client.sync.v1.services.create({ friendlyName: 'store' });
    await client.sync.v1.services(store).documents.create({ uniqueName: 'd', data: { a: 1 }, ttl: 5 });
    const { sid } = await client.taskrouter.v1.workspaces.create({
      friendlyName: 'w',
      eventCallbackUrl: `${receiver.url}/events`,
    });
    const workspace = client.taskrouter.v1.workspaces(sid);
    const [available] = await workspace.activities.list({ friendlyName: 'Available' });
    await workspace.workers.create({ friendlyName: 'Ann', activitySid: available?.sid ?? '' });
    const queue = await workspace.taskQueues.create({ friendlyName: 'q' });
    await workspace.workflows.create({
      friendlyName: 'main',
      configuration: JSON.stringify({ task_routing: { default_filter: { queue: queue.sid } } }),
    });
    await workspace.tasks.create({ attributes: '{"language":"es"}' });
    await ask('PUT', `/people/${AGENT}`, {
      does: 'script',
      script: [{ answer: 'human' }, { waitMs: 500 }, { say: 'Hello.' }],
    });
    await ask('POST', `/people/${CALLER}/calls`, {
      to: NUMBER,
      script: [{ hear: 'Press a key' }, { press: '1' }, { hear: 'Hello' }, { say: 'Hi.' }, { hangUp: true }],
    });
    await ask('POST', '/clock/advance', { ms: 120_000 });
    const { body: journal } = await ask('GET', '/journal?limit=10000');
    const { body: calls } = await ask('GET', '/calls');
    const { body: webhooks } = await ask('GET', '/webhooks');
    return JSON.stringify({ journal, calls, webhooks }, null, 1).replaceAll(emulator.url, 'here');
  } finally {
    await whole.close();
  }
}

it('the same seed and the same requests give the same run, byte for byte', async () => {
  const [first, second] = [await aRun('one'), await aRun('one')];
  expect(second).toBe(first);
  for (const kind of [
    'reservation.created',
    'dial.bridged',
    'person.speaks',
    'webhook.answered',
    'api.answered',
  ])
    expect(first).toContain(`"kind": "${kind}`);
});

it('another seed gives other names', async () => {
  expect(await aRun('two')).not.toBe(await aRun('one'));
});
