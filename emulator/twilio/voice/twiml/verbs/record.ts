import type { Cancel } from '../../../../core/clock';
import { callbackOf } from '../../recordings/asked';
import type { Recording } from '../../recordings/recording';
import type { Element } from '../document';
import type { Stage, Verb } from '../stage';
import { action, booleanAttribute, numberAttribute, resolveUrl } from '../stage';
import { tellActionOfHangup } from './dial-action';

const ANY_KEY = '1234567890*#';

/**
 * Records what the caller says until he is silent for `timeout` seconds, presses a key, hangs up or the time is up. Without
 * a word the next verb follows. Source: https://www.twilio.com/docs/voice/twiml/record.
 */
export const record: Verb = async (stage, element) => {
  const { core, call } = stage;
  if (booleanAttribute(element, 'transcribe', false))
    call.note('twiml.not-served', { verb: 'Record', attribute: 'transcribe' });
  const recording = core.recordings.start({
    callSid: call.sid,
    source: 'RecordVerb',
    channels: 1,
    track: 'inbound',
    callback: callbackOf(stage, element),
  });
  const digits = await listening(stage, element, recording);
  if (recording.status === 'absent') return 'next';
  const form = outcome(stage, recording, digits);
  const next = action(stage, element, form);
  if (next !== 'next') return next;
  const own = stage.baseUrl;
  return own === undefined ? 'next' : { url: resolveUrl(stage, own), method: 'POST', form };
};

/** Answers with the key that ended the recording, if one did. */
function listening(stage: Stage, element: Element, recording: Recording): Promise<string> {
  const { core, call, run } = stage;
  const { clock } = core.ctx;
  const timeoutMs = numberAttribute(element, 'timeout', 5) * 1000;
  const keepsSilence = element.attributes.trim === 'do-not-trim';
  const finishOnKey = element.attributes.finishOnKey ?? ANY_KEY;
  return run.until<string>((done) => {
    let heard: { readonly fromMs: number; toMs: number | undefined } | undefined;
    let stopWaiting: Cancel = () => undefined;
    const finish = (digits: string): void => {
      close();
      done(digits);
    };
    const close = (): void => {
      stopWaiting();
      stopClock();
      releaseKeys();
      call.speechListener = undefined;
      const spokenMs = heard ? (heard.toMs ?? clock.now()) - heard.fromMs : 0;
      core.recordings.finish(recording, keepsSilence && heard ? undefined : spokenMs);
    };
    const waitForWords = (): void => {
      stopWaiting = clock.after(timeoutMs, () => finish(''));
    };
    call.speechListener = {
      started() {
        stopWaiting();
        heard = { fromMs: heard?.fromMs ?? clock.now(), toMs: undefined };
      },
      finished() {
        if (heard) heard.toMs = clock.now();
        waitForWords();
      },
    };
    const releaseKeys = call.takeDigits((digit) => {
      if (finishOnKey.includes(digit)) finish(digit);
    });
    const stopClock = clock.after(numberAttribute(element, 'maxLength', 3600) * 1000, () => finish(''));
    waitForWords();
    return (reason) => {
      close();
      if (reason === 'call-ended' && recording.status === 'completed')
        tellActionOfHangup(stage, element, outcome(stage, recording, 'hangup'));
    };
  });
}

function outcome({ core }: Stage, recording: Recording, digits: string): Record<string, string> {
  return {
    ...core.recordings.parameters(recording),
    ...(digits === '' ? {} : { Digits: digits }),
  };
}
