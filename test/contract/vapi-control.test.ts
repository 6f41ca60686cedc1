import {
  announced,
  bypassCall,
  CALLER,
  connected,
  FakeStream,
  NUMBER,
  peerOf,
  provision,
  PUBLIC_KEY,
  vapiStand,
  type VapiStand,
} from '../support/vapi-stand';

let stand: VapiStand;
beforeEach(async () => (stand = await vapiStand()));
afterEach(() => stand.close());

describe('the control URL', () => {
  it('mutes at once and takes the words that replace what is spoken', async () => {
    const { stream, controlUrl } = await connected(stand);
    const long = 'This is a long story that takes the assistant quite a while to tell to its end.';
    expect(await stand.controlled(controlUrl, { type: 'say', content: long })).toMatchObject({ status: 200 });
    await stand.clock.advance(1000);
    await stand.controlled(controlUrl, { type: 'say', content: 'Stop.', interruptAssistantEnabled: true });
    expect(stream.log.slice(-2).map(({ what }) => what)).toEqual(['hushed', 'says Stop.']);
    await stand.controlled(controlUrl, { type: 'control', control: 'mute-assistant' });
    expect(stream.log.at(-1)?.what).toBe('hushed');
    await stand.controlled(controlUrl, { type: 'say', content: 'unheard' });
    await stand.clock.advance(1000);
    expect(stream.said()).not.toContain('unheard');
  });

  it('refuses properties that it does not know, in the words of Nest', async () => {
    const { controlUrl } = await connected(stand);
    const answer = await stand.controlled(controlUrl, { type: 'say', text: 'hi', content: 'x' });
    expect(answer).toEqual({
      status: 400,
      body: { message: ['property text should not exist'], error: 'Bad Request', statusCode: 400 },
    });
  });

  it('answers 409 after the end', async () => {
    const { stream, controlUrl } = await connected(stand);
    stream.hangUp();
    expect(await stand.controlled(controlUrl, { type: 'end-call' })).toEqual({
      status: 409,
      body: { message: 'Call has already ended', error: 'Conflict', statusCode: 409 },
    });
  });

  it('wants the public key where the monitor plan says so', async () => {
    const { controlUrl } = await connected(stand, { monitorPlan: { controlAuthenticationEnabled: true } });
    const say = { type: 'say', content: 'x' };
    expect((await stand.controlled(controlUrl, say)).status).toBe(401);
    expect((await stand.controlled(controlUrl, say, PUBLIC_KEY)).status).toBe(200);
  });
});

describe('a number imported into Vapi', () => {
  it('is answered with a stream, and Vapi knows the CallSid', async () => {
    await provision(stand);
    const { status, text } = await announced(stand);
    expect(status).toBe(200);
    const stream = new FakeStream(stand, peerOf(stand, text));
    await stand.clock.advance(3000);
    const call = stand.of('status-update')[0]?.message.call;
    expect(call).toMatchObject({
      type: 'inboundPhoneCall',
      status: 'ringing',
      phoneCallProvider: 'twilio',
      phoneCallProviderId: stream.callSid,
      transport: { callSid: stream.callSid, accountSid: stand.ctx.account.sid },
    });
    await stream.caller('I want to speak to a human');
    await stand.clock.advance(4000);
    expect(stand.of('tool-calls')[0]?.message.toolCallList[0].function.arguments.call_sid).toBe(
      stream.callSid,
    );
  });

  it('does not take a call that is in progress', async () => {
    await provision(stand);
    const { status, text } = await announced(stand, { CallStatus: 'in-progress' });
    expect(status).toBe(400);
    expect(JSON.parse(text)).toEqual({
      message: ['CallStatus must be one of the following values: ringing'],
      error: 'Bad Request',
      statusCode: 400,
    });
  });

  it('has its voice URL overwritten', async () => {
    const imported: unknown[] = [];
    await stand.close();
    stand = await vapiStand({ numberImported: (number) => imported.push(number) });
    await provision(stand);
    expect(imported).toEqual([{ phoneNumber: NUMBER, voiceUrl: 'https://api.vapi.ai/twilio/inbound_call' }]);
  });

  it('transfers through the control URL: announcement, forwarding, other TwiML, ended 30 ms later', async () => {
    await provision(stand);
    const stream = new FakeStream(stand, peerOf(stand, (await announced(stand)).text));
    await stand.clock.advance(5000);
    const { controlUrl } = stand.of('status-update')[0]?.message.call.monitor;
    const destination = { type: 'number', number: '+15558880000' };
    await stand.controlled(controlUrl, { type: 'transfer', destination, content: 'Bye & thanks' });
    await stand.clock.advance(5000);
    expect(stream.log.at(-1)?.what).toBe(
      `redirected <?xml version="1.0" encoding="UTF-8"?><Response><Dial callerId="${CALLER}"><Number>+15558880000</Number></Dial></Response>`,
    );
    expect(stream.said().at(-1)).toBe('Bye & thanks');
    const [, forwarding, ended] = stand.of('status-update');
    expect(forwarding?.message).toMatchObject({ status: 'forwarding', destination });
    expect(ended?.message).toMatchObject({ status: 'ended', endedReason: 'assistant-forwarded-call' });
    expect((ended?.atMs ?? 0) - (forwarding?.atMs ?? 0)).toBe(30);
    expect(stand.of('end-of-call-report')[0]?.message.endedReason).toBe('assistant-forwarded-call');
  });

  it('of a bypassed call is not transferred by Vapi', async () => {
    const { controlUrl, stream } = await connected(stand);
    const destination = { type: 'number', number: '+15558880000' };
    expect((await stand.controlled(controlUrl, { type: 'transfer', destination })).status).toBe(200);
    await stand.clock.advance(5000);
    expect(stream.log.map(({ what }) => what).join()).not.toContain('redirected');
    expect(stand.ctx.journal.entries.map(({ kind }) => kind)).toContain('ai.transfer-not-run');
  });
});

