import { createHmac } from 'node:crypto';
import { departures } from '../support/vapi-schema';
import {
  announced,
  type Arrived,
  CALLER,
  connected,
  escalateTool,
  FakeStream,
  NUMBER,
  peerOf,
  vapiStand,
  type VapiStand,
} from '../support/vapi-stand';

let stand: VapiStand;
beforeEach(async () => (stand = await vapiStand()));
afterEach(() => stand.close());

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

  it('do not come where the plan of the tool rejects them', async () => {
    const conditions = [{ type: 'regex', regex: '(?i)human', target: { role: 'user' } }];
    const { stream } = await afterAsking({ rejectionPlan: { conditions } });
    expect(stand.of('tool-calls')).toEqual([]);
    expect(stream.said().at(-1)).toBe('Tool call rejected.');
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

describe('assistant-request', () => {
  const OAUTH2 = { type: 'oauth2', clientId: 'vapi', clientSecret: 's3cret', scope: 'events' };
  const CREDENTIAL = { type: 'hmac', secretKey: 's3cret', algorithm: 'sha256' };

  /** A call to a number without an assistant whose server answers so. */
  const asked = async (answer: { status?: number; body?: unknown }, number: Record<string, unknown> = {}) => {
    stand.answers(({ message }) => (message.type === 'assistant-request' ? answer : {}));
    await stand.api('POST', '/phone-number', {
      ...{ provider: 'twilio', number: NUMBER, twilioAccountSid: stand.ctx.account.sid },
      server: { url: stand.hookUrl },
      ...number,
    });
    const answered = announced(stand);
    let twiml: string | undefined;
    void answered.then(({ text }) => (twiml = text));
    await stand.until(() => twiml !== undefined);
    return twiml ?? '';
  };
  const said = (text: string) => `<Response><Say>${text}</Say>`;
  const dialled = `<Dial callerId="${CALLER}"><Number>+15558880000</Number></Dial></Response>`;
  const destination = { type: 'number', number: '+15558880000', message: '' };

  it('finds out who speaks: an assistant of the answer, with its own messages from then on', async () => {
    const assistant = { firstMessage: 'Hello {{name}}.', serverMessages: ['status-update'] };
    const body = { assistant, assistantOverrides: { variableValues: { name: 'Kim' } } };
    const stream = new FakeStream(stand, peerOf(stand, await asked({ body })));
    await stand.clock.advance(3000);
    expect(stream.said()).toEqual(['Hello Kim.']);
    const [request, status] = stand.arrived;
    expect(request?.message).toMatchObject({
      type: 'assistant-request',
      call: { type: 'inboundPhoneCall', phoneCallProviderId: stream.callSid, customer: { number: CALLER } },
      phoneNumber: { number: NUMBER },
    });
    expect(request?.message).not.toHaveProperty('assistant');
    expect(status?.message).toMatchObject({ type: 'status-update', call: { id: request?.message.call.id } });
  });

  it('finds out who speaks: a stored assistant', async () => {
    const { body } = await stand.api('POST', '/assistant', { firstMessage: 'Good morning.' });
    const stream = new FakeStream(stand, peerOf(stand, await asked({ body: { assistantId: body.id } })));
    await stand.clock.advance(3000);
    expect(stream.said()).toEqual(['Good morning.']);
  });

  const nobody = 'Sorry, this call cannot be answered.';
  it.each<[string, { status?: number; body?: unknown }, string, string]>([
    ['to whom to transfer', { body: { destination } }, dialled, 'returned-forwarding-phone-number'],
    ['why not', { body: { error: 'Closed & gone.' } }, said('Closed &amp; gone.'), 'returned-error'],
    ['no words', { body: { error: { code: 1 } } }, said(nobody), 'returned-unspeakable-error'],
    ['nothing', { body: {} }, said(nobody), 'returned-no-assistant'],
    ['no assistant', { body: { assistant: { nam: 'x' } } }, said(nobody), 'returned-invalid-assistant'],
    ['an error', { status: 500 }, said(nobody), 'failed'],
  ])('hears %s', async (_, answer, twiml, reason) => {
    expect(await asked(answer)).toContain(twiml);
    await stand.clock.advance(3000);
    const [call] = (await stand.api('GET', '/call')).body;
    expect(call).toMatchObject({ status: 'ended', endedReason: `assistant-request-${reason}` });
    expect(stand.of('end-of-call-report')[0]?.message.endedReason).toBe(call.endedReason);
  });

  it('is waited for 7.5 s, whatever the server may take, and then leads to the fallback destination', async () => {
    stand.ctx.faults.add({ target: 'webhook', pattern: '^vapi.assistant-request', latencyMs: 8000 });
    const backoffPlan = { type: 'fixed', maxRetries: 3, baseDelaySeconds: 1 };
    const server = { url: stand.hookUrl, timeoutSeconds: 20, backoffPlan };
    expect(await asked({}, { server, fallbackDestination: destination })).toContain(dialled);
    const answered = stand.ctx.journal.entries.filter(({ kind }) => kind === 'webhook.answered');
    expect(answered).toMatchObject([{ for: 'vapi.assistant-request', error: 'timeout', tookMs: 7500 }]);
    expect((await stand.api('GET', '/call')).body[0].endedReason).toBe('assistant-request-failed');
  });

  it('goes to the server of the organisation where the number has none, and nowhere without', async () => {
    stand.vapi.control.behave({ orgServer: { url: `${stand.hookUrl}?org` } });
    await asked({ body: {} }, { server: undefined });
    const sent = stand.ctx.journal.entries.filter(({ for: kind }) => kind === 'vapi.assistant-request');
    expect(sent[0]?.url).toBe(`${stand.hookUrl}?org`);
    stand.vapi.control.behave({ orgServer: undefined });
    await announced(stand);
    expect((await stand.api('GET', '/call')).body[0].endedReason).toBe(
      'call-start-error-neither-assistant-nor-server-set',
    );
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['a signature', CREDENTIAL, {}],
    ['a token', { type: 'bearer', token: 't0ken' }, { authorization: 'Bearer t0ken' }],
    ['a token of OAuth2', OAUTH2, { authorization: 'Bearer fresh' }],
  ])('proves itself by %s', async (_, authenticationPlan, headers) => {
    const plan = { ...authenticationPlan, ...(authenticationPlan === OAUTH2 ? { url: stand.tokenUrl } : {}) };
    const { body } = await stand.api('POST', '/credential', {
      provider: 'webhook',
      authenticationPlan: plan,
    });
    const server = { url: stand.hookUrl, credentialId: body.id, headers: { 'X-Own': 'mine' } };
    await asked({ body: {} }, { server });
    const [request] = stand.arrived;
    expect(request?.headers).toMatchObject({ 'x-own': 'mine', ...headers });
    if (authenticationPlan !== CREDENTIAL) return;
    const signed = `${String(request?.headers['x-timestamp'])}.${request?.body}`;
    const signature = createHmac('sha256', 's3cret').update(signed).digest('hex');
    expect(request?.headers['x-signature']).toBe(signature);
  });
});
