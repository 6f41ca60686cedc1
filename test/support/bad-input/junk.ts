import fc from 'fast-check';
import type { ParameterSchema } from './operations';

/** Text that has broken servers before. */
const CLASSICS = [
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  '3.5',
  '9'.repeat(25),
  'NaN',
  'null',
  'true',
  '[]',
  '{}',
  '{"a":',
  '"text"',
  '__proto__',
  'constructor',
  'toString',
  '..',
  '../../etc/passwd',
  '%',
  '%zz',
  '\0',
  '\r\nSet-Cookie: a=b',
  '\ud800',
  '💥',
  '{long}',
  '{nested}',
  '{deep}',
  '<Response>',
  '<Response><Dial><Conference>x</Conference></Dial></Response>',
  '<Response><Redirect/></Response>',
  "' OR 1==1",
  'worker.level > ',
  '{"task_routing":{"filters":[{}]}}',
  '{"task_routing":{"default_filter":{"queue":null}}}',
  'http://',
  'https://customer.example.com:99999/x',
  'https://customer.example.com/voice#rc=2',
  'javascript:alert(1)',
  '+15550100999',
  '+1555010299',
  'client:ana',
  'AC'.padEnd(34, '0'),
  '2026-13-45T99:99:99Z',
  '275760-09-13',
];

/** Any text, most of it bad. */
export const junkText: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...CLASSICS), weight: 4 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 40 }), weight: 1 },
  { arbitrary: fc.json({ maxDepth: 3 }), weight: 1 },
);

/** What a parameter may be given. */
export function parameterValue(schema: ParameterSchema): fc.Arbitrary<string> {
  const target = schema.items ?? schema;
  return fc.oneof({ arbitrary: wellFormed(target), weight: 2 }, { arbitrary: junkText, weight: 3 });
}

/** Short names of long texts, so that a failing case can be read. `{WS}` is the SID of a workspace that is there. */
const STANDS_FOR: ReadonlyMap<string, string> = new Map([
  ['{long}', 'x'.repeat(20_000)],
  ['{nested}', '['.repeat(20_000)],
  ['{deep}', '('.repeat(500)],
]);

/** The value as it is sent; `sidOf` knows an object of each kind. */
export function expanded(value: string, sidOf: (prefix: string) => string): string {
  const prefix = /^\{([A-Z]{2})\}$/.exec(value)?.[1];
  return prefix ? sidOf(prefix) : (STANDS_FOR.get(value) ?? value);
}

function wellFormed(schema: ParameterSchema): fc.Arbitrary<string> {
  const prefix = /^\^([A-Z]{2})\[/.exec(schema.pattern ?? '')?.[1];
  if (prefix) return fc.constantFrom(`{${prefix}}`, `${prefix}${'0'.repeat(32)}`);
  if (schema.enum?.length) return fc.constantFrom(...schema.enum);
  if (schema.type === 'integer') return fc.integer({ min: -2, max: 2 ** 32 }).map(String);
  if (schema.type === 'boolean') return fc.constantFrom('true', 'false', 'maybe');
  if (schema.format === 'uri') return fc.constantFrom('https://customer.example.com/hook', '/relative');
  if (schema.format === 'date-time') return fc.constantFrom('2026-01-01T00:00:00Z', '1970-01-01');
  return fc.constantFrom('main', '1==1', '{"level":1}', '{"a":{"b":[1,null]}}', '1');
}
