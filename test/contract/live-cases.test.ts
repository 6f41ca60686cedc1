import { liveSettings } from '../live/account-target';
import { unknownAssumptions } from '../live/assumptions';
import { CASES } from '../live/cases';
import { emulatedTarget } from '../live/emulated-target';
import { OwnObjects } from '../live/own-objects';
import { compared, table } from '../live/report';
import type { Target } from '../live/target';

let target: Target;
beforeAll(async () => (target = await emulatedTarget()));
afterAll(() => target.close());

test.each(CASES.map((one) => [one.title, one] as const))('the emulator: %s', async (_, one) => {
  expect(await one.observe(target, () => undefined)).toEqual(one.emulated);
});

test('what the cases settle stands in the lists of differences', () => {
  expect(unknownAssumptions()).toEqual([]);
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
    ['a number', 'post', `${API}/IncomingPhoneNumbers.json`, { AreaCode: '415' }],
    [
      'an agent into a conference',
      'post',
      `${API}/Conferences/CF${'0'.repeat(32)}/Participants.json`,
      { To: '+1' },
    ],
    ['another host', 'get', 'https://serverless.twilio.com/v1/Services', undefined],
  ])('never reaches %s', (_, method, uri, data) => {
    const own = new OwnObjects('handoff-live-x-');
    own.adopt({ sid: 'own', friendlyName: 'handoff-live-x-workspace' });
    const send = { method: method as 'get', uri, ...(data ? { data: data as Record<string, unknown> } : {}) };
    expect(() => own.check(send)).toThrow('the live tests may not');
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
