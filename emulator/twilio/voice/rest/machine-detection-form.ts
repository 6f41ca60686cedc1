import type { Form } from '../../../core/form';
import { TwilioError } from '../../../core/twilio-error';
import type { MachineDetection } from '../calls/machine-detection';
import { requestOf } from './call-form';

const INVALID_CONFIGURATION = 21234;

/** What each parameter may be: seconds and milliseconds. */
const RANGES = {
  MachineDetectionTimeout: [3, 120],
  MachineDetectionSpeechThreshold: [1000, 6000],
  MachineDetectionSpeechEndThreshold: [500, 5000],
  MachineDetectionSilenceTimeout: [2000, 10_000],
} as const;

/**
 * Machine detection as asked for; `callback` is the name of the parameter with the URL that hears of it. Participants'
 * is always asynchronous. Error 21234.
 * Source: https://www.twilio.com/docs/voice/answering-machine-detection.
 */
export function machineDetectionOf(
  form: Form,
  callback: 'AsyncAmdStatusCallback' | 'AmdStatusCallback',
): MachineDetection | undefined {
  for (const [name, [min, max]] of Object.entries(RANGES)) {
    const value = form.integer(name);
    if (value !== undefined && !(value >= min && value <= max))
      throw TwilioError.badRequest(`${name} wants ${min} to ${max}, not ${value}`, INVALID_CONFIGURATION);
  }
  const mode = form.get('MachineDetection');
  const request = requestOf(form, callback);
  if (!mode) return undefined;
  if (mode !== 'Enable' && mode !== 'DetectMessageEnd')
    throw TwilioError.badRequest(
      `MachineDetection must be Enable or DetectMessageEnd, not ${mode}`,
      INVALID_CONFIGURATION,
    );
  return {
    mode,
    timeoutMs: (form.integer('MachineDetectionTimeout') ?? 30) * 1000,
    isAsync: callback === 'AmdStatusCallback' || (form.boolean('AsyncAmd') ?? false),
    callback: request,
  };
}
