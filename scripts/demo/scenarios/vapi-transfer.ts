import { answersAfter } from '../../../emulator/people';
import { helps, inTurn } from '../conversation';
import type { Scenario } from '../scenario';

export const vapiTransfer: Scenario = {
  name: 'vapi-transfer',
  title: 'The bridge is Vapi’s own transfer: the agent accepts, is called again by Vapi, and has the caller.',
  world: { bridge: 'vapi-transfer' },
  onDuty: ['ana'],
  ends: ['connected'],
  async play(stage) {
    const accepts = answersAfter(3000, async (agent) => {
      await agent.hears(/press 1/i);
      await agent.thinks(600);
      agent.press('1');
      await agent.hears(/in a moment/i);
      agent.hangUp();
    });
    const talks = answersAfter(1500, (agent) => helps(stage, agent));
    stage.agent('ana').whenRings(inTurn(accepts, talks));
    const phone = await stage.callsAbout('Hello, I have a question about my invoice.', 'A human, please.');
    await phone.ended;
  },
  check(stage) {
    const controls = stage.entries('ai.control').map(({ message }) => {
      const { type, control } = message as { type: string; control?: string };
      return control ?? type;
    });
    const order = controls.slice(-3).join();
    stage.must(
      order === 'mute-assistant,say,transfer',
      `the AI was told ${order}, must be mute, say, transfer`,
    );
  },
};
