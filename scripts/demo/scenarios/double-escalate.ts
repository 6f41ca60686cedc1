import { takesAndHelps } from '../conversation';
import type { Scenario } from '../scenario';

export const doubleEscalate: Scenario = {
  name: 'double-escalate',
  title: 'The same request twice within 200 ms, as tool-calls and as function-call: one task, one bridge.',
  onDuty: ['ana', 'ben'],
  ends: ['connected'],
  async play(stage) {
    stage.vapi.behave({ legacyFunctionCall: 'beside', legacyDelayMs: 150 });
    stage.agent('ana').whenRings(takesAndHelps(stage));
    stage.agent('ben').whenRings(takesAndHelps(stage));
    const phone = await stage.callsAbout('Hello, my invoice is wrong.', 'I want to speak to a human.');
    await phone.ended;
  },
  check(stage) {
    const asked = stage
      .entries('webhook.answered')
      .filter((entry) => entry['for'] === 'vapi.tool-calls' || entry['for'] === 'vapi.function-call');
    stage.must(asked.length >= 2, `the request came ${asked.length} times, must be at least 2`);
    stage.must(stage.tasks().length === 1, `${stage.tasks().length} tasks, must be one`);
    stage.must(stage.entries('conference.start').length === 1, 'not exactly one conference');
  },
};
