import fc from 'fast-check';
import { RandomChance } from './chance';
import { play } from './history';

const runs = Number(process.env.SIMULATION_RUNS ?? 2_000);
const seed = Number(process.env.SIMULATION_SEED ?? Date.now() % 2 ** 31);

const options = fc.record({
  bridge: fc.constantFrom('conference' as const, 'conference' as const, 'vapi-transfer' as const),
  wait: fc.constantFrom('ai' as const, 'ai' as const, 'hold' as const),
  isOurs: fc.constantFrom(true, true, true, false),
});

test(`promises 1 to 7 hold in ${runs} random histories (SIMULATION_SEED=${seed})`, async () => {
  process.stdout.write(`simulation: seed ${seed}, ${runs} histories\n`);
  const choices = fc.array(fc.nat(999), { minLength: 60, maxLength: 500, size: 'max' });
  await fc.assert(
    fc.asyncProperty(choices, options, async (chosen, how) => {
      await play(new RandomChance(chosen), how);
    }),
    { numRuns: runs, seed, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true },
  );
}, 120_000);
