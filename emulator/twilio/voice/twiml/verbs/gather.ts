import type { Cancel } from '../../../../core/clock';
import type { Element } from '../document';
import { elements } from '../document';
import { Run, untilStopped } from '../run';
import type { Next, Stage, Verb } from '../stage';
import { action, booleanAttribute, numberAttribute, resolveUrl } from '../stage';
import { pause, play, say } from './playing';

const prompts: Readonly<Record<string, Verb>> = { Say: say, Play: play, Pause: pause };

interface Pressed {
  readonly digits: string;
  readonly finishedOnKey: string | undefined;
}

/**
 * Collects keys while its prompts play and `timeout` seconds after them; a key ends the prompts. Speech is not recognised.
 * Source: https://www.twilio.com/docs/voice/twiml/gather.
 */
export const gather: Verb = async (stage, element) => {
  const { call } = stage;
  const input = element.attributes.input ?? 'dtmf';
  if (input.includes('speech')) call.note('twiml.not-served', { verb: 'Gather', attribute: 'input', input });
  if (!input.includes('dtmf')) return 'next';
  const { digits, finishedOnKey } = await pressedKeys(stage, element);
  call.note('gather.digits', { digits });
  if (digits === '' && !booleanAttribute(element, 'actionOnEmptyResult', false)) return 'next';
  const form = {
    Digits: digits,
    ...(finishedOnKey === undefined ? {} : { FinishedOnKey: finishedOnKey }),
    msg: 'Gather End',
  };
  const next = action(stage, element, form);
  if (next !== 'next') return next;
  const own = stage.baseUrl;
  return own === undefined ? 'next' : { url: resolveUrl(stage, own), method: 'POST', form };
};

function pressedKeys(stage: Stage, element: Element): Promise<Pressed> {
  const { core, call } = stage;
  const timeoutMs = numberAttribute(element, 'timeout', 5) * 1000;
  const wanted = numberAttribute(element, 'numDigits', Number.POSITIVE_INFINITY);
  const finishOnKey = element.attributes.finishOnKey ?? '#';
  return stage.run.until<Pressed>((done) => {
    const prompting = new Run();
    let digits = '';
    let stopWaiting: Cancel = () => undefined;
    const finish = (finishedOnKey?: string): void => {
      release();
      done({ digits, finishedOnKey });
    };
    const wait = (): void => {
      stopWaiting();
      stopWaiting = core.ctx.clock.after(timeoutMs, () => finish());
    };
    const releaseKeys = call.takeDigits((digit) => {
      prompting.stop('key-pressed');
      if (finishOnKey.includes(digit)) return finish(digit);
      digits += digit;
      if (digits.length >= wanted) finish();
      else wait();
    });
    const release = (): void => {
      releaseKeys();
      stopWaiting();
      prompting.stop('key-pressed');
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
