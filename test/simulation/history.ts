import { ScriptedChance, type Chance } from './chance';
import { Promises } from './promises';
import { World, type WorldOptions } from './world';

const STORM_MS = 150_000;
const CALM_MS = 300_000;
const SWEEP_EVERY_MS = 30_000;

/** Plays one history: a call under all kinds of trouble, then calm, then everybody goes home. Throws when a promise breaks. */
export async function play(
  chance: Chance,
  options: WorldOptions,
  meanwhile: (world: World) => void = () => undefined,
): Promise<World> {
  const world = new World(chance, options);
  const promises = new Promises(world);
  const check = (): void => promises.check();
  try {
    meanwhile(world);
    world.people.begin();
    for (let passedMs = 0; passedMs < STORM_MS; passedMs += SWEEP_EVERY_MS) {
      world.time.after(7_000, () => world.sweep());
      await world.time.run(SWEEP_EVERY_MS, check);
    }
    world.time.note('--- calm');
    world.chance = new ScriptedChance([]);
    await sweeping(world, CALM_MS, check);
    promises.settled();
    world.people.callerHangsUp();
    await sweeping(world, CALM_MS, check);
    promises.end();
    return world;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const story = [`${reason}`, JSON.stringify(options), ...world.time.history].join('\n');
    throw new Error(story, { cause: error });
  }
}

async function sweeping(world: World, durationMs: number, check: () => void): Promise<void> {
  for (let passedMs = 0; passedMs < durationMs; passedMs += SWEEP_EVERY_MS) {
    world.sweep();
    await world.time.run(SWEEP_EVERY_MS, check);
  }
}
