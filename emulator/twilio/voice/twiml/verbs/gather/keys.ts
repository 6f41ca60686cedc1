import type { Cancel } from '../../../../../core/clock';
import type { Element } from '../../document';
import type { Stage } from '../../stage';
import { numberAttribute } from '../../stage';

export interface KeyListener {
  /** The first key is pressed. */
  begun(): void;
  /** `Digits` and the key that ended them; neither where that key came first. */
  collected(input: Readonly<Record<string, string>>): void;
}

/** Collects keys until there are `numDigits`, `finishOnKey` comes or no further one within the time-out; the function that it returns ends that. */
export function collectKeys(
  { core, call }: Stage,
  element: Element,
  timeoutMs: number,
  listener: KeyListener,
): () => void {
  const wanted = numberAttribute(element, 'numDigits', Number.POSITIVE_INFINITY);
  const finishOnKey = element.attributes.finishOnKey ?? '#';
  let digits = '';
  let stopWaiting: Cancel = () => undefined;
  const finish = (more: Readonly<Record<string, string>> = {}): void => {
    call.note('gather.digits', { digits });
    listener.collected(digits === '' ? {} : { Digits: digits, ...more });
  };
  const releaseKeys = call.takeDigits((digit) => {
    if (digits === '') listener.begun();
    stopWaiting();
    if (finishOnKey.includes(digit)) return finish({ FinishedOnKey: digit });
    digits += digit;
    if (digits.length >= wanted) finish();
    else stopWaiting = core.ctx.clock.after(timeoutMs, () => finish());
  });
  return () => {
    stopWaiting();
    releaseKeys();
  };
}
