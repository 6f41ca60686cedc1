import { takesAndHelps } from '../conversation';
import type { Scenario } from '../scenario';

/** One write per 500 ms over two seconds, the first and the last, and some for the conversation around them. */
const MOST_WRITES = 12;

export const interruptions: Scenario = {
  name: 'interruptions',
  title: 'The caller starts to speak 40 times in two seconds: few writes, one handoff, nothing lost.',
  onDuty: ['ana'],
  ends: ['connected'],
  async play(stage) {
    stage.agent('ana').whenRings(takesAndHelps(stage));
    const phone = await stage.callsAbout('Hello, it is about order 3344.');
    await phone.hears('ai');
    stage.vapi.burstSpeech(stage.aiCallId, 40, 2000);
    await phone.thinks(2200);
    await phone.says('I want to speak to a human.');
    await phone.ended;
  },
  check(stage) {
    const events = stage.entries('webhook.answered').filter((entry) => entry['for'] === 'vapi.speech-update');
    stage.must(events.length >= 40, `only ${events.length} speech events were sent`);
    const writes = stage
      .entries('api.answered')
      .filter(({ method, path }) => method === 'POST' && /\/Documents(\/|$)/.test(String(path)));
    stage.must(writes.length <= MOST_WRITES, `${writes.length} context writes, at most ${MOST_WRITES}`);
    stage.must(stage.tasks().length === 1, `${stage.tasks().length} tasks, must be one`);
    const [task] = stage.tasks();
    stage.must(
      JSON.stringify(task?.attributes).includes('3344'),
      'what the caller said did not reach the task',
    );
  },
};
