import { Activity } from '../../core/activity';
import type { MediaStream, Utterance } from '../../core/ports';
import { VirtualClock } from '../../core/virtual-clock';
import { Speech, type SpeechOutcome } from './speech';

function aVoice() {
  const clock = new VirtualClock(0, new Activity(), () => Promise.resolve());
  const log: string[] = [];
  let stop = (): void => undefined;
  const stream = {
    speak: ({ text, durationMs }: Utterance, done: () => void) => {
      log.push(`${clock.now()} ${text}`);
      stop = clock.after(durationMs, done);
    },
    hush: () => {
      log.push(`${clock.now()} hush`);
      stop();
    },
  } as MediaStream;
  const heard: string[] = [];
  const speech = new Speech(clock, 10, {
    started: () => undefined,
    stopped: (text, _at, outcome) => heard.push(`${outcome}: ${text}`),
  });
  speech.attach(stream);
  const outcomes: SpeechOutcome[] = [];
  const say = (text: string, isInterruptible?: boolean) =>
    speech.say({ text, isInterruptible, after: (outcome) => outcomes.push(outcome) });
  return { clock, log, heard, speech, say, outcomes };
}

it('speaks one line after the other', async () => {
  const { clock, log, say, outcomes } = aVoice();
  say('0123456789');
  say('next');
  await clock.advance(5000);
  expect(log).toEqual(['0 0123456789', '1000 next']);
  expect(outcomes).toEqual(['spoken', 'spoken']);
});

it('cut off, remembers what was heard and drops what waited', async () => {
  const { clock, heard, speech, say, outcomes } = aVoice();
  say('0123456789');
  say('next');
  await clock.advance(400);
  expect(speech.interrupt()).toBe(true);
  await clock.advance(5000);
  expect(heard).toEqual(['interrupted: 0123']);
  expect(outcomes).toEqual(['interrupted', 'interrupted']);
});

it('is not stopped by the caller where it may not be', () => {
  const { speech, say } = aVoice();
  say('0123456789', false);
  expect(speech.interrupt()).toBe(false);
  expect(speech.isSpeaking).toBe(true);
});

it('replaced, goes on with the new words at once', async () => {
  const { clock, log, speech, say } = aVoice();
  say('0123456789');
  await clock.advance(100);
  speech.replace({ text: 'new' });
  expect(log).toEqual(['0 0123456789', '100 hush', '100 new']);
});

it('muted, falls silent and passes over what it is given', async () => {
  const { clock, log, speech, say, outcomes } = aVoice();
  say('0123456789');
  speech.mute();
  say('unheard');
  expect(outcomes).toEqual(['interrupted', 'unheard']);
  speech.unmute();
  say('again');
  await clock.advance(1000);
  expect(log).toEqual(['0 0123456789', '0 hush', '0 again']);
});
