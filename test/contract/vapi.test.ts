import { createHmac } from 'node:crypto';
import { departures } from '../support/vapi-schema';
import {
  announced,
  type Arrived,
  bypassCall,
  CALLER,
  connected,
  escalateTool,
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

describe('a call by provider bypass', () => {
  it('greets, listens, calls the tool and speaks its result', async () => {
    stand.answers(({ message }) =>
      message.type === 'tool-calls'
        ? {
            body: {
              results: [{ toolCallId: message.toolCallList[0].id, result: 'A colleague is on the way.' }],
            },
          }
        : {},
    );
    const { stream, callId } = await connected(stand);
    expect(stream.said()).toEqual(['Hello, how can I help you?']);
    await stream.caller('My billing statement is wrong');
    await stand.clock.advance(6000);
    await stream.caller('I want to speak to a human');
    await stand.clock.advance(12_000);
    expect(stream.said().slice(2)).toEqual(['One moment, please.', 'A colleague is on the way.']);
    const [toolCalls] = stand.of('tool-calls');
    expect(toolCalls?.message.toolCallList[0].function).toEqual({
      name: 'escalate',
      arguments: {
        reason: 'My billing statement is wrong',
        department: 'billing',
        language: 'en',
        summary: 'The caller said: My billing statement is wrong',
        call_sid: '',
        call_id: callId,
        caller: CALLER,
      },
    });
    expect(toolCalls?.message.toolCalls).toEqual(toolCalls?.message.toolCallList);
  });

  it('thinks 700 ms after the transcript and speaks about 15 characters a second', async () => {
    const { stream } = await connected(stand);
    const from = stand.clock.now();
    await stream.caller('Good morning');
    await stand.clock.advance(10_000);
    const [said, done] = stream.log.filter(({ atMs }) => atMs > from);
    expect(said?.what).toBe('says I see. Please tell me a little more about that.');
    expect(said?.atMs).toBe(from + 1500 + 200 + 700);
    expect((done?.atMs ?? 0) - (said?.atMs ?? 0)).toBe(Math.round((47 / 15) * 1000));
  });

  it('is heard by one stream only and given up when none comes', async () => {
    const ids = await provision(stand);
    const { twiml, callId } = await bypassCall(stand, ids);
    new FakeStream(stand, peerOf(stand, twiml));
    expect(() => peerOf(stand, twiml)).toThrow('nobody listens');
    await stand.clock.settle();
    const lonely = await bypassCall(stand, ids);
    await stand.clock.advance(60_000);
    expect((await stand.api('GET', `/call/${lonely.callId}`)).body).toMatchObject({
      status: 'ended',
      endedReason: 'phone-call-provider-bypass-enabled-but-no-call-received',
    });
    expect(callId).not.toBe(lonely.callId);
  });
});

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

describe('webhook authentication', () => {
  it('signs the body as the credential says, to the byte', async () => {
    const credential = await stand.api('POST', '/credential', {
      provider: 'webhook',
      name: 'handoff-hmac',
      authenticationPlan: { type: 'hmac', secretKey: 's3cret', algorithm: 'sha256' },
    });
    expect(JSON.stringify(credential.body)).not.toContain('s3cret');
    await connected(stand, {
      server: {
        url: stand.hookUrl,
        credentialId: credential.body.id,
        headers: { 'X-Vapi-Secret': 'static' },
      },
    });
    expect(stand.arrived.length).toBeGreaterThan(0);
    for (const { headers, body } of stand.arrived) {
      const signed = `${String(headers['x-timestamp'])}.${body}`;
      expect(headers['x-signature']).toBe(createHmac('sha256', 's3cret').update(signed).digest('hex'));
      expect(headers['x-vapi-secret']).toBe('static');
    }
  });
});

describe('server messages', () => {
  it('carry the call as it was at its beginning, the metadata of the overrides and fields of the OpenAPI alone', async () => {
    const assistantOverrides = { variableValues: { company: 'Acme' }, metadata: { callSid: 'CA1' } };
    const { stream } = await connected(stand, {}, { assistantOverrides });
    await stream.caller('Hello there');
    await stand.clock.advance(5000);
    stream.hangUp();
    await stand.clock.advance(10_000);
    const schemas: Record<string, string> = {
      'status-update': 'ServerMessageStatusUpdate',
      'speech-update': 'ServerMessageSpeechUpdate',
      'conversation-update': 'ServerMessageConversationUpdate',
      'end-of-call-report': 'ServerMessageEndOfCallReport',
      transcript: 'ServerMessageTranscript',
    };
    expect(new Set(stand.arrived.map(({ message }) => message.type))).toEqual(new Set(Object.keys(schemas)));
    for (const { message } of stand.arrived) {
      expect(
        departures(schemas[message.type] ?? '', message).filter(
          (one) => !/\.(assistant\.id|phoneNumber\.(id|orgId|createdAt|updatedAt)) /.test(one),
        ),
      ).toEqual([]);
      expect(message.call).toMatchObject({
        status: 'queued',
        assistantOverrides,
        customer: { number: CALLER },
      });
      expect(message.assistant.metadata).toEqual({ callSid: 'CA1' });
      expect(message.artifact.variableValues ?? { company: 'Acme' }).toEqual({ company: 'Acme' });
      expect(message.call).not.toHaveProperty('phoneCallProviderId');
    }
    expect(stand.arrived[0]?.message.artifact.messages[0]).toMatchObject({
      role: 'system',
      message: 'You answer calls of Acme.',
    });
  });

  it('are only those that the assistant subscribed to', async () => {
    const { stream } = await connected(stand, { serverMessages: ['status-update'] });
    await stream.caller('I want to speak to a human');
    await stand.clock.advance(5000);
    expect(new Set(stand.arrived.map(({ message }) => message.type))).toEqual(new Set(['status-update']));
  });

  it('are tried again as the backoff plan says, and not otherwise', async () => {
    stand.answers(() => ({ status: 503 }));
    const backoffPlan = {
      type: 'exponential',
      maxRetries: 3,
      baseDelaySeconds: 1,
      excludedStatusCodes: [404],
    };
    await connected(stand, {
      server: { url: stand.hookUrl, backoffPlan },
      serverMessages: ['status-update'],
    });
    await stand.clock.advance(10_000);
    const times = stand.arrived.map(({ atMs }) => atMs - (stand.arrived[0]?.atMs ?? 0));
    expect(times).toEqual([0, 1000, 3000, 7000]);
    stand.answers(() => ({ status: 404 }));
    stand.arrived.length = 0;
    await connected(stand, {
      server: { url: stand.hookUrl, backoffPlan },
      serverMessages: ['status-update'],
    });
    await stand.clock.advance(10_000);
    expect(stand.arrived).toHaveLength(1);
  });

  it("leave the phone number's Twilio secrets out", async () => {
    await connected(stand);
    expect(stand.arrived.map(({ body }) => body).join()).not.toContain(stand.ctx.account.authToken);
  });
});

describe('tool-calls', () => {
  const answering = (result: unknown) =>
    stand.answers(({ message }) => {
      const [first] =
        message.toolCallList ??
        message.toolWithToolCallList?.map((one: { toolCall: unknown }) => one.toolCall) ??
        [];
      return message.type === 'tool-calls'
        ? { body: { results: [{ toolCallId: first.id, ...(result as object) }] } }
        : {};
    });
  const afterAsking = async (tool: Record<string, unknown> = {}, server?: Record<string, unknown>) => {
    const model = { provider: 'openai', model: 'gpt-4.1', tools: [escalateTool(tool)] };
    const { stream, ...call } = await connected(stand, { model, ...(server ? { server } : {}) });
    await stream.caller('I want to speak to a human');
    await stand.clock.advance(30_000);
    return { ...call, stream };
  };

  it.each([
    [
      'A',
      (m: Arrived['message']) => [
        m.toolCalls[0].function.arguments.reason,
        m.toolWithToolCallList[0].toolCall.function.name,
      ],
    ],
    [
      'B',
      (m: Arrived['message']) => [
        JSON.parse(m.toolCallList[0].function.arguments).reason,
        m.toolCallList[0].function.name,
      ],
    ],
    [
      'C',
      (m: Arrived['message']) => [
        m.toolWithToolCallList[0].toolCall.function.parameters.reason,
        m.toolCallList[0].name,
      ],
    ],
    ['D', (m: Arrived['message']) => [m.toolCallList[0].parameters.reason, m.toolCallList[0].name]],
    [
      'E',
      (m: Arrived['message']) => [
        m.toolWithToolCallList[0].toolCall.function.arguments.reason,
        m.toolWithToolCallList[0].toolCall.function.name,
      ],
    ],
  ] as const)('come in shape %s', async (toolCallShape, read) => {
    stand.vapi.control.behave({ toolCallShape });
    answering({ result: 'Somebody comes.' });
    const { stream } = await afterAsking();
    expect(read(stand.of('tool-calls')[0]?.message)).toEqual(['I want to speak to a human', 'escalate']);
    expect(stream.said()).toContain('Somebody comes.');
  });

  it('of the OpenAPI keep to it', async () => {
    stand.vapi.control.behave({ toolCallShape: 'B' });
    await afterAsking();
    const [message] = stand.of('tool-calls');
    // Captures have `tool_calls` where the OpenAPI has role and content alone.
    const known =
      /assistant\.id |phoneNumber\.(id|orgId|createdAt|updatedAt) |messagesOpenAIFormatted\[\d\]\.tool_calls /;
    expect(departures('ServerMessageToolCalls', message?.message).filter((one) => !known.test(one))).toEqual(
      [],
    );
  });

  it('have the legacy function-call beside them within 200 ms', async () => {
    stand.vapi.control.behave({ legacyFunctionCall: 'beside' });
    await afterAsking();
    const [now, legacy] = [stand.of('tool-calls')[0], stand.of('function-call')[0]];
    expect(JSON.parse(legacy?.message.functionCall.parameters)).toEqual(
      now?.message.toolCallList[0].function.arguments,
    );
    expect((legacy?.atMs ?? 0) - (now?.atMs ?? 0)).toBe(150);
  });

  it('alone as a legacy function-call take the result of its own answer', async () => {
    stand.vapi.control.behave({ legacyFunctionCall: 'alone' });
    stand.answers(({ message }) =>
      message.type === 'function-call' ? { body: { result: 'Yes, at once.' } } : {},
    );
    const { stream } = await afterAsking();
    expect(stand.of('tool-calls')).toEqual([]);
    expect(stream.said()).toContain('Yes, at once.');
  });

  it.each([
    ['another status than 200', { status: 201, body: { results: [] } }],
    ['a result for another call', { body: { results: [{ toolCallId: 'x', result: 'Wrong.' }] } }],
    ['nothing', {}],
  ])('hear nothing in %s', async (_, answer) => {
    stand.answers(({ message }) => (message.type === 'tool-calls' ? answer : {}));
    const { stream } = await afterAsking();
    expect(stream.said()).not.toContain('Wrong.');
    const results = stand.ctx.journal.entries.filter(({ kind }) => kind === 'ai.tool-result');
    expect(results).toMatchObject([{ result: 'ok, no result returned', isMissing: true }]);
  });

  it('hear nothing in a result of several lines', async () => {
    answering({ result: 'one\ntwo' });
    const { stream } = await afterAsking();
    expect(stream.said().join()).not.toContain('two');
  });

  it('carry the static parameters over what the model made up', async () => {
    const { callId } = await connected(stand);
    stand.vapi.control.callTool(callId, 'escalate', { reason: 'x', caller: '+1900', call_id: 'made up' });
    await stand.clock.advance(3000);
    const { arguments: args } = stand.of('tool-calls')[0]?.message.toolCallList[0].function;
    expect(args).toEqual({ reason: 'x', call_sid: '', call_id: callId, caller: CALLER });
  });

  it('can come late, after the end', async () => {
    const { stream, callId } = await connected(stand);
    stream.hangUp();
    stand.vapi.control.lateToolCall(callId, 'escalate', { reason: 'late' });
    await stand.clock.advance(100);
    expect(stand.of('tool-calls')[0]?.message.call.id).toBe(callId);
  });

  it('speak the message for a failure instead of the error', async () => {
    answering({ error: 'no agents' });
    const messages = [{ type: 'request-failed', content: 'I could not reach a colleague.' }];
    const { stream } = await afterAsking({ messages });
    expect(stream.said()).toContain('I could not reach a colleague.');
    expect(stream.said()).toContain('Hold on a sec.');
  });

  it('go to the server of the tool first, with its own time limit, and say what is said when it takes long', async () => {
    stand.ctx.faults.add({ target: 'webhook', pattern: '^vapi.tool-calls', latencyMs: 60_000 });
    const { stream } = await afterAsking(
      {
        messages: [{ type: 'request-response-delayed', timingMilliseconds: 3000, content: 'Still trying.' }],
        server: { url: `${stand.hookUrl}?tool`, timeoutSeconds: 10 },
      },
      { url: stand.hookUrl },
    );
    const sent = stand.ctx.journal.entries.filter(({ kind }) => kind === 'webhook.sent');
    expect(sent.filter(({ url }) => url === `${stand.hookUrl}?tool`)).toMatchObject([
      { for: 'vapi.tool-calls' },
    ]);
    const at = (text: string) => stream.log.find(({ what }) => what === text)?.atMs ?? 0;
    expect(at('says Still trying.') - at('says Hold on a sec.')).toBe(3000);
    const called = stand.ctx.journal.entries.find(({ kind }) => kind === 'ai.tool-call');
    const answered = stand.ctx.journal.entries.find(({ kind }) => kind === 'ai.tool-result');
    expect((answered?.atMs ?? 0) - (called?.atMs ?? 0)).toBe(10_000);
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

describe('the end', () => {
  it('by a redirect of the caller closes the AI leg with the configured reason, then reports', async () => {
    const { stream, callId } = await connected(stand);
    await stream.caller('My order 4711 is late');
    await stand.clock.advance(1000);
    stream.redirect('<Response/>');
    const endedAt = stand.clock.now();
    await stand.clock.advance(10_000);
    expect(stand.of('status-update').at(-1)?.message.endedReason).toBe(
      'phone-call-provider-closed-websocket',
    );
    const [report] = stand.of('end-of-call-report');
    expect((report?.atMs ?? 0) - endedAt).toBe(2000);
    expect(report?.message.analysis.summary).toBe('The caller said: My order 4711 is late');
    expect(report?.message.artifact.transcript).toContain('User: My order 4711 is late\n');
    const { body } = await stand.api('GET', `/call/${callId}`);
    expect(departures('Call', body).filter((one) => !/\.metadata /.test(one))).toEqual([]);
    expect(body).toMatchObject({ status: 'ended', analysis: report?.message.analysis });
    expect((await stand.api('PATCH', `/call/${callId}`, { name: 'reviewed' })).body.name).toBe('reviewed');
    expect((await stand.api('GET', '/call')).body).toMatchObject([{ id: callId, name: 'reviewed' }]);
  });

  it('of an AI that dies closes the stream and leaves the call alive', async () => {
    const { stream, callId } = await connected(stand);
    stand.vapi.control.killLeg(callId);
    expect(stream.log.at(-1)?.what).toBe('closed');
    await stand.clock.advance(10_000);
    expect(stand.of('status-update').at(-1)?.message.endedReason).toMatch(/^pipeline-error-/);
    expect(stand.of('end-of-call-report')[0]?.message.endedReason).toMatch(/^pipeline-error-/);
  });

  it('can be reported twice, first too early', async () => {
    stand.vapi.control.reports({ mode: 'premature-then-final', delayMs: 4000 });
    const { stream } = await connected(stand);
    stream.hangUp();
    await stand.clock.advance(10_000);
    const reports = stand.of('end-of-call-report');
    expect(reports.map(({ message }) => [message.endedReason, message.analysis.summary])).toEqual([
      ['call.in-progress.twilio-completed-call', undefined],
      ['customer-ended-call', 'The caller said nothing.'],
    ]);
    expect((reports[1]?.atMs ?? 0) - (reports[0]?.atMs ?? 0)).toBe(4000);
  });

  it("by the AI's goodbye closes a bypassed stream after the farewell, and ends an imported call", async () => {
    const model = { provider: 'openai', model: 'gpt-4.1', tools: [{ type: 'endCall' }] };
    const { stream } = await connected(stand, { model, endCallMessage: 'Thanks for calling.' });
    await stream.caller('That is all, bye');
    await stand.clock.advance(6000);
    expect(stream.said().at(-1)).toBe('Thanks for calling.');
    expect(stream.log.at(-1)?.what).toBe('closed');
    expect(stand.of('status-update').at(-1)?.message.endedReason).toBe('assistant-ended-call');
    const own = new FakeStream(stand, peerOf(stand, (await announced(stand)).text));
    await stand.clock.advance(4000);
    await own.caller('Bye');
    await stand.clock.advance(6000);
    expect(own.log.at(-1)?.what).toBe('call ended');
  });

  it('comes by itself after a long silence', async () => {
    const { stream } = await connected(stand, { silenceTimeoutSeconds: 10 });
    await stand.clock.advance(12_000);
    expect(stream.log.at(-1)?.what).toBe('closed');
    expect(stand.of('status-update').at(-1)?.message.endedReason).toBe('silence-timed-out');
  });
});

describe('a conversation', () => {
  it('gives way to the caller 200 ms into their words, but not during the first message', async () => {
    const { stream } = await connected(stand);
    await stream.caller('Good morning');
    await stand.clock.advance(1500);
    expect(stream.said()).toHaveLength(2);
    const from = stand.clock.now();
    await stream.caller('Wait, listen', 1000);
    expect(stream.log.at(-1)).toEqual({ atMs: from + 200, what: 'hushed' });
    expect(stand.of('user-interrupted')).toHaveLength(1);
    const early = await bypassCall(stand, await provision(stand));
    const other = new FakeStream(stand, peerOf(stand, early.twiml));
    await stand.clock.advance(600);
    await other.caller('Hello?', 1000);
    expect(other.log.map(({ what }) => what)).not.toContain('hushed');
  });

  it('says what its hook says when the caller is silent, as often as it may', async () => {
    const hook = {
      on: 'customer.speech.timeout',
      do: [{ type: 'say', exact: 'I am still here.' }],
      options: { timeoutSeconds: 8, triggerMaxCount: 2 },
    };
    const { stream } = await connected(stand, { hooks: [hook], silenceTimeoutSeconds: 60 });
    await stand.clock.advance(50_000);
    expect(stream.said().filter((text) => text === 'I am still here.')).toHaveLength(2);
    const [first, second] = stream.log.filter(({ what }) => what === 'says I am still here.');
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBe(8000 + Math.round((16 / 15) * 1000));
  });

  it('that comes back says why, and knows what was said', async () => {
    const { stream } = await connected(
      stand,
      {
        model: {
          provider: 'openai',
          model: 'gpt-4.1',
          messages: [{ role: 'system', content: 'Be kind. {{handoffNote}}' }],
        },
      },
      {
        assistantOverrides: {
          firstMessage: 'I am back, {{name}}.',
          variableValues: { name: 'Kim', handoffNote: 'What was said before: the order is late.' },
        },
      },
    );
    expect(stream.said()).toEqual(['I am back, Kim.']);
    await stream.caller('Do you remember what I said?');
    await stand.clock.advance(5000);
    expect(stream.said().at(-1)).toBe('the order is late.');
  });

  it('has background sound unless it is off', async () => {
    expect((await connected(stand)).stream.log[0]?.what).toBe('ambience on');
    expect((await connected(stand, { backgroundSound: 'off' })).stream.log[0]?.what).not.toBe('ambience on');
  });

  it('follows a script where a scenario brings one', async () => {
    const ids = await provision(stand);
    stand.vapi.control.personaFor(ids, [
      { when: /human/, then: { say: 'Let me help you myself.' }, times: 1 },
    ]);
    const { twiml } = await bypassCall(stand, ids);
    const stream = new FakeStream(stand, peerOf(stand, twiml));
    await stand.clock.advance(3000);
    await stream.caller('A human, please');
    await stand.clock.advance(5000);
    expect(stream.said().at(-1)).toBe('Let me help you myself.');
    await stream.caller('No, a human');
    await stand.clock.advance(5000);
    expect(stand.of('tool-calls')).toHaveLength(1);
  });

  it('takes 40 starts of speech in two seconds', async () => {
    const { callId } = await connected(stand);
    stand.arrived.length = 0;
    stand.vapi.control.burstSpeech(callId, 40, 2000);
    await stand.clock.advance(2000);
    expect(stand.of('speech-update')).toHaveLength(40);
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
