import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { live } from '../simulation/task-router-lifecycle/live';
import { plans } from '../simulation/task-router-lifecycle/plan';
import type { Measure } from './measure';

const RUNS = 5000;

/** TaskRouter's lifecycle in many random contact centers; one that differs from the specification is printed with its seed. */
export async function measureLifecycle(): Promise<Measure[]> {
  const begun = performance.now();
  const { failed, seed, counterexamplePath, errorInstance, numRuns } = await fc.check(
    fc.asyncProperty(plans, live),
    { numRuns: RUNS },
  );
  if (failed) console.error(`seed ${seed}, path ${counterexamplePath}\n${String(errorInstance)}`);
  const ms = (performance.now() - begun) / numRuns;
  const note = `${numRuns} contact centers, ${ms.toFixed(1)} ms each, seed ${seed}`;
  return [{ name: 'lifecycles unlike the specification', value: failed ? 1 : 0, unit: '', goal: 0, note }];
}
