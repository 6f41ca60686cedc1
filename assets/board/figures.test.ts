import type { LiveCall, Phase } from '../../functions/domain/board/live-call';
import { byActivity, oldestWaitingMs, serviceLevel } from './figures';
import { isStale, waitBefore } from './poll';

const call = (phase: Phase, sinceMs: number): LiveCall => ({
  ...{ callSid: `CA${sinceMs}`, phase, sinceMs, language: '', department: '', via: '', queue: '' },
});
const agent = (name: string, activity: string, sinceMs: number) => ({
  ...{ name, activity, isAvailable: activity === 'Available', sinceMs },
});

it('whoever hears a phone ring still waits; who talks, or has the AI, does not', () => {
  expect(oldestWaitingMs([call('ai', 1), call('talking', 2), call('waiting', 5), call('ringing', 4)])).toBe(
    4,
  );
  expect(oldestWaitingMs([call('ai', 1)])).toBeUndefined();
});

it('the service level counts who left only where they had waited longer, and says nothing of nobody', () => {
  const level = { seconds: 30, acceptedBelow: 8, acceptedAbove: 1, canceledAbove: 1 };
  expect(serviceLevel({ level })).toBe(0.8);
  expect(
    serviceLevel({ level: { ...level, acceptedBelow: 0, acceptedAbove: 0, canceledAbove: 0 } }),
  ).toBeUndefined();
  expect(serviceLevel({})).toBeUndefined();
});

it('agents stand by activity: who is available first, whoever has been longest in it first', () => {
  const groups = byActivity([
    agent('Ana', 'Offline', 3),
    agent('Ben', 'Available', 9),
    agent('Cleo', 'Offline', 1),
    agent('Dan', 'Break', 1),
  ]);
  expect(groups.map(({ activity, agents }) => [activity, ...agents.map(({ name }) => name)])).toEqual([
    ['Available', 'Ben'],
    ['Offline', 'Cleo', 'Ana'],
    ['Break', 'Dan'],
  ]);
});

it('asks every five seconds, seldom while nobody looks, and ever less often while there is no answer', () => {
  expect([waitBefore(0, false, 0.5), waitBefore(0, true, 0.5)]).toEqual([5_000, 30_000]);
  expect([1, 2, 3, 4, 5, 50].map((failures) => waitBefore(failures, false, 0.5))).toEqual([
    ...[5_000, 10_000, 20_000, 40_000, 60_000, 60_000],
  ]);
  expect(waitBefore(1, false, 0)).toBeLessThan(waitBefore(1, false, 1));
});

it('is stale once three answers are missing', () => {
  expect([isStale(0, 15_000), isStale(0, 15_001)]).toEqual([false, true]);
});
