import { play } from '../../scripts/demo/play';
import { SCENARIOS } from '../../scripts/demo/scenarios';
import { openWorld, type World } from '../../scripts/demo/world';
import type { ScenarioResult } from '../../scripts/demo/result';
import { builtFunctions } from '../support/built-functions';

/** Silence in any waiting state, and what the bridge may cost on top of two round trips. */
const MOST_SILENCE_MS = 2000;
const BRIDGE_SLACK_MS = 30;
const ROUND_TRIP_MS = 80;

const worlds = new Map<string, Promise<World>>();
let played = 0;
let functions: string;

beforeAll(async () => {
  functions = await builtFunctions();
}, 60_000);

afterAll(async () => {
  for (const world of worlds.values()) await (await world).close();
});

function worldFor(options: object): Promise<World> {
  const key = JSON.stringify(options);
  const world = worlds.get(key) ?? openWorld({ ...options, functions, roundTripMs: ROUND_TRIP_MS });
  worlds.set(key, world);
  return world;
}

describe.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s', (_, scenario) => {
  let result: ScenarioResult;

  beforeAll(async () => {
    const world = await worldFor(scenario.world ?? {});
    result = await play(scenario, world, `+1555010${2000 + ++played}`);
  }, 60_000);

  it(scenario.title, () => {
    expect(result.problems).toEqual([]);
  });

  it('leaves the caller nowhere in silence and lets AI and human never speak at once', () => {
    expect(result.caller.silenceMs).toBeLessThanOrEqual(MOST_SILENCE_MS);
    expect(result.caller.overlapMs).toBe(0);
  });

  it('makes its steps in as few round trips as they may take', () => {
    const { inbound = 2, assignment = 1 } = result.roundTrips;
    expect(assignment).toBe(1);
    if (scenario.name !== 'vapi-down') expect(inbound).toBe(2);
  });

  const isBridgedByUs = scenario.ends.includes('connected') && scenario.world?.bridge !== 'vapi-transfer';
  if (isBridgedByUs) {
    it('bridges within two round trips', () => {
      expect(result.bridgeGapMs).toBeLessThanOrEqual(2 * ROUND_TRIP_MS + BRIDGE_SLACK_MS);
    });
  }
});

test('the common way takes 2, 3, 1 and 2 round trips', async () => {
  const happy = SCENARIOS.find(({ name }) => name === 'happy');
  const result = happy && (await play(happy, await worldFor({}), '+15550103000'));
  expect(result?.roundTrips).toEqual({ inbound: 2, escalate: 3, assignment: 1, accept: 2 });
}, 30_000);
