import { voicemail as machine } from '../../../emulator/people';
import { inTurn, takesAndHelps } from '../conversation';
import type { Scenario } from '../scenario';

export const voicemail: Scenario = {
  name: 'voicemail',
  title: 'A machine answers and presses nothing: the caller never hears it, the next agent takes the call.',
  onDuty: ['ana', 'ben'],
  ends: ['connected'],
  async play(stage) {
    const whoever = inTurn(machine(), takesAndHelps(stage));
    stage.agent('ana').whenRings(whoever);
    stage.agent('ben').whenRings(whoever);
    const phone = await stage.callsAbout(
      'Hello, I would like to buy a second licence.',
      'Can I speak to someone?',
    );
    await phone.ended;
  },
};
