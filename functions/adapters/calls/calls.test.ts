import type { Dial, MemberChange } from '../../ports/calls';
import { UpstreamDouble } from '../upstream.double';
import { createCalls } from '.';

describe('Calls client', () => {
  let upstream: UpstreamDouble;
  const calls = () =>
    createCalls(
      upstream.twilio(),
      (answer) => `<${answer.length}>`,
      ({ route }) => `https://control.example/${route}`,
    );
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
      [200, { participants: [{ call_sid: 'CA1', hold: true }, { call_sid: 'CA2', hold: false }, null] }],
      [200, { conferences: [] }],
    );
    expect(await calls().members('handoff-CA1-1')).toEqual({
      kind: 'ok',
      value: [
        { callSid: 'CA1', isHeld: true },
        { callSid: 'CA2', isHeld: false },
      ],
    });
    expect(await calls().members('handoff-CA1-1')).toEqual({ kind: 'ok', value: [] });
  });

  it('holds a leg with words and music of its own, brings it back, and tells when it is not there', async () => {
    const found = [200, { conferences: [{ sid: 'CF1' }] }] as const;
    upstream.give([...found], [200, {}], [...found], [200, {}], [...found], [404], [200, {}]);
    const change = (to: MemberChange) => calls().changeMember('handoff-CA1-1', 'CA1', to);
    expect(await change({ hold: { route: 'voice/held', query: {} } })).toMatchObject({ kind: 'ok' });
    expect(upstream.seen[1]).toMatchObject({
      path: '/api.twilio.com/2010-04-01/Accounts/AC1/Conferences/CF1/Participants/CA1.json',
      form: { Hold: 'true', HoldUrl: 'https://control.example/voice/held', HoldMethod: 'POST' },
    });
    expect(await change({ hold: false })).toMatchObject({ kind: 'ok' });
    expect(upstream.seen[3]).toMatchObject({ form: { Hold: 'false' } });
    expect(await change({ endsConference: false })).toMatchObject({ kind: 'refused', status: 404 });
    expect(await change({ endsConference: false })).toMatchObject({ kind: 'refused', status: 404 });
  });

  it.each([
    ['listen', { Muted: 'true', Coaching: 'true', CallSidToCoach: 'CA2' }],
    ['whisper', { Muted: 'false', Coaching: 'true', CallSidToCoach: 'CA2' }],
    ['barge', { Muted: 'false', Coaching: 'false' }],
  ] as const)('has a supervisor %s, and tells so afterwards', async (ear, form) => {
    const participant = {
      ...{ call_sid: 'CA3', hold: false, label: 'supervisor-1' },
      ...{ muted: form.Muted === 'true', coaching: form.Coaching === 'true' },
    };
    const found = [200, { conferences: [{ sid: 'CF1' }] }] as const;
    upstream.give([...found], [200, {}], [...found], [200, { participants: [participant] }]);
    await calls().changeMember('handoff-CA1-1', 'CA3', { ear, agentCall: 'CA2' });
    expect(upstream.seen[1]?.form).toEqual(form);
    expect(await calls().members('handoff-CA1-1')).toEqual({
      kind: 'ok',
      value: [{ callSid: 'CA3', isHeld: false, supervisor: { label: 'supervisor-1', ear } }],
    });
  });

  it('calls a phone, and does not know whether it did where the answer was lost', async () => {
    upstream.give([201, { sid: 'CA9' }], [503]);
    const call = { to: '+15550100300', from: '+15550100100', answer: [], timeoutSeconds: 25 };
    expect(await calls().dial(call)).toEqual({ kind: 'ok', value: undefined });
    expect(upstream.seen[0]).toMatchObject({
      path: '/api.twilio.com/2010-04-01/Accounts/AC1/Calls.json',
      form: { To: '+15550100300', From: '+15550100100', Twiml: '<0>', Timeout: '25' },
    });
    expect(await calls().dial(call)).toEqual({ kind: 'indeterminate' });
  });

  it('calls a phone that asks what it hears, and is told what becomes of it', async () => {
    upstream.give([201, { sid: 'CA9' }]);
    const [answer, statusCallback] = ['agent/whisper', 'agent/status'].map((route) => ({ route, query: {} }));
    const call = { to: 'client:ben', from: '+15550100100', timeoutSeconds: 25 };
    await calls().dial({ ...call, answer, statusCallback } as Dial);
    expect(upstream.seen[0]?.form).toEqual({
      ...{ To: 'client:ben', From: '+15550100100', Timeout: '25' },
      ...{
        Url: 'https://control.example/agent/whisper',
        StatusCallback: 'https://control.example/agent/status',
      },
      StatusCallbackEvent: 'initiated,ringing,answered,completed',
    });
  });

  it('ends a call', async () => {
    upstream.give([200, {}]);
    expect(await calls().end('CA1')).toMatchObject({ kind: 'ok' });
    expect(upstream.seen[0]).toMatchObject({ path, form: { Status: 'completed' } });
  });
});
