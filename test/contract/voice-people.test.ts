import {
  answersAfter,
  busy,
  converses,
  declines,
  neverAnswers,
  takesTheCall,
  unreachable,
  voicemail,
  type Behaviour,
} from '../../emulator/people';
import { OUR_NUMBER, voiceStudio, type VoiceStudio } from '../support/voice-studio';

const BOB = '+15550177777';
let studio: VoiceStudio;

beforeEach(async () => {
  studio = await voiceStudio();
  studio.answers(
    '/whisper',
    '<Gather numDigits="1" timeout="4" action="/key"><Say>Ana is waiting. Press 1 to take it, 2 to decline.</Say></Gather><Hangup/>',
  );
  studio.answers('/key', ({ form }) =>
    form.Digits === '1' ? '<Dial><Conference beep="false">room</Conference></Dial>' : '<Say>Declined.</Say>',
  );
  studio.answers(
    '/voice',
    '<Dial><Conference beep="false" endConferenceOnExit="true">room</Conference></Dial>',
  );
  studio.answers('/status', '');
});

afterEach(async () => {
  await studio.close();
  expect(studio.people.failures).toEqual([]);
});

/** An agent of this behaviour is called; the keys that came and how the call ended. */
async function calling(behaviour: Behaviour): Promise<[string[], string]> {
  studio.people.person(BOB).whenRings(behaviour);
  const call = await studio.client.calls.create({
    to: BOB,
    from: OUR_NUMBER,
    url: studio.at('/whisper'),
    timeout: 20,
  });
  await studio.clock.advance(60_000);
  const { status } = await studio.client.calls(call.sid).fetch();
  return [studio.forms('/key').map(({ Digits }) => Digits ?? ''), status];
}

test.each<[string, Behaviour, string[], string]>([
  ['takes the call', takesTheCall(), ['1'], 'in-progress'],
  ['declines', declines(), ['2'], 'completed'],
  ['is a machine that presses nothing', voicemail(), [], 'completed'],
  ['is busy', busy, [], 'busy'],
  ['cannot be reached', unreachable, [], 'failed'],
  ['never answers', neverAnswers, [], 'no-answer'],
  ['answers too late', answersAfter(50_000, () => undefined), [], 'no-answer'],
])('an agent who %s', async (_what, behaviour, keys, status) => {
  expect(await calling(behaviour)).toEqual([keys, status]);
});

test('two people talk: each hears the other, and nobody is silent without having the word', async () => {
  const caller = await studio.aCaller();
  await calling(takesTheCall({ ringMs: 100 }));
  const agent = studio.people.person(BOB).phones.at(-1);
  if (!agent) throw new Error('the agent has no call');
  const talk = [
    [agent, 'Hello, this is Bob.'],
    [caller, 'My card was declined.'],
    [agent, 'Let me see.'],
  ] as const;
  await studio.play(converses(talk));
  expect(caller.heardSoFar()).toMatch(/this is Bob.*Let me see/);
  expect(agent.heardSoFar()).toMatch(/card was declined/);
  caller.breakOff();
  await studio.play(agent.ended);
  expect(studio.ctx.journal.entries).toContainEqual(
    expect.objectContaining({ kind: 'call.ended', callSid: caller.callSid, how: 'the line broke' }),
  );
});
