import { renderDeep, renderLiquid } from './liquid';

const scope = { callSid: 'CA1', customer: { number: '+1555' }, slots: { a: 1 }, 'a.b': 'dotted', none: '' };

it.each([
  ['{{callSid}} / {{ customer.number }}', 'CA1 / +1555'],
  ['{{transport.callSid}}', ''],
  ['{{ none | default: "nobody" }}', 'nobody'],
  ["{{ customer.number | default: 'nobody' }}", '+1555'],
  ['{{slots}}', '{"a":1}'],
  ['{{a.b}}', 'dotted'],
  ['{{constructor.name}}', ''],
  ['{{ callSid | upcase }} {% if x %}', '{{ callSid | upcase }} {% if x %}'],
])('%s becomes %s', (template, text) => expect(renderLiquid(template, scope)).toBe(text));

it('is rendered in every text of a value and leaves the rest as it is', () => {
  expect(renderDeep({ a: ['{{callSid}}', 1], b: null, c: true }, scope)).toEqual({
    a: ['CA1', 1],
    b: null,
    c: true,
  });
});
