import { departsFromOpenApi } from '../support/openapi-watch';
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

// Captures have what the OpenAPI has not.
departsFromOpenApi(/messagesOpenAIFormatted\[\d+\]\.(tool_calls|tool_call_id) /);

// `say` and `transfer` at the end of a call are of the documentation alone.
departsFromOpenApi(/hooks\[0\]\.(do|filters)/);

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

  it('adds messages, and the model answers unless it is not to', async () => {
    const { stream, controlUrl, callId } = await connected(stand);
    const message = { role: 'system', content: 'Say "Your order is on its way."' };
    const added = { type: 'add-message', message, triggerResponseEnabled: false };
    await stand.controlled(controlUrl, added);
    await stand.clock.advance(5000);
    expect(stream.said()).toHaveLength(1);
    await stand.controlled(controlUrl, { type: 'add-message', message });
    await stand.clock.advance(5000);
    expect(stream.said().at(-1)).toBe('Your order is on its way.');
    stream.hangUp();
    await stand.clock.advance(5000);
    const { body } = await stand.api('GET', `/call/${callId}`);
    const told = body.artifact.messages.filter((one: { message: string }) => one.message === message.content);
    expect(told).toHaveLength(2);
  });

  it('does not hear a customer who is muted, greets again, and hangs up after last words', async () => {
    const { stream, controlUrl } = await connected(stand);
    await stand.controlled(controlUrl, { type: 'control', control: 'mute-customer' });
    await stream.caller('Can you hear me?');
    await stand.clock.advance(5000);
    expect(stream.said()).toHaveLength(1);
    await stand.controlled(controlUrl, { type: 'control', control: 'unmute-customer' });
    await stand.controlled(controlUrl, { type: 'control', control: 'say-first-message' });
    await stand.clock.advance(4000);
    expect(stream.said()).toEqual(['Hello, how can I help you?', 'Hello, how can I help you?']);
    await stand.controlled(controlUrl, { type: 'say', content: 'We close now.', endCallAfterSpoken: true });
    await stand.clock.advance(4000);
    expect(stand.of('status-update').at(-1)?.message.endedReason).toBe(
      'assistant-ended-call-after-message-spoken',
    );
  });

  it('is not handed out where the monitor plan forbids it, nor is the one to listen', async () => {
    const { assistantId, phoneNumberId } = await provision(stand, {
      monitorPlan: { controlEnabled: false, listenEnabled: false },
    });
    const request = { assistantId, phoneNumberId, phoneCallProviderBypassEnabled: true };
    const { body } = await stand.api('POST', '/call', request);
    expect(body.monitor).toEqual({});
    const url = `phone-call-websocket.aws-us-west-2-backend-production2.vapi.ai/${body.id}/control`;
    expect((await stand.controlled(url, { type: 'end-call' })).status).toBe(404);
  });

  it('hands the call over to another assistant, which knows what the plan leaves', async () => {
    const { stream, controlUrl, callId } = await connected(stand, {
      serverMessages: ['transfer-update', 'assistant.started', 'end-of-call-report'],
    });
    await stream.caller('My order 4711 is late');
    await stand.clock.advance(6000);
    const assistant = {
      name: 'Billing',
      firstMessage: 'Billing here.',
      model: { provider: 'openai', model: 'gpt-4.1', tools: [{ type: 'endCall' }] },
    };
    const destination = { type: 'assistant', contextEngineeringPlan: 'none', assistant };
    const handoff = { type: 'handoff', destination, content: 'One moment.' };
    expect(await stand.controlled(controlUrl, handoff)).toEqual({ status: 200, body: {} });
    await stand.clock.advance(5000);
    expect(stream.said().slice(-2)).toEqual(['One moment.', 'Billing here.']);
    await stream.caller('Do you remember what I said?');
    await stand.clock.advance(5000);
    expect(stream.said().at(-1)).not.toContain('4711');
    const [update] = stand.of('transfer-update');
    expect(update?.message).toMatchObject({ toAssistant: assistant, fromAssistant: { name: 'Front desk' } });
    await stream.caller('Bye');
    await stand.clock.advance(8000);
    const { body } = await stand.api('GET', `/call/${callId}`);
    expect(body).toMatchObject({ endedReason: 'assistant-ended-call' });
    expect(body.artifact.transcript).not.toContain('4711');
    expect((await stand.controlled(controlUrl, { ...handoff, destination: { type: 'squad' } })).status).toBe(
      400,
    );
  });

  it('gives the call other TwiML where Vapi holds the call', async () => {
    await provision(stand);
    const own = new FakeStream(stand, peerOf(stand, (await announced(stand)).text));
    await stand.clock.advance(3000);
    const { controlUrl } = stand.of('status-update')[0]?.message.call.monitor;
    const twiml = '<Response><Play>https://x.example.com/music.mp3</Play></Response>';
    const message = { transport: 'twilio', twiml };
    const sent = await stand.controlled(controlUrl, { type: 'send-transport-message', message });
    expect([sent.status, own.log.at(-1)?.what]).toEqual([200, `redirected ${twiml}`]);
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

describe('the tools of Vapi itself', () => {
  const SALES = { type: 'number', number: '+15558880000', message: '', description: 'Sales: prices, orders' };
  const REPAIRS = { type: 'number', number: '+15558880001', description: 'Repairs and warranty' };

  /** A caller of an imported number whose assistant has this tool. */
  const called = async (tool: Record<string, unknown>, more: Record<string, unknown> = {}) => {
    const model = { provider: 'openai', model: 'gpt-4.1', tools: [tool] };
    await provision(stand, { model, ...more });
    const stream = new FakeStream(stand, peerOf(stand, (await announced(stand)).text));
    await stand.clock.advance(5000);
    return stream;
  };
  const asksForHuman = async (stream: FakeStream, words = 'I want to speak to a human') => {
    await stream.caller(words);
    await stand.clock.advance(8000);
    return stream.log.at(-1)?.what;
  };
  const dials = (number: string) => expect.stringContaining(`<Number>${number}</Number>`);

  it('`transferCall` transfers to the destination that the model names, in the words for it', async () => {
    const condition = { param: 'destination', operator: 'eq', value: REPAIRS.number };
    const messages = [
      { type: 'request-start', content: 'Never said.', conditions: [{ ...condition, operator: 'neq' }] },
      { type: 'request-start', content: 'Nor this.', conditions: [{ ...condition, value: SALES.number }] },
      { type: 'request-start', content: 'Repairs, {{customer.number}}.', conditions: [condition] },
    ];
    const stream = await called({ type: 'transferCall', destinations: [SALES, REPAIRS], messages });
    expect(await asksForHuman(stream, 'A human for my warranty, please')).toEqual(dials(REPAIRS.number));
    expect(stream.said().slice(1)).toEqual([`Repairs, ${CALLER}.`]);
    const [, forwarding] = stand.of('status-update');
    expect(forwarding?.message).toMatchObject({ status: 'forwarding', destination: REPAIRS });
    const [call] = (await stand.api('GET', '/call')).body;
    expect(call).toMatchObject({ endedReason: 'assistant-forwarded-call', destination: REPAIRS });
  });

  it('`transferCall` without destinations asks the server', async () => {
    stand.answers(({ message }) =>
      message.type === 'transfer-destination-request'
        ? { body: { destination: SALES, message: { type: 'request-start', content: 'To sales.' } } }
        : {},
    );
    const stream = await called({ type: 'transferCall' }, { serverMessages: undefined });
    expect(await asksForHuman(stream)).toEqual(dials(SALES.number));
    expect(stream.said().at(-1)).toBe('To sales.');
  });

  it('`transferCall` tells the model why there is no transfer', async () => {
    stand.answers(() => ({ body: { error: 'Nobody is here.' } }));
    const stream = await called({ type: 'transferCall' }, { serverMessages: undefined });
    await asksForHuman(stream);
    expect(stream.said().at(-1)).toBe('Nobody is here.');
    expect(stream.log.map(({ what }) => what).join()).not.toContain('redirected');
  });

  it('`phone-call-control` leaves transfers and hang-ups to the server', async () => {
    const serverMessages = ['phone-call-control', 'status-update'];
    const stream = await called({ type: 'transferCall', destinations: [SALES] }, { serverMessages });
    await asksForHuman(stream);
    const { controlUrl } = stand.of('status-update')[0]?.message.call.monitor;
    await stand.controlled(controlUrl, { type: 'end-call' });
    await stand.clock.advance(100);
    expect(
      stand.of('phone-call-control').map(({ message }) => [message.request, message.destination]),
    ).toEqual([
      ['forward', SALES],
      ['hang-up', undefined],
    ]);
    expect(stream.log.at(-1)?.what).not.toMatch(/redirected|ended/);
  });

  it.each([
    ['voicemail', { voicemailMessage: 'Please call {{company}} back.' }, 'Please call  back.', 'voicemail'],
    ['endCall', { endCallMessage: 'Goodbye.' }, 'Goodbye.', 'assistant-ended-call'],
  ])('`%s` says its message and hangs up', async (type, more, words, reason) => {
    const stream = await called({ type }, more);
    stand.vapi.control.callTool(stand.vapi.control.legs()[0]?.callId ?? '', type);
    await stand.clock.advance(5000);
    expect(stream.said().at(-1)).toBe(words);
    expect(stream.log.at(-1)?.what).toBe('call ended');
    expect(stand.of('status-update').at(-1)?.message.endedReason).toBe(reason);
  });

  it('`dtmf` presses keys, and tells the model of what is none', async () => {
    const stream = await called({ type: 'dtmf' });
    const { callId = '' } = stand.vapi.control.legs()[0] ?? {};
    stand.vapi.control.callTool(callId, 'dtmf', { dtmf: '1w4#' });
    expect(stream.log.at(-1)?.what).toBe('presses 1w4#');
    stand.vapi.control.callTool(callId, 'dtmf', { dtmf: 'one' });
    await stand.clock.advance(5000);
    expect(stream.said().at(-1)).toBe('Dtmf must hold keys: 0 to 9, *, # and w');
  });

  it('`handoff` lets another assistant go on with the call, and asks for it where it is dynamic', async () => {
    const next = (await stand.api('POST', '/assistant', { name: 'Billing', firstMessage: 'Billing here.' }))
      .body.id;
    const destination = { type: 'assistant', assistantId: next };
    stand.answers(({ message }) =>
      message.type === 'handoff-destination-request' ? { body: { destination } } : {},
    );
    const stream = await called(
      { type: 'handoff', destinations: [{ type: 'dynamic', server: { url: `${stand.hookUrl}?dynamic` } }] },
      { serverMessages: ['transfer-update', 'status-update'] },
    );
    stand.vapi.control.callTool(stand.vapi.control.legs()[0]?.callId ?? '', 'handoff', { intent: 'bill' });
    await stand.clock.advance(3000);
    expect(stream.said().at(-1)).toBe('Billing here.');
    expect(stand.of('handoff-destination-request')[0]?.message.parameters).toEqual({ intent: 'bill' });
    expect(stand.of('transfer-update')[0]?.message).toMatchObject({
      destination: { type: 'assistant', assistantName: 'Billing' },
      toAssistant: { firstMessage: 'Billing here.' },
    });
  });
});

describe('a hook', () => {
  const destination = { type: 'number', number: '+15558880000' } as const;
  const filters = [{ type: 'oneOf', key: 'call.endedReason', oneOf: ['pipeline-error'] }];
  const words = { type: 'say', exact: 'One moment, {{customer.number}}.' };
  const tool = { type: 'tool', tool: { type: 'transferCall', destinations: [destination] } };

  const afterItsDeath = async (...actions: object[]) => {
    await provision(stand, { hooks: [{ on: 'call.ending', filters, do: actions }] });
    const stream = new FakeStream(stand, peerOf(stand, (await announced(stand)).text));
    await stand.clock.advance(5000);
    stand.vapi.control.killLeg(stand.vapi.control.legs()[0]?.callId ?? '');
    await stand.clock.advance(5000);
    const { endedReason } = stand.of('status-update').at(-1)?.message;
    return { said: stream.said().slice(1), last: stream.log.at(-1)?.what, endedReason };
  };
  const dialled = expect.stringContaining(`<Dial callerId="${CALLER}"><Number>+15558880000</Number></Dial>`);

  it.each<[string, object[], string[], unknown, string]>([
    ['last words', [words], [`One moment, ${CALLER}.`], 'call ended', 'call.ending.hook-executed-say'],
    ['a transfer by a tool', [tool], [], dialled, 'call.ending.hook-executed-transfer'],
    [
      'words and a transfer',
      [words, { type: 'transfer', destination }],
      [`One moment, ${CALLER}.`],
      dialled,
      'call.ending.hook-executed-transfer',
    ],
  ])('ends the call of an AI that broke with %s', async (_, actions, said, last, endedReason) => {
    expect(await afterItsDeath(...actions)).toEqual({ said, last, endedReason });
  });

  it('for other endings leaves the end as it is, and a bypassed call too, which Vapi cannot transfer', async () => {
    const hooks = [{ on: 'call.ending', filters, do: [tool] }];
    const { stream, controlUrl } = await connected(stand, { hooks });
    await stand.controlled(controlUrl, { type: 'end-call' });
    expect(stand.vapi.control.legs()[0]?.endedReason).toBe('manually-canceled');
    const broken = await connected(stand, { hooks });
    stand.vapi.control.killLeg(broken.callId);
    expect([stream.log.at(-1)?.what, broken.stream.log.at(-1)?.what]).toEqual(['closed', 'closed']);
  });

  it('speaks when the AI was interrupted', async () => {
    const hook = {
      on: 'assistant.speech.interrupted',
      do: [{ type: 'say', exact: ['Go ahead.', 'Please.'] }],
    };
    const { stream, controlUrl } = await connected(stand, { hooks: [hook] });
    await stand.controlled(controlUrl, { type: 'say', content: 'This is a rather long story to tell.' });
    await stream.caller('Wait a moment');
    expect(stream.said().at(-1)).toBe('Go ahead.');
  });

  it.each([
    ['1555', { type: 'transfer', destination: { ...destination, message: '' } }, '<Dial', 'transfer'],
    ['1', { type: 'say', exact: 'We are closed.' }, '<Say>We are closed.</Say><Hangup/>', 'say'],
    ['49', { type: 'say', exact: 'We are closed.' }, '<Connect><Stream', undefined],
  ])(
    'of the number answers callers whose number begins with %s by itself',
    async (prefix, action, verb, what) => {
      const { phoneNumberId } = await provision(stand);
      const hook = {
        on: 'call.ringing',
        filters: [{ type: 'startsWith', key: 'number', startsWith: [prefix] }],
        do: [action],
      };
      const change = { provider: 'twilio', hooks: [hook] };
      expect((await stand.api('PATCH', `/phone-number/${phoneNumberId}`, change)).status).toBe(200);
      expect((await announced(stand)).text).toContain(verb);
      expect(stand.vapi.control.legs().map(({ endedReason }) => endedReason)).toEqual([
        what && `call.ringing.hook-executed-${what}`,
      ]);
    },
  );
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

  it('tells whom it is transferred to what the plan says, once they have spoken', async () => {
    await provision(stand);
    const stream = new FakeStream(stand, peerOf(stand, (await announced(stand)).text));
    await stand.clock.advance(5000);
    const { controlUrl } = stand.of('status-update')[0]?.message.call.monitor;
    const mode = 'warm-transfer-wait-for-operator-to-speak-first-and-then-say-summary';
    const destination = { type: 'number', number: '+15558880000', extension: '12', transferPlan: { mode } };
    await stand.controlled(controlUrl, { type: 'transfer', destination, content: '' });
    const url = controlUrl.replace(/control$/, 'operator');
    expect(stream.log.at(-1)?.what).toContain(`<Number url="${url}" sendDigits="12">+15558880000</Number>`);
    const told = async (form: string) => {
      const answer = await fetch(`${stand.url}/${url.replace('https://', '')}`, {
        method: 'POST',
        body: form,
      });
      return answer.text();
    };
    expect(await told('')).toContain('<Gather input="speech" speechTimeout="auto" timeout="60"/><Hangup/>');
    expect(await told('SpeechResult=Hello')).toContain(
      '<Response><Say>The caller said nothing.</Say></Response>',
    );
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
    const dialled: { to: string; from: string; twiml?: string }[] = [];
    stand = await vapiStand({ dial: (call) => `CA${String(dialled.push(call)).repeat(32)}` });
    const { body } = await stand.api('POST', '/call', { ...(await provision(stand)), ...request });
    expect(dialled).toMatchObject([{ to: CALLER, from: NUMBER }]);
    expect(body).toMatchObject({ phoneCallProviderId: `CA${'1'.repeat(32)}`, type: 'outboundPhoneCall' });
    expect(() => peerOf(stand, dialled[0]?.twiml ?? '')).not.toThrow();
    const told = async (CallStatus: string) => {
      const form = new URLSearchParams({ CallSid: body.phoneCallProviderId, CallStatus });
      await fetch(`${stand.url}/api.vapi.ai/twilio/status`, { method: 'POST', body: form });
      await stand.clock.advance(3000);
    };
    await told('ringing');
    await told('busy');
    const statuses = stand.of('status-update').map(({ message }) => [message.status, message.endedReason]);
    expect(statuses).toEqual([
      ['ringing', undefined],
      ['ended', 'customer-busy'],
    ]);
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
