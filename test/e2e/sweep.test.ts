import { neverAnswers } from '../../emulator/people';
import { setDuty } from '../../scripts/demo/duty';
import { Stage } from '../../scripts/demo/stage';
import { openWorld, type World } from '../../scripts/demo/world';
import { builtFunctions } from '../support/built-functions';

let world: World;

beforeAll(async () => {
  world = await openWorld({ functions: await builtFunctions() });
}, 60_000);

afterAll(async () => {
  await world.close();
});

const sweep = async (secret: string) => {
  const served = world.emulator.runtime.resolve(world.outputs.controlUrl);
  let status = 0;
  void world
    .request(`${served}/sweep`, { method: 'POST', headers: { authorization: `Bearer ${secret}` } })
    .then((answer) => (status = answer.status));
  await world.clock.runUntil(() => status !== 0, 30_000);
  return status;
};

test('what no webhook told, the sweep finds: the task is ended, the agent’s phone stops, the outcome is written', async () => {
  const { clock, emulator } = world;
  await setDuty(world, ['ana']);
  world.agents.ana.whenRings(neverAnswers);
  const stage = new Stage(world, emulator.people.person('+15550104002'));
  let isRinging = false;
  const script = (async () => {
    const phone = await stage.callsAbout('Hello, it is about my bill.', 'I want to speak to a human.');
    await phone.listens(6000);
    isRinging = true;
    // From here on nothing that the platform tells arrives.
    for (const pattern of ['/voice/', '/taskrouter/', '/agent/', '/conference/']) {
      emulator.faults.add({ target: 'webhook', pattern, drop: true });
    }
    phone.hangUp();
  })();
  await clock.runUntil(() => isRinging, 60_000);
  await script;
  await clock.advance(3 * 60_000);
  expect(await stage.outcomes()).toEqual([]);

  expect(await sweep('wrong')).toBe(401);
  expect(await stage.outcomes()).toEqual([]);

  expect(await sweep(world.secrets.sweep)).toBe(200);
  expect(await stage.outcomes()).toMatchObject([{ disposition: 'caller-left' }]);
  expect(world.agents.ana.phones.at(-1)?.isOver).toBe(true);
  expect(stage.entries('task.canceled')).toHaveLength(1);
}, 30_000);
