import { answersAfter } from '../../../emulator/people';
import type { Scenario } from '../scenario';

export const callEnded409: Scenario = {
  name: 'call-ended-409',
  title: 'The transfer meets a call that just ended: it is given up, the agent is told why.',
  onDuty: ['ana'],
  ends: ['caller-left'],
  async play(stage) {
    stage.agent('ana').whenRings(
      answersAfter(3000, async (agent) => {
        await agent.hears(/press 1/i);
        agent.press('1');
        await stage.passes(60);
        stage.phone?.hangUp();
        const words = await agent.hears('announcement', { withinMs: 5000 });
        stage.must(/hung up/i.test(words), `the agent heard “${words}”, must hear that the caller hung up`);
        await agent.ended;
      }),
    );
    const phone = await stage.callsAbout('Hello, I need help with my refund.', 'Please get me a human.');
    await phone.ended;
    await stage.passes(8000);
  },
  check(stage) {
    const refused = stage
      .entries('api.answered')
      .filter(({ host, status }) => String(host).endsWith('vapi.ai') && Number(status) === 409);
    stage.must(refused.length > 0, 'Vapi was not asked, or did not refuse with 409');
    const released = stage.agent('ana').phones.at(-1);
    stage.must(released?.isOver === true, 'the agent is still on the line');
  },
};
