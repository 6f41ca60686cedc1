import fc from 'fast-check';
import { CONTEXT_LIMIT_BYTES, mergeContext, mergeUpdates, newContext, type ContextUpdate } from './context';
import { toldContext } from './told-context';

const first: ContextUpdate = {
  atMs: 100,
  leg: 'one',
  language: 'en',
  turns: [{ by: 'caller', text: 'Hello' }],
  slots: { account: '42' },
};
const context = newContext('CA1', first, 'en');

describe('context', () => {
  it('keeps the newest turns, whatever order they come in', () => {
    const newer = mergeContext(context, {
      atMs: 300,
      leg: 'one',
      turns: [{ by: 'caller', text: 'My bill' }],
    });
    const late = mergeContext(newer, { atMs: 200, leg: 'one', turns: [{ by: 'caller', text: 'Hm' }] });
    expect(late.turns).toEqual([{ by: 'caller', text: 'My bill' }]);
  });

  it('lets late news fill what is missing, but not replace what is newer', () => {
    const newer = mergeContext(context, { atMs: 300, leg: 'one', slots: { account: '43' } });
    const late = mergeContext(newer, {
      atMs: 200,
      leg: 'one',
      reason: 'bill',
      slots: { account: '41', city: 'Oslo' },
    });
    expect(late).toMatchObject({ reason: 'bill', slots: { account: '43', city: 'Oslo' } });
  });

  it('takes only a missing summary from an AI leg that no longer has the caller', () => {
    const second = mergeContext(context, { atMs: 200, leg: 'two', isNewLeg: true });
    const stale = { atMs: 900, leg: 'one', language: 'es', turns: [], summary: 'of the first' };
    expect(mergeContext(second, stale)).toEqual({ ...second, summary: 'of the first' });
    expect(mergeContext({ ...second, summary: 'known' }, stale)).toEqual({ ...second, summary: 'known' });
  });

  it('keeps what was said when only something else is newer', () => {
    const summed = mergeContext(context, { atMs: 300, leg: 'one', summary: 'a bill' });
    const said = mergeContext(summed, { atMs: 200, leg: 'one', turns: [{ by: 'caller', text: 'A human!' }] });
    expect(said).toMatchObject({ summary: 'a bill', turns: [{ text: 'A human!' }] });
  });

  it('keeps what earlier AI legs heard before what the new one hears, and tells nothing twice', () => {
    const turn = (text: string) => ({ by: 'caller', text }) as const;
    const texts = (known: typeof context) => known.turns.map(({ text }) => text);
    const second = { leg: 'two', isNewLeg: true } as const;
    const back = mergeContext(context, { ...second, atMs: 200, turns: [turn('Back')] });
    const more = mergeContext(back, { atMs: 300, leg: 'two', turns: [turn('Back'), turn('Again')] });
    expect(texts(more)).toEqual(['Hello', 'Back', 'Again']);
    const first = { atMs: 400, leg: 'one', isNewLeg: true } as const;
    expect(texts(mergeContext(back, { ...first, turns: [turn('Hello'), turn('Me')] }))).toEqual([
      ...['Hello', 'Back', 'Hello', 'Me'],
    ]);
    const empty = mergeContext(context, { ...second, atMs: 200 });
    expect(texts(mergeContext(empty, { ...first, turns: [turn('Hello'), turn('Me')] }))).toEqual([
      ...['Hello', 'Me'],
    ]);
  });

  it('takes the AI leg that Vapi made last for the one that has the caller, though nobody said so', () => {
    const known = newContext('CA1', { ...first, legAtMs: 50 }, 'en');
    const told = { atMs: 200, leg: 'two', turns: [{ by: 'caller', text: 'Me again' }] } as const;
    expect(mergeContext(known, { ...told, legAtMs: 60 })).toMatchObject({ leg: 'two', legAtMs: 60 });
    expect(mergeContext(known, { ...told, legAtMs: 40 })).toBe(known);
    expect(mergeContext(known, told)).toBe(known);
  });

  it('comes back as the same object when nothing is new', () => {
    expect(mergeContext(context, { ...first, atMs: 999 })).toBe(context);
  });

  it('fits into its document, dropping the oldest turns first', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 900 }), { maxLength: 60 }), (texts) => {
        const turns = texts.map((text) => ({ by: 'caller' as const, text }));
        const slots = Object.fromEntries(texts.slice(0, 30).map((text, index) => [`slot${index}`, text]));
        const fitted = mergeContext(context, {
          atMs: 200,
          leg: 'one',
          turns,
          slots,
          summary: texts.join(' '),
        });
        expect(Buffer.byteLength(JSON.stringify(fitted))).toBeLessThanOrEqual(CONTEXT_LIMIT_BYTES);
      }),
      { numRuns: 100 },
    );
    const turns = Array.from({ length: 60 }, (_, index) => ({ by: 'ai' as const, text: `turn ${index}` }));
    expect(mergeContext(context, { atMs: 200, leg: 'one', turns }).turns.at(-1)?.text).toBe('turn 59');
  });

  it('two updates become one: the newer one wins where it says something', () => {
    const older = { atMs: 1, leg: 'one', language: 'en', reason: 'old' };
    expect(mergeUpdates({ atMs: 2, leg: 'one', language: undefined, reason: 'new' }, older)).toEqual({
      ...older,
      atMs: 2,
      reason: 'new',
    });
  });

  it('is told in words, the newest turns at any length', () => {
    const turns = Array.from({ length: 40 }, (_, index) => ({
      by: 'caller' as const,
      text: `${index} ${'x'.repeat(500)}`,
    }));
    const told = toldContext({ ...context, summary: 'A bill.', turns });
    expect(told.length).toBeLessThanOrEqual(6_100);
    expect(told).toMatch(/^A bill\.\naccount: 42\nCaller: /);
    expect(told).toContain('Caller: 39 xxx');
  });
});
