import type { Cancel } from '../../../../../core/clock';
import type { Utterance } from '../../../../../core/ports';
import { callParameters } from '../../../calls/parameters';
import { WEBHOOK_TIMEOUT_MS } from '../../../calls/status-callback';
import { httpMethod } from '../../../core';
import type { Element } from '../../document';
import type { Stage } from '../../stage';
import { numberAttribute, resolveUrl } from '../../stage';

export interface SpeechListener {
  /** The first word is heard. */
  begun(): void;
  /** `SpeechResult` and `Confidence`; neither where no word was heard to its end. */
  understood(input: Readonly<Record<string, string>>): void;
}

/** Source: https://www.twilio.com/docs/voice/twiml/gather#input */
const LONGEST_SECONDS = 60;
/** What `speechTimeout="auto"` takes for the end. */
const PAUSE_MS = 500;
const CONFIDENCE = '0.9';

/**
 * Understands the caller until nothing is said for `speechTimeout` seconds, 60 seconds at most; the function that it
 * returns ends that. What is understood on the way goes to `partialResultCallback`.
 * Source: https://www.twilio.com/docs/voice/twiml/gather#speechtimeout, #partialresultcallback.
 */
export function recognise(
  stage: Stage,
  element: Element,
  timeoutMs: number,
  listener: SpeechListener,
): () => void {
  const { core, call } = stage;
  const { clock } = core.ctx;
  const pauseMs =
    element.attributes.speechTimeout === 'auto'
      ? PAUSE_MS
      : numberAttribute(element, 'speechTimeout', timeoutMs / 1000) * 1000;
  const longestMs =
    Math.min(numberAttribute(element, 'maxSpeechTime', LONGEST_SECONDS), LONGEST_SECONDS) * 1000;
  const report = partialReports(stage, element);
  const said: string[] = [];
  let saying: { readonly utterance: Utterance; readonly fromMs: number } | undefined;
  let cancels: Cancel[] = [];
  let stopLimit: Cancel | undefined;
  const words = (): string =>
    [...said, ...(saying ? [wordsBy(saying.utterance, clock.now() - saying.fromMs)] : [])]
      .filter(Boolean)
      .join(' ');
  const stopTimers = (): void => {
    for (const cancel of cancels) cancel();
    cancels = [];
  };
  const finish = (): void => {
    const text = words();
    call.note('gather.speech', { text });
    listener.understood(text === '' ? {} : { SpeechResult: text, Confidence: CONFIDENCE });
  };
  call.speechListener = {
    started(utterance) {
      stopTimers();
      if (!stopLimit) {
        stopLimit = clock.after(longestMs, finish);
        listener.begun();
      }
      saying = { utterance, fromMs: clock.now() };
      cancels.push(clock.after(utterance.durationMs / 2, () => report(words())));
    },
    finished() {
      stopTimers();
      const text = words();
      said.splice(0, said.length, text);
      saying = undefined;
      report(text);
      cancels.push(clock.after(pauseMs, finish));
    },
  };
  return () => {
    stopTimers();
    stopLimit?.();
    call.speechListener = undefined;
  };
}

/** The whole words of an utterance that are out after so many milliseconds of it. */
function wordsBy({ text, durationMs }: Utterance, ms: number): string {
  const words = text.split(/\s+/);
  return words.slice(0, Math.floor((words.length * Math.min(ms, durationMs)) / durationMs)).join(' ');
}

function partialReports(stage: Stage, { attributes }: Element): (text: string) => void {
  const { core, call } = stage;
  const { partialResultCallback: url, partialResultCallbackMethod: method } = attributes;
  let sequence = 0;
  return (text) => {
    if (!url || text === '') return;
    core.ctx.webhooks.notify({
      kind: 'voice.partial-result',
      url: resolveUrl(stage, url),
      method: httpMethod(method),
      twilioSigned: true,
      timeoutMs: WEBHOOK_TIMEOUT_MS,
      form: {
        ...callParameters(call, core.ctx.account.sid),
        UnstableSpeechResult: text,
        SequenceNumber: String(sequence++),
      },
    });
  };
}
