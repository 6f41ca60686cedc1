import { takesAndHelps } from '../conversation';
import type { Scenario } from '../scenario';

export const vapiDown: Scenario = {
  name: 'vapi-down',
  title: 'No AI can be had when the call comes in: the caller is led to a human at once.',
  onDuty: ['ana'],
  ends: ['connected'],
  async play(stage) {
    stage.vapi.refuseCalls(503);
    stage.agent('ana').whenRings(takesAndHelps(stage));
    const phone = await stage.calls();
    await phone.ended;
  },
};
