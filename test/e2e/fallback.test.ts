import { NUMBER, openWorld, type World } from '../../scripts/demo/world';
import { builtFunctions, type BuiltFunctions } from '../support/built-functions';

let functions: BuiltFunctions;
let world: World;

beforeAll(async () => {
  functions = await builtFunctions();
  world = await openWorld({ functions: functions.folder });
}, 60_000);

afterAll(async () => {
  await world.close();
  functions.remove();
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
