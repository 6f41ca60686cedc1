import { takesAndHelps } from '../conversation';
import type { Scenario } from '../scenario';

export const aiLost: Scenario = {
  name: 'ai-lost',
  title: 'The AI leg dies in the middle of the conversation: the caller is led to a human, not dropped.',
  onDuty: ['ana'],
  ends: ['connected'],
  async play(stage) {
    stage.agent('ana').whenRings(takesAndHelps(stage));
    const phone = await stage.callsAbout('Hello, I have a question about my contract.');
    await stage.passes(400);
    stage.vapi.killLeg(stage.aiCallId);
    await phone.ended;
  },
};
