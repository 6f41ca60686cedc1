import { neverAnswers } from '../../../emulator/people';
import type { Scenario } from '../scenario';

export const callerLeaves: Scenario = {
  name: 'caller-leaves',
  title: 'The caller hangs up while the agent’s phone rings: it stops ringing and nobody is left on a line.',
  onDuty: ['ana'],
  ends: ['caller-left'],
  async play(stage) {
    stage.agent('ana').whenRings(neverAnswers);
    const phone = await stage.callsAbout('Hello, I have a question about my bill.', 'A human, please.');
    await phone.listens(6000);
    phone.hangUp();
    await stage.passes(3000);
    const [ringing] = stage.agent('ana').phones.slice(-1);
    stage.must(ringing?.isOver === true, 'the agent’s phone still rings 3 s after the caller left');
  },
  check(stage) {
    stage.must(stage.entries('call.ringing').length > 0, 'no agent’s phone rang');
    stage.must(stage.entries('task.canceled').length === 1, 'the task was not canceled');
  },
};
