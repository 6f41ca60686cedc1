import { takesAndHelps } from '../conversation';
import type { Scenario } from '../scenario';

export const keyword: Scenario = {
  name: 'keyword',
  title:
    'The caller says the words and the model does not call the tool: the transcript escalates all the same, once.',
  onDuty: ['ana'],
  ends: ['connected'],
  async play(stage) {
    stage.vapi.personaFor('next-call', [
      { when: /human/i, then: { say: 'I can surely help you with that myself.' } },
    ]);
    stage.agent('ana').whenRings(takesAndHelps(stage));
    const phone = await stage.callsAbout('Hello, my invoice 4711 is wrong.', 'I want to speak to a human.');
    await phone.hears('ai');
    await phone.says('No. I said I want to speak to a human!');
    await phone.ended;
  },
  async check(stage) {
    stage.must(stage.tasks().length === 1, `${stage.tasks().length} tasks, must be one`);
    const [outcome] = await stage.outcomes();
    stage.must(outcome?.via === 'keyword', `the handoff came by ${outcome?.via}, must be keyword`);
  },
};
