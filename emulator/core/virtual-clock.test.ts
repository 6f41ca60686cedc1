import { Activity } from './activity';
import { VirtualClock } from './virtual-clock';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const aClock = (activity = new Activity()) => ({ activity, clock: new VirtualClock(1000, activity, turn) });

describe('the virtual clock', () => {
  it('runs timers in order of time, then of their order text, then as they were set', async () => {
    const { clock } = aClock();
    const seen: string[] = [];
    clock.after(20, () => seen.push('late'));
    clock.after(10, () => seen.push('b'), 'b');
    clock.after(10, () => seen.push('a'), 'a');
    clock.after(10, () => seen.push('b again'), 'b');
    await clock.advance(30);
    expect(seen).toEqual(['a', 'b', 'b again', 'late']);
    expect(clock.now()).toBe(1030);
  });

  it('stands still while work runs and goes on when the work waits for time', async () => {
    const { clock, activity } = aClock();
    const work = activity.begin();
    let fired = false;
    clock.after(5, () => (fired = true));
    const run = clock.advance(10);
    await turn();
    await turn();
    expect(fired).toBe(false);
    work.pause();
    await run;
    expect(fired).toBe(true);
  });

  it('counts nested pauses once each', async () => {
    const { activity } = aClock();
    const work = activity.begin();
    work.pause();
    work.pause();
    work.resume();
    expect(activity.isQuiet).toBe(true);
    work.resume();
    expect(activity.isQuiet).toBe(false);
    work.end();
    work.end();
    expect(activity.isQuiet).toBe(true);
    expect(activity.find(work.id)).toBeUndefined();
  });

  it('stops when the condition holds and says so', async () => {
    const { clock } = aClock();
    let count = 0;
    const again = (): void => {
      count += 1;
      clock.after(10, again);
    };
    clock.after(10, again);
    expect(await clock.runUntil(() => count === 3, 1000)).toBe(true);
    expect(clock.now()).toBe(1030);
    expect(await clock.runUntil(() => count === 300, 50)).toBe(false);
    expect(clock.now()).toBe(1080);
  });

  it('does not run what was cancelled', async () => {
    const { clock } = aClock();
    let fired = false;
    clock.after(5, () => (fired = true))();
    await clock.advance(10);
    expect(fired).toBe(false);
  });

  it('lets one driver at a time move it', async () => {
    const { clock } = aClock();
    const first = clock.advance(1);
    await expect(clock.advance(1)).rejects.toThrow('already being driven');
    await first;
  });
});
