import { build } from '../../scripts/build';
import { play } from '../../scripts/demo/play';
import { SCENARIOS } from '../../scripts/demo/scenarios';
import { openWorld, type World } from '../../scripts/demo/world';
import type { Measure } from './measure';

const ROUND_TRIPS_MS = [20, 80, 160];
const MOST_ROUND_TRIPS: Readonly<Record<string, number>> = {
  inbound: 2,
  escalate: 3,
  assignment: 1,
  accept: 2,
};
const BRIDGE_SLACK_MS = 30;
const MOST_SILENCE_MS = 2000;

/** Round trips, bridge gap, silence and overlap: exact on the emulator's clock, from the audio ledger and the journal. */
export async function measureHandoffs(): Promise<Measure[]> {
  await build({ quiet: true });
  const worlds = new Map<string, World>();
  let callers = 3000;
  const played = async (name: string, roundTripMs: number) => {
    const scenario = SCENARIOS.find((one) => one.name === name);
    if (!scenario) throw new Error(`no scenario ${name}`);
    const key = JSON.stringify(scenario.world ?? {});
    const world = worlds.get(key) ?? (await openWorld(scenario.world));
    worlds.set(key, world);
    world.emulator.latency.roundTripMs = roundTripMs;
    return play(scenario, world, `+1555010${++callers}`);
  };
  try {
    const measures: Measure[] = [];
    for (const roundTripMs of ROUND_TRIPS_MS) {
      const { roundTrips, bridgeGapMs } = await played('happy', roundTripMs);
      for (const [step, count] of Object.entries(roundTrips)) {
        measures.push({
          name: `round trips of ${step}, r = ${roundTripMs} ms`,
          value: count,
          unit: '',
          goal: MOST_ROUND_TRIPS[step] ?? 0,
          note: undefined,
        });
      }
      measures.push({
        name: `bridge gap, r = ${roundTripMs} ms`,
        value: bridgeGapMs ?? Number.POSITIVE_INFINITY,
        unit: 'ms',
        goal: 2 * roundTripMs + BRIDGE_SLACK_MS,
        note: undefined,
      });
    }
    for (const { name } of SCENARIOS) {
      const { caller } = await played(name, 80);
      measures.push({
        name: `caller's silence in ${name}`,
        value: caller.silenceMs,
        unit: 'ms',
        goal: MOST_SILENCE_MS,
        note: `${caller.strictSilenceMs} ms where background sound counts as silence`,
      });
      measures.push({
        name: `overlap in ${name}`,
        value: caller.overlapMs,
        unit: 'ms',
        goal: 0,
        note: undefined,
      });
    }
    return measures;
  } finally {
    for (const world of worlds.values()) await world.close();
  }
}
