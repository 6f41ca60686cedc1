import type { RejectionCondition } from '../rest/rejection-plan';
import type { ConversationMessage } from './conversation';
import { isRejected } from './rejection';

const messages: ConversationMessage[] = [
  { role: 'system', message: 'Be kind.', time: 0 },
  { role: 'bot', message: 'Hello, how can I help you?', time: 1 },
  { role: 'user', message: 'Please STOP that.', time: 2 },
  { role: 'tool_call_result', time: 3, result: 'stop' },
];
const openAiFormatted = [{ role: 'user', content: 'Please stop that.' }];

const stops: RejectionCondition = { type: 'regex', regex: '(?i)\\bstop\\b', target: { role: 'user' } };
const never: RejectionCondition = { type: 'regex', regex: '^never$' };

it.each<[boolean, string, RejectionCondition[]]>([
  [false, 'without conditions', []],
  [true, 'the last words of the caller', [stops]],
  [false, 'only if all hold', [stops, never]],
  [true, 'the last words of anybody', [{ type: 'regex', regex: 'STOP' }]],
  [
    true,
    'the first words of the assistant',
    [{ type: 'regex', regex: '^Hello', target: { role: 'assistant', position: 0 } }],
  ],
  [true, 'that something was not said', [{ type: 'regex', regex: 'bye', negate: true }]],
  [false, 'a pattern that is none', [{ type: 'regex', regex: '(' }]],
  [
    true,
    'Liquid',
    [
      {
        type: 'liquid',
        liquid: '{% if messages.last.content contains "stop" %}true{% else %}false{% endif %}',
      },
    ],
  ],
  [false, 'Liquid that says anything else', [{ type: 'liquid', liquid: 'true {{company}}' }]],
  [true, 'one of a group', [{ type: 'group', operator: 'OR', conditions: [never, stops] }]],
  [false, 'all of a group', [{ type: 'group', operator: 'AND', conditions: [never, stops] }]],
])('%s: %s', (rejected, _, conditions) =>
  expect(
    isRejected({ conditions }, { messages, openAiFormatted }, { values: { company: 'Acme' }, nowMs: 0 }),
  ).toBe(rejected),
);