describe('calls without our Twilio leg', () => {
  it('a web call has neither CallSid nor caller', async () => {
    const { assistantId } = await provision(stand);
    const { status, body } = await stand.api('POST', '/call/web', { assistantId }, PUBLIC_KEY);
    expect([status, body.type]).toEqual([201, 'webCall']);
    const browser = stand.vapi.webCall(body.id);
    browser.join();
    await stand.clock.advance(4000);
    browser.say('I want to speak to a human');
    await stand.clock.advance(6000);
    expect(browser.heard.map(({ text }) => text)).toEqual([
      'Hello, how can I help you?',
      'One moment, please.',
      expect.anything(),
    ]);
    const { call, customer, toolCallList } = stand.of('tool-calls')[0]?.message;
    expect([call.type, call.phoneCallProviderId, call.transport.callSid, customer]).toEqual([
      'webCall',
      undefined,
      undefined,
      undefined,
    ]);
    expect(toolCallList[0].function.arguments.call_sid).toBe('');
    browser.leave();
    await stand.clock.advance(100);
    expect(stand.of('status-update').at(-1)?.message.endedReason).toBe('customer-ended-call');
  });

  it('Vapi dials by the imported number where it can, else says that it does not', async () => {
    const request = { customer: { number: CALLER } };
    expect((await stand.api('POST', '/call', { ...(await provision(stand)), ...request })).status).toBe(501);
    await stand.close();
    const dialled: { to: string; from: string; twiml: string }[] = [];
    stand = await vapiStand({ dial: (call) => `CA${String(dialled.push(call)).repeat(32)}` });
    const { body } = await stand.api('POST', '/call', { ...(await provision(stand)), ...request });
    expect(dialled).toMatchObject([{ to: CALLER, from: NUMBER }]);
    expect(body).toMatchObject({ phoneCallProviderId: `CA${'1'.repeat(32)}`, type: 'outboundPhoneCall' });
    expect(() => peerOf(stand, dialled[0]?.twiml ?? '')).not.toThrow();
  });

  it('a call that Twilio refuses to make ends as it begins', async () => {
    const refuse = (): string => {
      throw new Error('not verified');
    };
    await stand.close();
    stand = await vapiStand({ dial: refuse });
    const { status, body } = await stand.api('POST', '/call', {
      ...(await provision(stand)),
      customer: { number: CALLER },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'ended', endedReason: 'twilio-failed-to-connect-call' });
  });

  it('no call begins while Vapi refuses', async () => {
    const ids = await provision(stand);
    stand.vapi.control.refuseCalls(503, 1);
    await expect(bypassCall(stand, ids)).rejects.toThrow('503');
    await expect(bypassCall(stand, ids)).resolves.toMatchObject({ body: { status: 'queued' } });
  });
});
