import { parseVapiMessage } from './vapi-messages';

const NOW = 1_763_900_000_000;
const callSid = `CA${'1a'.repeat(16)}`;
const other = `CA${'2b'.repeat(16)}`;
const call = { id: 'v-1', phoneCallProviderId: callSid };
const parse = (message: unknown) => parseVapiMessage(message, NOW);
const what = (message: object) => parse({ call, ...message }).event?.what;

const args = { reason: 'a bill', department: 'billing' };
const text = JSON.stringify(args);
const shapes: readonly [string, object][] = [
  [
    'A: arguments as an object',
    { toolCallList: [{ id: 't', function: { name: 'escalate', arguments: args } }] },
  ],
  ['A: toolCalls alone', { toolCalls: [{ id: 't', function: { name: 'escalate', arguments: args } }] }],
  [
    'B: arguments as JSON text',
    { toolCallList: [{ id: 't', function: { name: 'escalate', arguments: text } }] },
  ],
  ['C: name and arguments on the call', { toolCallList: [{ id: 't', name: 'escalate', arguments: args }] }],
  [
    'C: function.parameters',
    { toolCallList: [{ id: 't', function: { name: 'escalate', parameters: args } }] },
  ],
  ['D: name and parameters on the call', { toolCallList: [{ id: 't', name: 'escalate', parameters: args }] }],
  [
    'E: inside toolWithToolCallList',
    {
      toolCallList: [],
      toolWithToolCallList: [{ toolCall: { id: 't', function: { name: 'escalate', arguments: args } } }],
    },
  ],
];

