import { Activity } from './activity';
import { PacedClock } from './paced-clock';
import { VirtualClock } from './virtual-clock';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A machine whose clock the test moves, and what keeps step with it. */
function onAMachine() {
  const machine = new VirtualClock(1000, new Activity(), turn);
  const activity = new Activity();
  const clock = new PacedClock(new VirtualClock(1000, activity, turn), machine);
  clock.start();
  const passes = async (ms: number): Promise<void> => {
    await machine.advance(ms);
    for (let turns = 0; turns < 20; turns += 1) await turn();
  };
  return { machine, activity, clock, passes };
}

test('keeps step with the machine', async () => {
  const { clock, passes } = onAMachine();
  const ran: [string, number][] = [];
  const noted = (name: string) => () => void ran.push([name, clock.now()]);
  clock.after(10, () => {
    noted('first')();
    clock.after(5, noted('then'));
  });
  clock.after(12, noted('never'))();
  await passes(7);
  expect([clock.now(), ran]).toEqual([1007, []]);
  clock.after(2, noted('soon'));
  await passes(100);
  expect([clock.now(), ran]).toEqual([
    1107,
    [
      ['soon', 1009],
      ['first', 1010],
      ['then', 1015],
    ],
  ]);
});

test('stands still while something is done; then all has its turn at its own moment', async () => {
  const { activity, clock, passes } = onAMachine();
  const seen: string[] = [];
  const noted = (name: string) => () => void seen.push(`${name} at ${clock.now()}`);
  await clock.arrival();
  const work = activity.begin();
  clock.after(10, noted('due'));
  clock.after(30, noted('due later'));
  await passes(20);
  const arrived = clock.arrival().then(noted('arrived'));
  await passes(20);
  expect([clock.now(), seen, clock.outside.now()]).toEqual([1000, [], 1040]);
  clock.outside.after(10, noted('outside'));
  work.end();
  await passes(0);
  await arrived;
  expect(seen).toEqual(['due at 1010', 'arrived at 1020', 'due later at 1030']);
  await passes(10);
  expect(seen.at(-1)).toBe('outside at 1050');
  expect(clock.now()).toBe(1050);
});

test('nothing happens while it is made to stand still, and time goes on from where it was put', async () => {
  const { clock, passes } = onAMachine();
  const seen: string[] = [];
  clock.after(50, () => seen.push('forgotten'));
  let isThere = false;
  let release: () => void = () => undefined;
  const still = clock.standStill(
    () => isThere,
    60_000,
    async (isReached) => {
      seen.push(`still: ${isReached}`);
      await new Promise<void>((resolve) => (release = resolve));
      clock.restart(5000);
    },
  );
  await passes(20);
  expect(seen).toEqual([]);
  isThere = true;
  void clock.arrival().then(() => seen.push('arrived'));
  await passes(100);
  expect(seen).toEqual(['still: true']);
  release();
  await still;
  await passes(40);
  expect(seen).toEqual(['still: true', 'arrived']);
  expect([clock.now(), clock.behindMs]).toEqual([5040, 1120 - 5000]);
});

test('gives up waiting for a moment that does not come', async () => {
  const { clock, passes } = onAMachine();
  const still = clock.standStill(
    () => false,
    60_000,
    async (isReached) => [isReached, clock.now()],
  );
  await passes(60_000);
  expect(await still).toEqual([false, 61_000]);
});
