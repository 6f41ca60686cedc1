import { converses, takesTheCall } from '../../../emulator/people';
import type { Scenario } from '../scenario';

export const returnToAi: Scenario = {
  name: 'return-to-ai',
  title:
    'The human gives the caller back with *: a new AI leg knows what was said and why the caller is back.',
  onDuty: ['ana'],
  ends: ['returned-to-ai'],
  async play(stage) {
    stage.agent('ana').whenRings(
      takesTheCall({
        then: async (agent) => {
          const caller = stage.phone;
          if (!caller) return;
          await agent.listens(600);
          await converses([
            [agent, 'Hello, this is Ana. I have reset your line.'],
            [caller, 'Thank you. I would also like to know your opening hours.'],
            [agent, 'Our assistant can tell you. I give you back now.'],
          ]);
          agent.press('*');
          await agent.ended;
        },
      }),
    );
    const phone = await stage.callsAbout('Hello, my router 5512 does not work.', 'I need a real person.');
    await phone.hears(/back with you/i);
    await phone.thinks(600);
    await phone.says('Do you remember what I said before?');
    const words = await phone.hears('ai');
    stage.must(/5512/.test(words), `the new AI leg does not know what was said; it says “${words}”`);
    await phone.thinks(500);
    await phone.says('That is all, goodbye.');
    await phone.ended;
  },
  check(stage) {
    const legs = stage.vapi.legs().filter(({ callSid }) => callSid === stage.callSid);
    stage.must(legs.length === 2, `${legs.length} AI legs, must be 2`);
  },
};
