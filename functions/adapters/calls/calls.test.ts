import { UpstreamDouble } from '../upstream.double';
import { createCalls } from '.';

describe('Calls client', () => {
  let upstream: UpstreamDouble;
  const calls = () => createCalls(upstream.twilio(), (answer) => `<${answer.length}>`);
  const path = '/api.twilio.com/2010-04-01/Accounts/AC1/Calls/CA1.json';
  beforeEach(async () => void (upstream = await UpstreamDouble.start()));
  afterEach(() => upstream.stop());

  it('reads a call', async () => {
    upstream.give([200, { status: 'in-progress', to: 'client:ann' }], [200, { status: 'on fire' }], [404]);
    expect(await calls().fetch('CA1')).toEqual({
      kind: 'ok',
      value: { status: 'in-progress', to: 'client:ann' },
    });
    expect(await calls().fetch('CA1')).toMatchObject({ kind: 'refused', status: 422 });
    expect(await calls().fetch('CA1')).toEqual({ kind: 'gone' });
  });

  it('redirects with inline TwiML, and tells a call that has ended', async () => {
    upstream.give([200, {}], [400, { code: 21220 }]);
    expect(await calls().redirect('CA1', [{ verb: 'hangup' }])).toMatchObject({ kind: 'ok' });
    expect(upstream.seen[0]).toMatchObject({ path, form: { Twiml: '<1>' } });
    expect(await calls().redirect('CA1', [])).toMatchObject({ kind: 'refused', status: 400, code: 21220 });
  });

  it('tells who is in a conference', async () => {
    upstream.give(
      [200, { conferences: [{ sid: 'CF1' }] }],
      [200, { participants: [{ call_sid: 'CA1' }, { call_sid: 'CA2' }] }],
      [200, { conferences: [] }],
    );
    expect(await calls().participants('handoff-CA1-1')).toEqual({ kind: 'ok', value: ['CA1', 'CA2'] });
    expect(await calls().participants('handoff-CA1-1')).toEqual({ kind: 'ok', value: [] });
  });

  it('ends a call', async () => {
    upstream.give([200, {}]);
    expect(await calls().end('CA1')).toMatchObject({ kind: 'ok' });
    expect(upstream.seen[0]).toMatchObject({ path, form: { Status: 'completed' } });
  });
});
