import { renderDeep, renderLiquid } from './liquid';

const values = { callSid: 'CA1', customer: { number: '+1555' }, slots: { a: 1 }, none: '', vip: true };
const scope = { values, nowMs: Date.UTC(2024, 0, 1, 15, 45) };

it.each([
  ['{{callSid}} / {{ customer.number }}', 'CA1 / +1555'],
  ['{{transport.callSid}}', ''],
  ['{{ none | default: "nobody" }}', 'nobody'],
  ["{{ customer.number | default: 'nobody' }}", '+1555'],
  ['{{ slots | json }}', '{"a":1}'],
  ['{{constructor.name}}', ''],
  ['{{ callSid | downcase }} {% if vip %}first{% else %}later{% endif %}', 'ca1 first'],
  ['{{now}} | {{date}} | {{time}}', 'Jan 1, 2024 3:45 PM | Jan 1, 2024 | 3:45 PM'],
  ['{{month}} {{day}} {{year}}', 'January 1 2024'],
  [
    '{{"now" | date: "%A, %B %d, %Y, %I:%M %p", "America/Los_Angeles"}}',
    'Monday, January 01, 2024, 07:45 AM',
  ],
  ['{{"today" | date_to_xmlschema}}', '2024-01-01T15:45:00+00:00'],
  ['{% include "package.json" %}', '{% include "package.json" %}'],
  ['{% for i in (1..100000000) %}x{% endfor %}', '{% for i in (1..100000000) %}x{% endfor %}'],
  ['An open {{brace', 'An open {{brace'],
])('%s becomes %s', (template, text) => expect(renderLiquid(template, scope)).toBe(text));

it('is rendered in every text of a value and leaves the rest as it is', () => {
  expect(renderDeep({ a: ['{{callSid}}', 1], b: null, c: true }, scope)).toEqual({
    a: ['CA1', 1],
    b: null,
    c: true,
  });
});
