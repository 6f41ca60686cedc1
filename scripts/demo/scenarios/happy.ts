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
            [agent, 'Hello, this is Ana. You were charged twice for invoice 4711?'],
            [caller, 'Yes, in October. You know already?'],
            [agent, 'I do. I have just refunded the second charge.'],
            [caller, 'Wonderful, thank you. Goodbye!'],
            [agent, 'Goodbye!'],
          ]);
          caller.hangUp();
        },
      }),
    );
    const phone = await stage.callsAbout(
      'Hello, I have a billing question about invoice 4711.',
      'I was charged twice. I want to speak to a human, please.',
    );
    await phone.ended;
  },
  async check(stage) {
    const [task, ...more] = stage.tasks();
    stage.must(more.length === 0, 'more than one task');
    stage.must(task?.attributes['callSid'] === stage.callSid, 'the task does not name the call');
    stage.must(task?.attributes['department'] === 'billing', 'the task is not for billing');
    const [outcome] = await stage.outcomes();
    const asked = [outcome?.language, outcome?.department, outcome?.queue].join(', ');
    stage.must(asked === 'en, billing, Billing', `the outcome says ${asked}`);
  },
};
