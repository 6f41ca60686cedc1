import type { Emulator } from '../../emulator';
import { accountTarget, liveSettings } from '../live/account-target';
import { openAssumptions, unknownAssumptions } from '../live/assumptions';
import type { Case } from '../live/case';
import { CASES } from '../live/cases';
import { emulatedTarget } from '../live/emulated-target';
import { liveRun } from '../live/live-run';
import { OwnObjects } from '../live/own-objects';
import { agrees, compared, table } from '../live/report';
import type { Target } from '../live/target';

let target: Target;
let emulator: Emulator;
beforeAll(async () => ({ target, emulator } = await emulatedTarget()));
afterAll(() => emulator.close());

test.each(CASES.map((one) => [one.title, one] as const))('the emulator: %s', async (_, one) => {
  expect(await one.observe(target, () => undefined)).toEqual(one.emulated);
});

test('what the cases settle stands in the lists of differences; the rest says why no case does', () => {
  expect(unknownAssumptions()).toEqual([]);
  expect(openAssumptions().filter(({ why }) => why === '')).toEqual([]);
});

describe('a run on a real account', () => {
  const ACCOUNT = `AC${'1'.repeat(32)}`;
  const all = {
    LIVE: '1',
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: 't',
    LIVE_CONFIRM_ACCOUNT: ACCOUNT,
  };
  const now = new Date(Date.UTC(2026, 0, 1));

  it('begins when everything was said', () => {
    expect(liveSettings(all, now)).toEqual({
      accountSid: ACCOUNT,
      authToken: 't',
      apiKey: undefined,
      run: '2026-01-01t00-00-00',
    });
  });

  it.each([
    ['LIVE', undefined],
    ['LIVE', 'true'],
    ['TWILIO_ACCOUNT_SID', undefined],
    ['TWILIO_AUTH_TOKEN', undefined],
    ['LIVE_CONFIRM_ACCOUNT', undefined],
    ['LIVE_CONFIRM_ACCOUNT', `AC${'2'.repeat(32)}`],
    ['LIVE_RUN', '%'],
    ['CI', 'true'],
    ['TWILIO_API_KEY', 'SK1'],
  ])('does not begin with %s=%s', (name, value) => {
    expect(() => liveSettings({ ...all, [name]: value }, now)).toThrow(/nothing was sent to Twilio.*must/);
  });

  const TASKROUTER = 'https://taskrouter.twilio.com/v1/Workspaces';
  const API = `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT}`;
  it.each([
    ['a workspace with another name', 'post', TASKROUTER, { FriendlyName: 'support' }],
    ['somebody’s worker', 'post', `${TASKROUTER}/WS1/Workers/WK1`, {}],
    ['somebody’s tasks', 'get', `${TASKROUTER}/WS1/Tasks`, undefined],
    ['somebody’s workspace, to delete it', 'delete', `${TASKROUTER}/WS1`, undefined],
    ['the way round', 'post', `${TASKROUTER}/own/%2e%2e/WS1`, {}],
    ['the default Sync service', 'post', 'https://sync.twilio.com/v1/Services/default/Documents', {}],
    ['a call', 'post', `${API}/Calls.json`, { To: '+15550100200' }],
    ['a live call', 'post', `${API}/Calls/CA${'1'.repeat(32)}.json`, { Status: 'completed' }],
    ['a key', 'get', `${API}/Keys/SK${'1'.repeat(32)}.json`, undefined],
    ['the account, to change it', 'post', `${API}.json`, { Status: 'closed' }],
    ['a queue with another name', 'post', `${API}/Queues.json`, { FriendlyName: 'billing' }],
    ['somebody’s queue, to delete it', 'delete', `${API}/Queues/QU1.json`, undefined],
    ['a number', 'post', `${API}/IncomingPhoneNumbers.json`, { AreaCode: '415' }],
    [
      'an agent into a conference',
      'post',
      `${API}/Conferences/CF${'0'.repeat(32)}/Participants.json`,
      { To: '+1' },
    ],
    ['the way round, better hidden', 'get', `${TASKROUTER}/own/Tasks/..%2F..%2FWS1`, undefined],
    [
      'an agent’s phone',
      'post',
      `${TASKROUTER}/own/Tasks/WT1/Reservations/WR1`,
      { Instruction: 'dequeue', DequeueTo: '+15550100200' },
    ],
    [
      'a server',
      'post',
      TASKROUTER,
      { FriendlyName: 'handoff-live-x-a', EventCallbackUrl: 'https://a.example' },
    ],
    ['another host', 'get', 'https://serverless.twilio.com/v1/Services', undefined],
  ])('never reaches %s', (_, method, uri, data) => {
    const own = new OwnObjects('handoff-live-x-');
    own.adopt({ sid: 'own', friendlyName: 'handoff-live-x-workspace' });
    const send = { method: method as 'get', uri, ...(data ? { data: data as Record<string, unknown> } : {}) };
    expect(() => own.check(send)).toThrow('the live tests may not');
  });

  it('makes no more than it needs', () => {
    const own = new OwnObjects('handoff-live-x-');
    own.adopt({ sid: 'WS1', friendlyName: 'handoff-live-x-workspace' });
    const make = () => own.check({ method: 'post', uri: `${TASKROUTER}/WS1/Tasks`, data: {} });
    for (let n = 0; n < 100; n += 1) make();
    expect(make).toThrow('more than 100 tasks');
  });

  type Observe = (target: Target, stop: AbortController, emulator: Emulator) => Promise<never>;
  /** A run in which the first of two cases is broken off, and what is there afterwards. */
  const brokenOff = async (observe: Observe) => {
    const emulated = await emulatedTarget();
    const stop = new AbortController();
    const one: Case = {
      ...{ title: 'T', basis: 'assumed', emulated: {} },
      observe: () => observe(emulated.target, stop, emulated.emulator),
    };
    const result = await liveRun(emulated.target, [one, one], stop.signal);
    const { taskrouter, sync } = emulated.target.client;
    const left = [...(await taskrouter.v1.workspaces.list()), ...(await sync.v1.services.list())];
    await emulated.emulator.close();
    return { ...result, names: left.map(({ friendlyName }) => friendlyName) };
  };

  it('that is broken off in the middle of a case leaves nothing behind', async () => {
    let goOn = (): void => undefined;
    let late: Promise<never> | undefined;
    const run = await brokenOff(({ client, prefix }, stop) => {
      late = (async (): Promise<never> => {
        const { sid } = await client.taskrouter.v1.workspaces.create({ friendlyName: `${prefix}workspace` });
        await client.sync.v1.services.create({ friendlyName: `${prefix}sync` });
        stop.abort('SIGINT');
        await new Promise<void>((resolve) => (goOn = resolve));
        return client.taskrouter.v1.workspaces(sid).tasks.create({ attributes: '{}' }) as Promise<never>;
      })();
      return late;
    });
    expect(run).toMatchObject({ brokenOff: 'SIGINT in “T”', left: [], names: ['Default Service'] });
    goOn();
    await expect(late).rejects.toThrow('the live tests may not');
  });

  it('that is broken off before its first case asks nothing', async () => {
    let asked = 0;
    const observe = async () => ({ q: String(++asked) });
    const one: Case = { title: 'T', basis: 'assumed', emulated: { q: 'a' }, observe };
    const idle = { ...target, close: target.tidy };
    const run = await liveRun(idle, [one], AbortSignal.abort('SIGINT'));
    expect([run.brokenOff, run.rows, asked]).toEqual(['SIGINT in “T”', [], 0]);
  });

  it('that cannot see what an earlier attempt left asks nothing, and says so', async () => {
    const fault = { target: 'api', method: 'GET', pattern: '/Workspaces$', status: 503, times: 2 } as const;
    emulator.faults.add(fault);
    const observe = () => Promise.reject(new Error('asked'));
    const one: Case = { title: 'T', basis: 'assumed', emulated: { q: 'a' }, observe };
    const run = await liveRun({ ...target, close: target.tidy }, [one], new AbortController().signal);
    emulator.faults.clear();
    expect(run.rows).toEqual([]);
    expect([run.brokenOff, ...run.left]).toEqual([
      'what an earlier attempt left could not be seen or deleted',
      expect.stringContaining('workspaces could not be listed'),
    ]);
  });

  it('whose creation was never answered finds it by its name', async () => {
    const run = await brokenOff(async ({ client, prefix }, stop, { faults }) => {
      faults.add({ target: 'api', method: 'POST', pattern: '/Workspaces$', drop: true, when: 'after' });
      const { workspaces } = client.taskrouter.v1;
      await expect(workspaces.create({ friendlyName: `${prefix}workspace` })).rejects.toThrow();
      stop.abort('SIGTERM');
      return new Promise(() => undefined);
    });
    expect(run).toMatchObject({ left: [], names: ['Default Service'] });
  });

  it('opens sockets to its own objects only, and asks nothing by them without an API key', async () => {
    const apiKey = { sid: 'SK1', secret: 's' };
    const sockets = accountTarget({ ...liveSettings(all, now), apiKey }).sockets?.();
    const worker = { workspaceSid: 'WS1', workerSid: 'WK1', role: 'supervisor' } as const;
    expect(() => sockets?.token({ sync: 'IS1' })).toThrow('none of its own');
    expect(() => sockets?.token({ worker })).toThrow('none of its own');
    const one = { title: 'T', basis: 'assumed', needsKey: true, emulated: { q: 'a' } } as const;
    const report = await compared({ ...one, observe: () => Promise.reject(new Error('asked')) }, target);
    expect(report.rows.map((row) => [row.account, agrees(row)])).toEqual([['not asked', true]]);
  });

  it('takes over only what carries its own prefix', () => {
    const own = new OwnObjects('handoff-live-x-');
    expect(own.adopt({ sid: 'WS1', friendlyName: 'support' })).toBe(false);
    expect(own.adopt({ sid: 'IS1', friendlyName: null })).toBe(false);
    expect(own.adopt({ sid: 'WS3', friendlyName: 'handoff-live-x-y-workspace' })).toBe(false);
    expect(own.adopt({ sid: 'WS2', friendlyName: 'handoff-live-x-workspace' })).toBe(true);
    expect(() => own.check({ method: 'delete', uri: `${TASKROUTER}/WS2` })).not.toThrow();
  });

  it('reports each answer beside the emulator’s, a case that fails too', async () => {
    const one = { title: 'T', basis: 'assumed', settles: ['A'], emulated: { q: 'a|b', r: 'c' } } as const;
    const good = await compared(
      { ...one, observe: async (_, note) => (note('12 s'), { q: 'a|b', r: 'd' }) },
      target,
    );
    expect(table(good).split('\n').slice(2)).toEqual([
      '| T | q | assumed “A …” | a\\|b | a\\|b | yes |',
      '| T | r | assumed “A …” | c | d | **no** |',
      '',
      'T: 12 s',
    ]);
    const bad = await compared({ ...one, observe: () => Promise.reject(new Error('no')) }, target);
    expect(bad.rows.map(({ account }) => account)).toEqual(['failed: no', 'failed: no']);
  });
});
