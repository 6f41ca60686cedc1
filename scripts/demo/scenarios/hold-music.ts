import { takesTheCall } from '../../../emulator/people';
import { setDuty } from '../duty';
import type { Scenario } from '../scenario';
import type { Stage } from '../stage';
import { NUMBER } from '../world';

export const holdMusic: Scenario = {
  name: 'hold-music',
  title:
    'The caller waits outside the AI with place in line, wait and music; at the deadline the AI has them back, with the context.',
  world: { wait: 'hold' },
  onDuty: ['ana'],
  ends: ['no-agent'],
  async play(stage) {
    await somebodyIsServed(stage);
    await setDuty(stage.world, []);
    const phone = await stage.callsAbout('Hello, it is about order 7788.', 'I want to speak to a human.');
    await phone.hears(/next in line|number \d+ in line/i, { withinMs: 20_000 });
    await phone.hears(/the wait is about/i, { withinMs: 5000 });
    await phone.hears('music');
    await phone.hears(/everyone is busy/i, { withinMs: 60_000 });
    await phone.thinks(500);
    await phone.says('Do you remember what I said before?');
    const words = await phone.hears('ai');
    stage.must(/7788/.test(words), `the AI does not know what was said; it says “${words}”`);
    await phone.thinks(500);
    await phone.says('Thanks, goodbye.');
    await phone.ended;
  },
};

/** A wait can be told only where somebody has waited before. */
async function somebodyIsServed(stage: Stage): Promise<void> {
  const { emulator } = stage.world;
  const earlier = emulator.people.person('+15550104999').dial(emulator.voice, NUMBER);
  stage.agent('ana').whenRings(
    takesTheCall({
      then: async (agent) => {
        await agent.says('Hello, this is Ana. That is settled already.');
        await agent.listens(12_000);
        earlier.hangUp();
      },
    }),
  );
  await earlier.answered();
  await earlier.hears('ai');
  await earlier.says('I want to speak to a human.');
  await earlier.ended;
  await stage.passes(5000);
}
