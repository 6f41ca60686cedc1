import { NEW, next, START, type Card, type Happening, type State } from './state';
import type { Colleague } from './pass-on';

const card: Card = {
  ...NEW,
  reservation: 'WR1',
  requestedAtMs: 1,
  endsAtMs: 2,
  known: { language: 'es', reason: 'invoice', slots: { order: '42' }, turns: [] },
  draft: { outcome: 'resolved', note: '', handover: '' },
};
const worker = {
  name: 'Ana',
  activity: 'WA1',
  activities: [{ sid: 'WA1', name: 'Available', isAvailable: true }],
};
const after = (...events: Happening[]): State => events.reduce(next, START);
const reserved = { kind: 'reserved', card } as const;
const typed = { kind: 'typed', draft: { outcome: 'follow-up', note: 'call back', handover: '' } } as const;

it('shows a call from the task, then from the context, which fills and does not empty', () => {
  const known = {
    caller: '+1',
    language: 'es',
    slots: { city: 'Lima' },
    turns: [{ by: 'ai', text: 'x' }],
  } as const;
  const state = after(reserved, { kind: 'context', reservation: 'WR1', known });
  expect(state.card).toMatchObject({
    context: 'known',
    known: { ...known, reason: 'invoice', slots: { order: '42', city: 'Lima' } },
  });
});

it('takes no news of another call', () => {
  const before = after(reserved);
  for (const event of [
    { kind: 'context', reservation: 'WR2', known: undefined },
    { kind: 'phase', reservation: 'WR2', phase: 'talking' },
    { kind: 'over', reservation: 'WR2', how: 'timeout', atMs: 3 },
  ] as const)
    expect(next(before, event)).toBe(before);
});

it('goes from ringing to wrap-up and never back, and keeps what is typed', () => {
  const phase = (name: 'talking' | 'wrap-up') =>
    ({ kind: 'phase', reservation: 'WR1', phase: name }) as const;
  const state = after(reserved, phase('talking'), typed, phase('wrap-up'), phase('talking'), reserved);
  expect(state.card).toMatchObject({ phase: 'wrap-up', draft: typed.draft });
});

it('puts a call that is over into the history of the day, with its note', () => {
  const state = after(reserved, typed, { kind: 'over', reservation: 'WR1', how: 'completed', atMs: 9 });
  expect(state.card).toBeUndefined();
  expect(state.past).toEqual([
    { reservation: 'WR1', atMs: 9, how: 'completed', reason: 'invoice', note: 'call back' },
  ]);
});

it('after a broken connection shows no call that is over', () => {
  const connected = { kind: 'connected', worker, atMs: 5 } as const;
  const lost = after({ ...connected, reservations: [] }, reserved, { kind: 'lost' });
  expect(lost).toMatchObject({ link: 'lost', card });
  expect(next(lost, { ...connected, reservations: ['WR1'] })).toMatchObject({ link: 'live', card });
  expect(next(lost, { ...connected, reservations: [] })).toMatchObject({
    card: undefined,
    past: [{ how: 'gone' }],
  });
});

it('says what went wrong until something else happens', () => {
  const failed = after(reserved, { kind: 'asked' }, { kind: 'answered', problem: 'too-late' });
  expect(failed).toMatchObject({ isBusy: false, problem: 'too-late' });
  expect(next(failed, { kind: 'asked' })).toMatchObject({ isBusy: true, problem: undefined });
});

it('asks whom the agent chose: a choice stays while others come and go, and goes with the one it was', () => {
  const [ben, all] = [
    { sid: 'WK2', name: 'Ben', isQueue: false },
    { sid: 'WQ1', name: 'Everyone', isQueue: true },
  ] as const;
  const those = (...others: readonly Colleague[]) => ({ kind: 'others', others }) as const;
  const open = { kind: 'panel', panel: 'pass-on' } as const;
  const chosen = [reserved, open, those(ben, all), { kind: 'chosen', to: 'WQ1' }] as const;
  expect(after(...chosen).card?.to).toBe('WQ1');
  expect(after(...chosen, those(all)).card?.to).toBe('WQ1');
  expect(after(...chosen, those(ben)).card?.to).toBeUndefined();
  expect(after(...chosen, open).card?.to).toBeUndefined();
});
