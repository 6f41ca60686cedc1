import type { Scenario } from '../scenario';

export const noAgent: Scenario = {
  name: 'no-agent',
  title: 'Nobody is there for 30 s: the AI says so and goes on with the call.',
  onDuty: [],
  ends: ['no-agent'],
  async play(stage) {
    const phone = await stage.callsAbout('Hello, my router is broken.', 'Let me speak to a human.');
    await phone.hears(/everyone is busy/i, { withinMs: 40_000 });
    await phone.thinks(700);
    await phone.says('Then please take a message: call me back about order 9912.');
    await phone.hears('ai');
    await phone.thinks(500);
    await phone.says('Thank you. Goodbye.');
    await phone.ended;
  },
  check(stage) {
    const statuses = stage.tasks().map(({ attributes }) => attributes['status']);
    stage.must(statuses.join() === 'failed', `task status is ${statuses.join()}, must be failed`);
  },
};