describe('parseVapiMessage', () => {
  it.each(shapes)('takes a tool call of shape %s', (_name, fields) => {
    const message = parse({ type: 'tool-calls', call, ...fields });
    expect(message.event?.what).toEqual({ kind: 'escalate', request: args });
    expect(message.toolCalls).toEqual([{ id: 't', name: 'escalate', arguments: args }]);
    expect(message.isLegacy).toBe(false);
  });

  it.each([
    ['an object', args],
    ['text', text],
  ])('takes the legacy function call with parameters as %s', (_name, parameters) => {
    const message = parse({ type: 'function-call', call, functionCall: { name: 'escalate', parameters } });
    expect(message.event?.what).toEqual({ kind: 'escalate', request: args });
    expect(message).toMatchObject({ isLegacy: true, toolCalls: [{ id: '', name: 'escalate' }] });
  });

  it('finds escalate among other tools, and answers all of them', () => {
    const message = parse({
      type: 'tool-calls',
      call,
      toolCallList: [
        { id: '1', name: 'weather', arguments: {} },
        { id: '2', name: 'escalate', arguments: '{broken' },
      ],
    });
    expect(message.event?.what).toEqual({ kind: 'escalate', request: {} });
    expect(message.toolCalls.map(({ id }) => id)).toEqual(['1', '2']);
  });

  it.each([
    [
      'transcript[transcriptType="final"]',
      { role: 'user', transcript: 'A human' },
      { kind: 'heard', by: 'caller', text: 'A human' },
    ],
    [
      'transcript',
      { role: 'user', transcriptType: 'partial', transcript: 'A hu' },
      { kind: 'other', type: 'transcript' },
    ],
    [
      'transcript',
      { role: 'assistant', transcriptType: 'final', transcript: 'Hi' },
      { kind: 'heard', by: 'ai', text: 'Hi' },
    ],
    [
      'speech-update',
      { role: 'user', status: 'started' },
      { kind: 'speech', by: 'caller', status: 'started' },
    ],
    ['conversation-update', {}, { kind: 'conversation' }],
    ['status-update', { status: 'in-progress' }, { kind: 'other', type: 'status-update' }],
    ['status-update', { status: 'forwarding' }, { kind: 'forwarding' }],
    ['status-update', { status: 'ended', endedReason: 'x' }, { kind: 'ended', endedReason: 'x' }],
    [
      'end-of-call-report',
      { endedReason: 'x', analysis: { summary: 's' } },
      { kind: 'report', endedReason: 'x', summary: 's' },
    ],
    ['end-of-call-report', { summary: 's' }, { kind: 'report', endedReason: '', summary: 's' }],
    ['hang', {}, { kind: 'other', type: 'hang' }],
    ['assistant.started', {}, { kind: 'other', type: 'assistant.started' }],
  ])('reads %s %j', (type, fields, wanted) => {
    expect(what({ type, ...fields })).toEqual(wanted);
  });

  it('reads who calls, the control URL, the conversation and the time', () => {
    const message = {
      type: 'speech-update',
      timestamp: '2025-11-23T12:00:00.000Z',
      customer: { number: '+15550100100' },
      call: { ...call, monitor: { controlUrl: 'https://a.vapi.ai/x/control' } },
      artifact: {
        messages: [
          { role: 'system', message: 'secret prompt' },
          { role: 'bot', message: 'Hi' },
          { role: 'user', message: 'Hello' },
          { role: 'tool_calls', toolCalls: [] },
          'junk',
        ],
      },
    };
    expect(parse(message).event).toMatchObject({
      atMs: Date.parse(message.timestamp),
      call: {
        leg: 'v-1',
        callSid,
        isOurs: false,
        caller: '+15550100100',
        controlUrl: 'https://a.vapi.ai/x/control',
        turns: [
          { by: 'ai', text: 'Hi' },
          { by: 'caller', text: 'Hello' },
        ],
      },
    });
  });

  describe('the CallSid', () => {
    const variableValues = { callSid: other };
    const toolCallList = [{ id: 't', name: 'escalate', arguments: { call_sid: callSid } }];
    it.each([
      ['phoneCallProviderId', { call: { ...call, transport: { callSid: other } } }, callSid, false],
      [
        'transport',
        { call: { id: 'v', phoneCallProviderId: 'sip-1', transport: { callSid } } },
        callSid,
        false,
      ],
      [
        'a static parameter',
        { call: { id: 'v', assistantOverrides: { variableValues } }, toolCallList },
        callSid,
        false,
      ],
      ['our variable', { call: { id: 'v', assistantOverrides: { variableValues } } }, other, true],
      ['our metadata', { call: { id: 'v', assistantOverrides: { metadata: variableValues } } }, other, true],
      [
        'nowhere',
        {
          call: { id: 'v' },
          toolCallList: [{ name: 'escalate', arguments: { call_sid: '{{transport.callSid}}' } }],
        },
        undefined,
        false,
      ],
      [
        'a web call, where it proves nothing',
        { call: { id: 'v', type: 'webCall', assistantOverrides: { variableValues } }, toolCallList },
        undefined,
        false,
      ],
    ])('comes from %s', (_from, fields, wanted, isOurs) => {
      expect(parse({ type: 'tool-calls', ...fields }).event?.call).toMatchObject({ callSid: wanted, isOurs });
    });
  });

  const deep: unknown = Array.from({ length: 5_000 }).reduce((inner) => ({ a: inner }), {});
  it.each([
    ['nothing', undefined],
    ['a text', 'tool-calls'],
    ['a list', [{ type: 'tool-calls' }]],
    [
      'wrong types everywhere',
      { type: 7, call: 'x', toolCallList: { a: 1 }, timestamp: [], artifact: 3, customer: null },
    ],
    [
      'a tool call of the wrong type',
      { type: 'tool-calls', call, toolCallList: [null, 7, { function: 'x' }] },
    ],
    ['no Vapi call', { type: 'end-of-call-report', call: { id: 7 } }],
    ['depth', { type: 'speech-update', call, artifact: deep, messages: deep }],
    ['length', { type: 'transcript', call, role: 'user', transcript: 'x'.repeat(900_000) }],
    ['a time from the future', { type: 'hang', call, timestamp: NOW * 2 }],
    ['a function call without a function', { type: 'function-call', call }],
  ])('takes %s without throwing', (_what, message) => {
    const { event, toolCalls } = parse(message);
    expect(event?.atMs ?? NOW).toBeLessThanOrEqual(NOW);
    expect(JSON.stringify(event?.what ?? '').length).toBeLessThan(3_000);
    expect(toolCalls.every(({ id, name }) => typeof id === 'string' && typeof name === 'string')).toBe(true);
  });
});
