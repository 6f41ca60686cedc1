import { ATTRIBUTES_LIMIT } from './task-attributes';
import { isAnyOpen, isOpen, isWrappingUp, withWrapUp, wrapUpBegun } from './wrap-up';

const open = (worker: string) => ({ worker, isOpen: true });
const attributes = {
  ...{ callSid: 'CA1', summary: 's'.repeat(300) },
  wrapUp: { by: { WR1: open('WK1'), WR2: open('WK2') } },
};
const said = (reservation: string, worker: string, note: string) =>
  ({ reservation, worker, outcome: 'follow-up', note }) as const;

it('keeps what each agent says, and who it was', () => {
  const first = withWrapUp(attributes, said('WR1', 'WK1', 'one'), 'done') ?? {};
  const both = withWrapUp(first, said('WR2', 'WK2', 'two'), 'done') ?? {};
  expect(both).toEqual({
    ...attributes,
    wrapUp: {
      by: {
        WR1: { worker: 'WK1', outcome: 'follow-up', note: 'one' },
        WR2: { worker: 'WK2', outcome: 'follow-up', note: 'two' },
      },
    },
  });
  expect([isAnyOpen(first), isOpen(first, 'WR1'), isOpen(first, 'WR2')]).toEqual([true, false, true]);
  expect(isAnyOpen(both)).toBe(false);
  expect(withWrapUp(both, said('WR2', 'WK2', 'two'), 'done')).toBeUndefined();
});

it('fits into the limit: the summary goes first, then the end of the newest note; no other note is touched', () => {
  let stored: Record<string, unknown> = attributes;
  for (let agent = 1; agent <= 5; agent += 1) {
    const note = `${agent}`.repeat(1000);
    stored = withWrapUp(stored, said(`WR${agent}`, `WK${agent}`, note), 'done') ?? {};
    expect(JSON.stringify(stored).length).toBeLessThanOrEqual(ATTRIBUTES_LIMIT);
  }
  expect(stored).not.toHaveProperty('summary');
  const { by } = stored['wrapUp'] as { by: Record<string, { note: string }> };
  expect(Object.values(by).map(({ note }) => note.length)).toEqual([1000, 1000, 1000, 200, 200]);
});

it('lasts ten minutes from the end of the call, or until everybody has finished', () => {
  const begun = { ...attributes, ...wrapUpBegun(attributes, 1_000) };
  expect([isWrappingUp(begun, 600_999), isWrappingUp(begun, 601_000)]).toEqual([true, false]);
  const done = ['WR1', 'WR2'].reduce<Record<string, unknown>>(
    (now, sid) => withWrapUp(now, said(sid, 'WK', ''), 'done') ?? now,
    begun,
  );
  expect(isWrappingUp(done, 2_000)).toBe(false);
  expect(wrapUpBegun(done, 2_000)).toEqual({});
});
