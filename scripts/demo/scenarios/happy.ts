import { converses, takesTheCall } from '../../../emulator/people';
import type { Scenario } from '../scenario';

export const happy: Scenario = {
  name: 'happy',
  title: 'The caller asks for a human, a human accepts, and the two talk.',
  onDuty: ['ana'],
  ends: ['connected'],
  async play(stage) {
    stage.agent('ana').whenRings(
      takesTheCall({
        then: async (agent) => {
          const caller = stage.phone;
          if (!caller) return;
          await agent.listens(600);
          await converses([
            [agent, 'Hello, this is Ana. You have a question about your invoice?'],
            [caller, 'Yes, I was charged twice in October.'],
            [agent, 'I see it here. I have just refunded the second one.'],
            [caller, 'Wonderful, thank you. Goodbye!'],
            [agent, 'Goodbye!'],
          ]);
          caller.hangUp();
        },
      }),
    );
    const phone = await stage.callsAbout(
      'Hello, it is about my invoice 4711.',
      'I was charged twice. I want to speak to a human, please.',
    );
    await phone.ended;
  },
};
