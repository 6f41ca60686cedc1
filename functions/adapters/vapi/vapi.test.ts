import { Texts } from '../texts';
import { UpstreamDouble } from '../upstream.double';
import { isControlUrl } from './control-url';
import { createVapi } from '.';

const callSid = `CA${'1'.repeat(32)}`;
const newLeg = { callSid, caller: '+15550100100', language: 'en', back: undefined, deadlineMs: 500 };

describe('Vapi client', () => {
  let upstream: UpstreamDouble;
  const vapi = () =>
    createVapi(
      upstream.http(),
      {
        baseUrl: upstream.url,
        apiKey: 'key',
        assistantId: 'a-1',
        phoneNumberId: 'n-1',
        localBaseUrl: upstream.url,
      },
      new Texts('en'),
    );
  const control = () => `${upstream.url}/leg/control`;
  beforeEach(async () => void (upstream = await UpstreamDouble.start()));
  afterEach(() => upstream.stop());

  it('makes an AI leg by provider bypass, with the CallSid in variables and metadata', async () => {
    upstream.give([
      201,
      { id: 'v-1', monitor: { controlUrl: 'c' }, phoneCallProviderDetails: { twiml: '<Response/>' } },
    ]);
    expect(await vapi().createLeg(newLeg)).toEqual({
      kind: 'ok',
      value: { leg: 'v-1', controlUrl: 'c', twiml: '<Response/>' },
    });
    expect(upstream.seen[0]).toMatchObject({ path: '/call', headers: { authorization: 'Bearer key' } });
    expect(upstream.seen[0]?.json).toEqual({
      assistantId: 'a-1',
      phoneNumberId: 'n-1',
      phoneCallProviderBypassEnabled: true,
      customer: { number: '+15550100100' },
      assistantOverrides: {
        variableValues: { callSid, language: 'en', handoffNote: '' },
        metadata: { callSid },
      },
    });
  });

  it('gives a leg that gets the caller back its first words and what it must know', async () => {
    upstream.give([201, {}]);
    const text = (key: 'assistant.backAfterAgent' | 'assistant.backWhyAgent' | 'assistant.backContext') => ({
      key,
      language: 'en',
      values: { context: 'Asked about a bill.' },
    });
    const back = {
      firstMessage: text('assistant.backAfterAgent'),
      notes: [text('assistant.backWhyAgent'), text('assistant.backContext')],
    };
    expect(await vapi().createLeg({ ...newLeg, caller: undefined, back })).toMatchObject({ kind: 'refused' });
    const sent = upstream.seen[0]?.json as { assistantOverrides: Record<string, unknown> };
    expect(sent).not.toHaveProperty('customer');
    expect(sent.assistantOverrides.firstMessage).toMatch(/^I'm back/);
    expect(JSON.stringify(sent.assistantOverrides.variableValues)).toContain('Asked about a bill.');
  });

  it('reads how a leg ended', async () => {
    upstream.give([200, { status: 'ended', endedReason: 'customer-ended-call', monitor: {} }], [404]);
    expect(await vapi().fetchLeg('v/1')).toEqual({
      kind: 'ok',
      value: { isOver: true, endedReason: 'customer-ended-call', controlUrl: undefined },
    });
    expect(upstream.seen[0]?.path).toBe('/call/v%2F1');
    expect(await vapi().fetchLeg('v1')).toMatchObject({ kind: 'refused', status: 404 });
  });

  it('sends what Vapi takes at a control URL', async () => {
    upstream.give([200], [200], [200], [200], [200], [200], [200]);
    const text = { key: 'ai.flush', language: 'en' } as const;
    await vapi().mute(control());
    await vapi().unmute(control());
    await vapi().say(control(), text);
    await vapi().addNote(control(), text);
    await vapi().transfer(control(), '+15550100101');
    await vapi().transfer(control(), 'sip:ann@example.com');
    await vapi().end(control());
    expect(upstream.seen.map(({ json }) => json)).toEqual([
      { type: 'control', control: 'mute-assistant' },
      { type: 'control', control: 'unmute-assistant' },
      { type: 'say', content: 'Connecting you now.', interruptAssistantEnabled: true },
      {
        type: 'add-message',
        message: { role: 'system', content: 'Connecting you now.' },
        triggerResponseEnabled: false,
      },
      { type: 'transfer', destination: { type: 'number', number: '+15550100101' } },
      { type: 'transfer', destination: { type: 'sip', sipUri: 'sip:ann@example.com' } },
      { type: 'end-call' },
    ]);
    expect(upstream.seen.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  it.each([404, 409, 500, 502])('takes %i at a control URL as the end of the leg', async (status) => {
    upstream.give([status]);
    expect(await vapi().mute(control())).toMatchObject({ kind: 'refused', status });
  });

  it('sends nothing to a URL that is not Vapi’s', async () => {
    expect(await vapi().mute('http://127.0.0.1:1/control')).toMatchObject({ kind: 'refused', status: 0 });
    expect(upstream.seen).toEqual([]);
  });
});

describe('isControlUrl', () => {
  it.each([
    ['https://phone-call-websocket.aws-us-west-2-backend-production2.vapi.ai/x/control', true],
    ['http://phone-call-websocket.vapi.ai/x/control', false],
    ['https://vapi.ai.example.com/x', false],
    ['https://evilvapi.ai/x', false],
    ['https://a.vapi.ai:8443/x', false],
    ['https://a.vapi.ai@169.254.169.254/x', false],
    ['https://user@a.vapi.ai/x', false],
    ['http://127.0.0.1:4010/x/control', false],
    ['no url', false],
  ])('%s: %s', (url, wanted) => {
    expect(isControlUrl(url, '')).toBe(wanted);
  });

  it('takes the local platform only where one is set', () => {
    expect(isControlUrl('http://127.0.0.1:4010/x/control', 'http://127.0.0.1:4010')).toBe(true);
    expect(isControlUrl('http://127.0.0.1:4011/x/control', 'http://127.0.0.1:4010')).toBe(false);
  });
});
