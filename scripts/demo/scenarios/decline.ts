import { declines } from '../../../emulator/people';
import { inTurn, takesAndHelps } from '../conversation';
import type { Scenario } from '../scenario';

export const decline: Scenario = {
  name: 'decline',
  title: 'The first agent presses 2, the second takes the call.',
  onDuty: ['ana', 'ben'],
  ends: ['connected'],
  async play(stage) {
    const whoever = inTurn(declines({ ringMs: 3000 }), takesAndHelps(stage));
    stage.agent('ana').whenRings(whoever);
    stage.agent('ben').whenRings(whoever);
    const phone = await stage.callsAbout(
      'Hello, I have a question about a refund.',
      'I want to talk to a person.',
    );
    await phone.ended;
  },
  check(stage) {
    stage.must(
      stage.entries('reservation.rejected').length === 1,
      'not exactly one reservation was rejected',
    );
  },
};
