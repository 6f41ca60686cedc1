import { UpstreamDouble } from '../upstream.double';
import { syncStores, type Stores } from '.';

const callSid = `CA${'1'.repeat(32)}`;
const leg = { callSid, startedAtMs: 5 };
const note = { callSid, n: 1, task: 'WT1', worker: 'WK1', atMs: 1 };

describe('stores in Sync', () => {
  let upstream: UpstreamDouble;
  let stores: Stores;
  beforeEach(async () => {
    upstream = await UpstreamDouble.start();
    stores = syncStores({ rest: upstream.twilio(), serviceSid: 'IS1', count: 2 });
  });
  afterEach(() => upstream.stop());

  it('creates an item under its key, in the map of its hash, with a time to live', async () => {
    upstream.give([201, { revision: '0' }], [201, { revision: '0' }]);
    expect(await stores.aiLegs.create('leg-1', leg)).toEqual({ kind: 'ok', value: '0' });
    await stores.reservations.create('WR1', note);
    const [first] = upstream.seen;
    expect(first?.path).toMatch(/^\/sync\.twilio\.com\/v1\/Services\/IS1\/Maps\/handoffs-0[01]\/Items$/);
    expect(first?.form).toEqual({ Key: 'leg-1', Data: JSON.stringify(leg), ItemTtl: '86400' });
    expect(first?.headers.authorization).toBe(`Basic ${Buffer.from('AC1:token').toString('base64')}`);
  });

  it('replaces only the revision that was read', async () => {
    upstream.give([200, { revision: '8' }]);
    expect(await stores.aiLegs.replace('leg-1', leg, '7')).toEqual({ kind: 'ok', value: '8' });
    expect(upstream.seen[0]?.headers['if-match']).toBe('7');
  });

  it('reads a value with its revision, and refuses one of another shape', async () => {
    upstream.give([200, { data: leg, revision: '3' }], [200, { data: { callSid: 7 }, revision: '3' }], [404]);
    expect(await stores.aiLegs.read('leg-1')).toEqual({ kind: 'ok', value: { value: leg, revision: '3' } });
    expect(await stores.aiLegs.read('leg-1')).toMatchObject({ kind: 'refused', status: 422 });
    expect(await stores.aiLegs.read('leg-1')).toEqual({ kind: 'gone' });
  });

  it.each([
    [409, { code: 54208 }, { kind: 'conflict' }],
    [412, { code: 54205 }, { kind: 'conflict' }],
    [404, { code: 20404 }, { kind: 'gone' }],
    [413, { code: 54006 }, { kind: 'refused', status: 413, code: 54006 }],
    [429, { code: 54009 }, { kind: 'throttled' }],
    [503, {}, { kind: 'indeterminate' }],
    [200, {}, { kind: 'indeterminate' }],
  ])('takes %i %j of a write as %j', async (status, body, answer) => {
    upstream.give([status, body]);
    expect(await stores.aiLegs.replace('leg-1', leg, '7')).toMatchObject(answer);
  });

  it.each(['../Services', 'a/b', 'a?b=1', '', 'x'.repeat(301)])(
    'asks nothing about the key %j',
    async (key) => {
      expect(await stores.aiLegs.read(key)).toMatchObject({ kind: 'refused', status: 400 });
      expect(await stores.aiLegs.create(key, leg)).toMatchObject({ kind: 'refused', status: 400 });
      expect(upstream.seen).toEqual([]);
    },
  );

  it('keeps contexts as documents and outcomes in a list', async () => {
    const context = { callSid, atMs: 1, leg: 'l', language: 'en', slots: {}, turns: [] };
    const outcome = {
      callSid,
      handoff: 1,
      via: 'tool' as const,
      disposition: 'connected' as const,
      times: { requested: 1 },
    };
    upstream.give([201, { revision: '0' }], [201, { index: 0 }]);
    await stores.contexts.create(callSid, context);
    await stores.outcomes.append(outcome);
    expect(upstream.seen.map(({ path, form }) => [path, form])).toEqual([
      [
        '/sync.twilio.com/v1/Services/IS1/Documents',
        { UniqueName: `context:${callSid}`, Data: JSON.stringify(context), Ttl: '86400' },
      ],
      [
        '/sync.twilio.com/v1/Services/IS1/Lists/outcomes/Items',
        { Data: JSON.stringify(outcome), ItemTtl: '2592000' },
      ],
    ]);
  });

  it('lists all maps, page after page, each kind by its keys', async () => {
    const next = 'https://sync.twilio.com/v1/Services/IS1/Maps/handoffs-00/Items?PageToken=t';
    const page = (keys: string[], url: string | null) => ({
      items: keys.map((key) => ({ key, data: leg })),
      meta: { next_page_url: url },
    });
    upstream.give([200, page(['b', callSid], null)], [200, page(['a'], null)]);
    expect(await stores.aiLegs.list()).toEqual({
      kind: 'ok',
      value: [
        { leg: 'a', value: leg },
        { leg: 'b', value: leg },
      ],
    });
    const one = syncStores({ rest: upstream.twilio(), serviceSid: 'IS1', count: 1 });
    upstream.give([200, page(['a'], next)], [200, page(['b'], null)]);
    expect(await one.aiLegs.list()).toMatchObject({ value: [{ leg: 'a' }, { leg: 'b' }] });
    expect(upstream.seen.at(-1)?.path).toMatch(/Items\?PageToken=t$/);
    upstream.give([429]);
    expect(await one.aiLegs.list()).toMatchObject({ kind: 'throttled' });
  });
});
