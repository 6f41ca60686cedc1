import type { FaultEffect } from '../../emulator/core/faults';
import { describeWithEngine } from '../support/engine';
import { EngineStage } from '../support/engine-stage';
import { failFirstTries, type FirstTry } from '../support/first-tries';
import { departsFromOpenApi } from '../support/openapi-watch';

// The document's own example of a number for sale has (808) 925-1571.
departsFromOpenApi(/friendly_name must match format "phone-number"/);

const LOST: FaultEffect = { drop: true, when: 'after' };
const FAILED: FaultEffect = { status: 503, when: 'before' };
const THROTTLED: FaultEffect = { status: 429, when: 'before' };

/** Of the calls that are alike the first loses its answer, the fourth fails, and the others are too many at a time. */
function effectOf({ method, alike }: FirstTry): FaultEffect {
  // Of what only repairs a lost answer: that one is lost too is tried one call at a time.
  if (method === 'PATCH' || method === 'DELETE') return THROTTLED;
  return [LOST, THROTTLED, THROTTLED, FAILED][alike] ?? THROTTLED;
}

const MOST_UPS = 6;

/** Every call in each of these ways, and one at a time: `npm run test:interrupted`. */
describeWithEngine('an up of which every single call goes wrong once', () => {
  let stage: EngineStage;

  beforeAll(async () => {
    stage = await EngineStage.open();
  }, 60_000);

  afterAll(() => stage.close(), 60_000);

  test.each(['twilio', 'vapi'])(
    "the engine's tools take the schema of the package %s",
    async (name) => {
      const plugin = `./infra/${name}/pulumi-resource-${name}`;
      await expect(stage.engine.must('schema', 'check', plugin)).resolves.not.toMatch(/error|warning/i);
    },
    30_000,
  );

  test('is completed by the ones that follow, and the account holds nothing twice', async () => {
    const { hits, undisturbed } = failFirstTries(stage.platform.ctx.faults, effectOf);
    // Goes on with what does not depend on an object that failed: each up meets many of the calls.
    const up = () => stage.engine.run('up', '--yes', '--skip-preview', '--continue-on-error');
    const first = await up();
    expect(first.code).not.toBe(0);
    expect(first.output).toMatch(/Variables.*no answer: variable [A-Z_]+/);
    for (let ups = 2; (await up()).code !== 0; ups += 1) {
      if (ups === MOST_UPS) throw new Error(`not done after ${ups} ups\n${stage.engine.transcript}`);
    }
    expect(hits.length).toBeGreaterThan(120);
    expect(await undisturbed(() => stage.dump())).toEqual(await stage.undisturbed());
  }, 300_000);
});
