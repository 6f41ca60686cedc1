import { departures } from '../support/vapi-schema';
import {
  announced,
  bypassCall,
  CALLER,
  connected,
  FakeStream,
  peerOf,
  provision,
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

  it('is written down from both sides, turn by turn', async () => {
    const { stream } = await connected(stand, {
      name: 'Desk',
      serverMessages: ['transcript[transcriptType="final"]', 'speech-update', 'assistant.speechStarted'],
    });
    await stream.caller('Good morning');
    await stand.clock.advance(8000);
    const transcripts = stand.of('transcript').map(({ message }) => [message.role, message.transcript]);
    expect(transcripts).toEqual([
      ['assistant', 'Hello, how can I help you?'],
      ['user', 'Good morning'],
      ['assistant', 'I see. Please tell me a little more about that.'],
    ]);
    const turns = stand.of('speech-update').map(({ message }) => [message.role, message.turn]);
    expect(turns).toEqual(
      [0, 1, 2].flatMap((turn) => [1, 2].map(() => [turn === 1 ? 'user' : 'assistant', turn])),
    );
    expect(stand.of('assistant.speechStarted').map(({ message }) => [message.turn, message.text])).toEqual([
      [0, 'Hello, how can I help you?'],
      [2, 'I see. Please tell me a little more about that.'],
    ]);
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

  it('is reported as the plans of the assistant and the script of the analysis have it', async () => {
    const analysis = { summary: 'A late order.', structuredData: { order: 4711 } };
    stand.vapi.control.behave({ analysis });
    const { stream } = await connected(stand, {
      analysisPlan: { structuredDataPlan: { enabled: true }, successEvaluationPlan: { enabled: false } },
      artifactPlan: { transcriptPlan: { assistantName: 'Desk', userName: 'Kim' } },
    });
    await stream.caller('My order is late');
    stream.hangUp();
    await stand.clock.advance(5000);
    const [report] = stand.of('end-of-call-report');
    expect(report?.message.analysis).toEqual(analysis);
    expect(report?.message.artifact.transcript).toBe('Desk: Hello, how can I help you?\n');
    const short = await connected(stand, {
      analysisPlan: { minMessagesThreshold: 3 },
      artifactPlan: { transcriptPlan: { enabled: false } },
    });
    short.stream.hangUp();
    await stand.clock.advance(5000);
    const { message } = stand.of('end-of-call-report')[1] ?? {};
    expect([message.analysis, message.artifact.transcript]).toEqual([{}, undefined]);
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

  it('comes by itself when the call has lasted as long as it may, ten minutes by default', async () => {
    const hooks = [
      {
        on: 'customer.speech.timeout',
        do: [{ type: 'say', exact: 'Hm.' }],
        options: { timeoutSeconds: 20, triggerMaxCount: 10 },
      },
    ];
    const short = await connected(stand, { maxDurationSeconds: 30, silenceTimeoutSeconds: 60 });
    const long = await connected(stand, { hooks, silenceTimeoutSeconds: 3600 });
    await stand.clock.advance(596_000);
    const ends = stand.vapi.control.legs().map(({ callId, endedReason }) => [callId, endedReason]);
    expect(ends).toEqual([
      [short.callId, 'exceeded-max-duration'],
      [long.callId, 'exceeded-max-duration'],
    ]);
    const [first, last] = stand.of('status-update').filter(({ message }) => message.status === 'ended');
    const began = stand.of('status-update').filter(({ message }) => message.status === 'in-progress');
    expect((first?.atMs ?? 0) - (began[0]?.atMs ?? 0)).toBe(30_000);
    expect((last?.atMs ?? 0) - (began[1]?.atMs ?? 0)).toBe(600_000);
  });

  it('comes by itself after a long silence', async () => {
    const { stream } = await connected(stand, { silenceTimeoutSeconds: 10 });
    await stand.clock.advance(12_000);
    expect(stream.log.at(-1)?.what).toBe('closed');
    expect(stand.of('status-update').at(-1)?.message.endedReason).toBe('silence-timed-out');
  });
});
