import { CallOver } from '../../emulator/people';
import { defaultBehaviour } from '../../emulator/vapi/behaviour';
import { figuresOf } from './figures';
import type { ScenarioResult } from './result';
import type { Scenario } from './scenario';
import { Stage } from './stage';
import { timelineOf } from './timeline';
import { setDuty } from './duty';
import type { World } from './world';

/** Emulated milliseconds that a scenario may take, and that its traces may take to settle. */
const PLAY_LIMIT_MS = 10 * 60_000;
const SETTLE_LIMIT_MS = 3 * 60_000;
/** Until TaskRouter has deleted what is closed: scenarios do not see each other's tasks. */
const REST_MS = 6 * 60_000;

/** Plays one scenario to its end and says what came of it. */
export async function play(scenario: Scenario, world: World, callerNumber: string): Promise<ScenarioResult> {
  const startedAt = process.hrtime.bigint();
  const { clock, emulator } = world;
  await setDuty(world, scenario.onDuty);
  const failuresBefore = emulator.people.failures.length;
  const stage = new Stage(world, emulator.people.person(callerNumber));

  let isPlayed = false;
  const script = scenario.play(stage).then(
    () => (isPlayed = true),
    (error: unknown) => {
      isPlayed = true;
      const over = error instanceof CallOver ? 'the call was over too early: ' : '';
      stage.problems.push(`${over}${error instanceof Error ? error.message : String(error)}`);
    },
  );
  if (await clock.runUntil(() => isPlayed, PLAY_LIMIT_MS)) await script;
  else stage.problems.push(`not over after ${PLAY_LIMIT_MS / 60_000} minutes`);
  emulator.faults.clear();
  emulator.vapi.control.behave(defaultBehaviour());
  await clock.runUntil(() => liveLegs(stage).length === 0, SETTLE_LIMIT_MS);
  const left = liveLegs(stage);
  stage.must(left.length === 0, `left on a line: ${left.join(', ')}`);
  await clock.advance(SETTLE_LIMIT_MS);

  const outcomes = await stage.outcomes();
  const dispositions = outcomes.map(({ disposition }) => disposition);
  stage.must(
    dispositions.join() === scenario.ends.join(),
    `dispositions are [${dispositions.join(', ')}], must be [${scenario.ends.join(', ')}]`,
  );
  const figures = figuresOf(stage);
  stage.must(
    figures.caller.overlapMs === 0,
    `AI and human are heard together for ${figures.caller.overlapMs} ms`,
  );
  await scenario.check?.(stage);
  for (const failure of emulator.people.failures.slice(failuresBefore)) stage.problems.push(failure.message);
  const timeline = timelineOf(stage);
  await clock.advance(REST_MS);

  return {
    name: scenario.name,
    title: scenario.title,
    disposition: dispositions.join(' → ') || 'none',
    ok: stage.problems.length === 0,
    problems: stage.problems,
    timeline,
    ...figures,
    realMs: Number((process.hrtime.bigint() - startedAt) / 1_000_000n),
  };
}

function liveLegs(stage: Stage): string[] {
  const { emulator } = stage.world;
  const record = emulator.voice.ledger.record();
  return record.legs
    .filter(
      ({ fromMs, callSid }) => fromMs >= stage.startedAtMs && emulator.voice.forTaskRouter.isLive(callSid),
    )
    .map(({ person }) => stage.who(person));
}
