import fc from 'fast-check';
import {
  amendAttributes,
  ATTRIBUTES_LIMIT,
  declinedByWith,
  fitAttributes,
  type TaskAttributes,
} from './task-attributes';

const attributes: TaskAttributes = {
  callSid: `CA${'a'.repeat(32)}`,
  conversationId: 'leg',
  handoff: 1,
  via: 'tool',
  reason: 'r'.repeat(900),
  language: 'en',
  department: 'billing',
  priority: 5,
  summary: 's'.repeat(3_000),
  slots: { long: 'l'.repeat(3_000), short: 'x' },
  contextUrl: 'https://example.com/agent/context?token=t',
  status: 'waiting',
  declinedBy: [],
  fence: 1,
};

describe('task attributes', () => {
  it('are left alone when they fit', () => {
    const small = { ...attributes, summary: 'short', slots: {} };
    expect(fitAttributes(small)).toEqual(small);
  });

  it('lose the summary first, down to 200 characters, then the longest slot', () => {
    const fitted = fitAttributes(attributes);
    expect(fitted.summary).toHaveLength(200);
    expect(fitted.slots.long?.length).toBeGreaterThan(40);
    expect(fitted).toMatchObject({ reason: attributes.reason, slots: { short: 'x' } });
  });

  it('fit always, and what routing needs is never cut', () => {
    const text = fc.string({ unit: 'binary', maxLength: 3_000 });
    fc.assert(
      fc.property(
        text,
        text,
        fc.dictionary(fc.string({ maxLength: 60 }), text, { maxKeys: 20 }),
        (reason, summary, slots) => {
          const fitted = fitAttributes({ ...attributes, reason, summary, slots });
          expect(JSON.stringify(fitted).length).toBeLessThanOrEqual(ATTRIBUTES_LIMIT);
          const { callSid, language, department, priority, contextUrl } = attributes;
          expect(fitted).toMatchObject({ callSid, language, department, priority, contextUrl });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('take later knowledge, if need be in the place of the summary, and not beyond the limit', () => {
    expect(amendAttributes({ a: 1, summary: 's' }, { status: 'failed' })).toEqual({
      a: 1,
      summary: 's',
      status: 'failed',
    });
    expect(amendAttributes({ summary: 's'.repeat(4_000) }, { note: 'n'.repeat(500) })).toEqual({
      note: 'n'.repeat(500),
    });
    expect(amendAttributes({ other: 'o'.repeat(4_000) }, { note: 'n'.repeat(500) })).toBeUndefined();
  });

  it('name each agent who declined once, whatever stood there', () => {
    expect(declinedByWith({ declinedBy: ['WK1', 7, 'WK2'] }, 'WK1')).toEqual(['WK2', 'WK1']);
    expect(declinedByWith({ declinedBy: 'nonsense' }, 'WK1')).toEqual(['WK1']);
  });
});
