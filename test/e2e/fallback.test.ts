import { NUMBER, openWorld, type World } from '../../scripts/demo/world';
import { builtFunctions } from '../support/built-functions';

let world: World;

beforeAll(async () => {
  world = await openWorld({ functions: await builtFunctions() });
}, 60_000);

afterAll(async () => {
  await world.close();
});

test('a caller whose first URL fails is not dropped: the number’s fallback finds the AI all the same', async () => {
  const { emulator, clock } = world;
  emulator.faults.add({ target: 'webhook', pattern: '/voice/inbound', drop: true });
  const caller = emulator.people.person('+15550104001').dial(emulator.voice, NUMBER);
  let heard = '';
  void caller.hears('ai').then((words) => (heard = words));
  await clock.runUntil(() => heard !== '', 30_000);
  expect(heard).not.toBe('');
  caller.hangUp();
  await clock.advance(10_000);
});
