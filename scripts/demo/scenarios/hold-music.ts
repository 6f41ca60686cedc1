import type { Scenario } from '../scenario';

export const holdMusic: Scenario = {
  name: 'hold-music',
  title:
    'The caller waits outside the AI with place in line, wait and music; at the deadline the AI has them back, with the context.',
  world: { wait: 'hold' },
  onDuty: [],
  ends: ['no-agent'],
  async play(stage) {
    const phone = await stage.callsAbout('Hello, it is about order 7788.', 'I want to speak to a human.');
    await phone.hears(/next in line|number \d+ in line/i, { withinMs: 20_000 });
    await phone.hears('music');
    await phone.hears(/everyone is busy/i, { withinMs: 60_000 });
    await phone.thinks(500);
    await phone.says('Do you remember what I said before?');
    const words = await phone.hears('ai');
    stage.must(/7788/.test(words), `the AI does not know what was said; it says “${words}”`);
    await phone.thinks(500);
    await phone.says('Thanks, goodbye.');
    await phone.ended;
  },
};
