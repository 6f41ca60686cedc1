import { stoppable } from './real-clock';
import { Activity } from './activity';
import { VirtualClock } from './virtual-clock';

test('a clock that is stopped runs nothing that was set, and sets nothing more', async () => {
  const time = new VirtualClock(0, new Activity(), () => Promise.resolve());
  const clock = stoppable(time);
  const ran: string[] = [];
  clock.after(10, () => ran.push('before'));
  clock.after(15, () => ran.push('canceled'))();
  clock.after(300_000, () => ran.push('set'));
  await time.advance(20);
  clock.stop();
  clock.after(10, () => ran.push('after'));
  await time.advance(400_000);
  expect(ran).toEqual(['before']);
});
