import fc from 'fast-check';
import { live } from './live';
import { plans } from './plan';

const runs = Number(process.env.LIFECYCLE_RUNS ?? 300);
const seed = Number(process.env.LIFECYCLE_SEED ?? Date.now() % 2 ** 31);

test(`the engine does what the specification says in ${runs} random contact centers (LIFECYCLE_SEED=${seed})`, async () => {
  await fc.assert(fc.asyncProperty(plans, live), { numRuns: runs, seed });
}, 120_000);
