import type { AudioSource } from '../../../../core/ports';
import { speechMs } from '../../../../core/speech';
import { KEYS, playKeys } from '../../audio/keys';
import type { Element } from '../document';
import { textOf, TwimlError } from '../document';
import { soundMs } from '../media';
import type { Next, Stage, Verb } from '../stage';
import { numberAttribute } from '../stage';

/** Plays one sound to its end. */
export function playing(
  { core, call, run, conferenceSid }: Stage,
  source: AudioSource,
  text: string,
  durationMs: number,
): Promise<void> {
  return run.until<void>((done) => {
    const sound = core.switchboard.play(call.sid, source, text, conferenceSid);
    const cancel = core.ctx.clock.after(durationMs, () => {
      sound.stop();
      done();
    });
    return () => {
      cancel();
      sound.stop();
    };
  });
}

/** https://www.twilio.com/docs/voice/twiml/say */
export const say: Verb = (stage, element) => {
  const text = textOf(element);
  if (text === '') return Promise.resolve('next');
  const durationMs = speechMs(text, stage.core.ctx.charactersPerSecond);
  return repeated(element, () => playing(stage, 'announcement', text, durationMs));
};

/** https://www.twilio.com/docs/voice/twiml/play */
export const play: Verb = async (stage, element) => {
  const { core, call, run, conferenceSid } = stage;
  const { digits } = element.attributes;
  if (digits !== undefined) {
    if (digits === '' || !KEYS.test(digits)) return 'next';
    return repeated(element, () =>
      run.until<void>((done) => playKeys(core, call.sid, digits, done, conferenceSid)),
    );
  }
  const url = textOf(element);
  try {
    const durationMs = await soundMs(core, url);
    return await repeated(element, () => playing(stage, 'music', url, durationMs));
  } catch (error) {
    if (!(error instanceof TwimlError)) throw error;
    call.note('twiml.error', { code: error.code, message: error.message, url });
    return 'next';
  }
};

/** https://www.twilio.com/docs/voice/twiml/pause */
export const pause: Verb = async ({ core, run }, element) => {
  const ms = numberAttribute(element, 'length', 1) * 1000;
  return run.until<Next>((done) => core.ctx.clock.after(ms, () => done('next')));
};

/** `loop` times; 0 is without end. */
async function repeated(element: Element, playOnce: () => Promise<void>): Promise<Next> {
  const loop = numberAttribute(element, 'loop', 1);
  for (let turn = 0; loop === 0 || turn < loop; turn += 1) await playOnce();
  return 'next';
}
