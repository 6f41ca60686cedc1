import type { Cancel } from '../../../../../core/clock';
import type { Element } from '../../document';
import { elements } from '../../document';
import { Run, untilStopped } from '../../run';
import type { Next, Stage, Verb } from '../../stage';
import { action, booleanAttribute, numberAttribute, resolveUrl } from '../../stage';
import { pause, play, say } from '../playing';
import { collectKeys } from './keys';
import { recognise } from './recognition';

const prompts: Readonly<Record<string, Verb>> = { Say: say, Play: play, Pause: pause };

/** What the action is told of the caller's input; empty where there was none. */
type Input = Readonly<Record<string, string>>;

/**
 * Takes keys or words, whichever come first, while its prompts play and `timeout` seconds after them. The first key ends the
 * prompts, the first word unless `bargeIn` is false.
 * Source: https://www.twilio.com/docs/voice/twiml/gather.
 */
export const gather: Verb = async (stage, element) => {
  const input = await gathered(stage, element);
  if (Object.keys(input).length === 0 && !booleanAttribute(element, 'actionOnEmptyResult', false))
    return 'next';
  const form = 'SpeechResult' in input ? input : { Digits: '', ...input, msg: 'Gather End' };
  const next = action(stage, element, form);
  if (next !== 'next') return next;
  const own = stage.baseUrl;
  return own === undefined ? 'next' : { url: resolveUrl(stage, own), method: 'POST', form };
};

function gathered(stage: Stage, element: Element): Promise<Input> {
  const { input: accepted = 'dtmf' } = element.attributes;
  const takesSpeech = /\bspeech\b/.test(accepted);
  const takesKeys = !takesSpeech || /\bdtmf\b/.test(accepted);
  const timeoutMs = numberAttribute(element, 'timeout', 5) * 1000;
  return stage.run.until<Input>((done) => {
    const prompting = new Run();
    let hasBegun = false;
    let stopWaiting: Cancel = () => undefined;
    let releaseKeys = (): void => undefined;
    let releaseSpeech = (): void => undefined;
    const release = (): void => {
      releaseKeys();
      releaseSpeech();
      stopWaiting();
      prompting.stop('input-came');
    };
    const finish = (input: Input): void => {
      release();
      done(input);
    };
    const begun = (endsPrompts: boolean, releaseOther: () => void): void => {
      hasBegun = true;
      releaseOther();
      stopWaiting();
      if (endsPrompts) prompting.stop('input-came');
    };
    if (takesKeys)
      releaseKeys = collectKeys(stage, element, timeoutMs, {
        begun: () => begun(true, releaseSpeech),
        collected: finish,
      });
    if (takesSpeech)
      releaseSpeech = recognise(stage, element, timeoutMs, {
        begun: () => begun(booleanAttribute(element, 'bargeIn', true), releaseKeys),
        understood: finish,
      });
    const wait = (): void => {
      if (!hasBegun) stopWaiting = stage.core.ctx.clock.after(timeoutMs, () => finish({}));
    };
    void untilStopped(prompt({ ...stage, run: prompting }, element).then(wait));
    return release;
  });
}

async function prompt(stage: Stage, element: Element): Promise<void> {
  for (const child of elements(element)) {
    const verb = prompts[child.name];
    if (verb) await stage.run.whileRunning<Next>(verb(stage, child));
  }
}
