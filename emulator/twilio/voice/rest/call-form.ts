import type { Form } from '../../../core/form';
import { TwilioError } from '../../../core/twilio-error';
import type { MachineDetection } from '../calls/machine-detection';
import type { OutboundCall } from '../calls/place-call';
import type { StatusCallback } from '../calls/status-callback';
import type { HttpMethod } from '../core';
import { httpMethod } from '../core';
import type { TwimlSource } from '../twiml/fetch';

/** A parameter that must be there: else 400 with this code. */
export function required(form: Form, name: string, code = 20001): string {
  const value = form.get(name);
  if (!value) throw TwilioError.badRequest(`Missing required parameter ${name}`, code);
  return value;
}

/** `Url` wins over `Twiml`; undefined when neither is there. */
export function programOf(form: Form): TwimlSource | undefined {
  const [url, twiml] = [form.get('Url'), form.get('Twiml')];
  if (url) {
    if (!/^https?:\/\//.test(url)) throw TwilioError.badRequest(`Url is not a valid URL: ${url}`, 21205);
    return { url, method: httpMethod(form.get('Method')) };
  }
  return twiml ? { twiml } : undefined;
}

export function fallbackOf(form: Form): { url: string; method: HttpMethod } | undefined {
  const url = form.get('FallbackUrl');
  return url ? { url, method: httpMethod(form.get('FallbackMethod')) } : undefined;
}

/** The status callback under this prefix (`StatusCallback`, `ConferenceStatusCallback`). */
export function callbackOf(form: Form, prefix: string, otherwise: string[]): StatusCallback | undefined {
  const url = form.get(prefix);
  if (!url) return undefined;
  const events = form
    .all(`${prefix}Event`)
    .flatMap((value) => value.split(/[\s,]+/))
    .filter(Boolean);
  return {
    url,
    method: httpMethod(form.get(`${prefix}Method`)),
    events: events.length > 0 ? events : otherwise,
  };
}

/** Machine detection as asked for; `callback` is the name of the parameter that makes it asynchronous. */
export function machineDetectionOf(
  form: Form,
  callback: 'AsyncAmdStatusCallback' | 'AmdStatusCallback',
): MachineDetection | undefined {
  const mode = form.get('MachineDetection');
  if (mode !== 'Enable' && mode !== 'DetectMessageEnd') return undefined;
  const isAsync = callback === 'AmdStatusCallback' || (form.boolean('AsyncAmd') ?? false);
  const url = form.get(callback);
  return {
    mode,
    callback: isAsync && url ? { url, method: httpMethod(form.get(`${callback}Method`)) } : undefined,
  };
}

/** The recording of a leg, where the parameter of this name asks for one. */
export function recordingOf(form: Form, name: string): OutboundCall['recording'] {
  if (!form.boolean(name)) return undefined;
  return {
    channels: form.get('RecordingChannels') === 'dual' ? 2 : 1,
    track: form.get('RecordingTrack') ?? 'both',
    callback: callbackOf(form, 'RecordingStatusCallback', ['completed']),
  };
}

/** Whole seconds within these bounds, else 400. */
export function secondsOf(form: Form, name: string, max: number): number | undefined {
  const seconds = form.integer(name);
  if (seconds === undefined) return undefined;
  if (!(seconds >= 1)) throw TwilioError.badRequest(`${name} is not a valid number of seconds`);
  return Math.min(seconds, max);
}
