import { takesTheCall } from '../../../emulator/people';
import { inTurn, takesAndHelps } from '../conversation';
import type { Scenario } from '../scenario';

export const agentDrop: Scenario = {
  name: 'agent-drop',
  title:
    'The agent’s line breaks right after the bridge: the caller is not left alone, the next human takes over.',
  onDuty: ['ana', 'ben'],
  ends: ['failed:agent-drop', 'connected'],
  async play(stage) {
    const breaks = takesTheCall({
      then: async (agent) => {
        await agent.listens(1200);
        agent.breakOff();
      },
    });
    const whoever = inTurn(breaks, takesAndHelps(stage));
    stage.agent('ana').whenRings(whoever);
    stage.agent('ben').whenRings(whoever);
    const phone = await stage.callsAbout('Hello, I want to cancel my order 1200.', 'Give me a real person.');
    await phone.ended;
  },
};
