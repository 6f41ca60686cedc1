import type { Form } from '../../../core/form';
import { TwilioError } from '../../../core/twilio-error';
import { KEYS } from '../audio/keys';
import type { Call } from '../calls/call';
import type { OutboundCall } from '../calls/place-call';
import type { StatusCallback } from '../calls/status-callback';
import type { HttpMethod } from '../core';
import type { TwimlRequest, TwimlSource } from '../twiml/fetch';

/** Error codes: https://www.twilio.com/docs/api/errors. */
const INVALID = { url: 21205, keys: 21206, timeout: 21208, method: 21209, byoc: 21300, event: 21626 };
const MOST_KEYS = 32;

/** A parameter that must be there: else 400 with this code. */
export function required(form: Form, name: string, code = 20001): string {
  const value = form.get(name);
  if (!value) throw TwilioError.badRequest(`Missing required parameter ${name}`, code);
  return value;
}

/** `Url` wins over `Twiml`; undefined when neither is there. */
export function programOf(form: Form): TwimlSource | undefined {
  const url = requestOf(form, 'Url', 'Method');
  const twiml = form.get('Twiml');
  return url ?? (twiml ? { twiml } : undefined);
}

export function fallbackOf(form: Form): TwimlRequest | undefined {
  return requestOf(form, 'FallbackUrl', 'FallbackMethod');
}

/** The URL that a parameter has, and how it is asked. Error 21205 and 21209. */
export function requestOf(
  form: Form,
  name: string,
  methodName = `${name}Method`,
  otherwise: HttpMethod = 'POST',
): TwimlRequest | undefined {
  const method = methodOf(form, methodName, otherwise);
  const url = form.get(name);
  if (!url) return undefined;
  if (!/^https?:\/\//.test(url))
    throw TwilioError.badRequest(`${name} is not a valid URL: ${url}`, INVALID.url);
  return { url, method };
}

function methodOf(form: Form, name: string, otherwise: HttpMethod): HttpMethod {
  const method = (form.get(name) || otherwise).toUpperCase();
  if (method === 'GET' || method === 'POST') return method;
  throw TwilioError.badRequest(`${name} must be GET or POST, not ${method}`, INVALID.method);
}

/** The status callback under this prefix (`StatusCallback`, `ConferenceStatusCallback`) for some of these events. */
export function callbackOf(
  form: Form,
  prefix: string,
  known: readonly string[],
  otherwise: readonly string[],
): StatusCallback | undefined {
  const request = requestOf(form, prefix);
  const events = form
    .all(`${prefix}Event`)
    .flatMap((value) => value.split(/[\s,]+/))
    .filter(Boolean);
  const unknown = events.filter((event) => !known.includes(event));
  if (unknown.length > 0)
    throw TwilioError.badRequest(
      `${prefix}Event ${unknown.join(', ')} is none of ${known.join(', ')}`,
      INVALID.event,
    );
  return request && { ...request, events: events.length > 0 ? events : otherwise };
}

/** The callback for the progress of a call. */
export function progressCallbackOf(form: Form): StatusCallback | undefined {
  return callbackOf(form, 'StatusCallback', ['initiated', 'ringing', 'answered', 'completed'], ['completed']);
}

/** The callback for a recording, under this prefix. */
export function recordingCallbackOf(
  form: Form,
  prefix = 'RecordingStatusCallback',
): StatusCallback | undefined {
  const known = ['started', 'in-progress', 'paused', 'resumed', 'stopped', 'completed', 'failed', 'absent'];
  return callbackOf(form, prefix, known, ['completed']);
}

/** The recording of a leg, where the parameter of this name asks for one. */
export function recordingOf(form: Form, name: string): OutboundCall['recording'] {
  const callback = recordingCallbackOf(form);
  if (!form.boolean(name)) return undefined;
  return {
    channels: form.get('RecordingChannels') === 'dual' ? 2 : 1,
    track: form.get('RecordingTrack') ?? 'both',
    callback,
  };
}

/** Whole seconds, at most `max`. Error 21208 for fewer than `min`. */
export function secondsOf(form: Form, name: string, max: number, min = 1): number | undefined {
  const seconds = form.integer(name);
  if (seconds === undefined) return undefined;
  if (!(seconds >= min))
    throw TwilioError.badRequest(
      `${name} is not a valid number of seconds from ${min} to ${max}`,
      INVALID.timeout,
    );
  return Math.min(seconds, max);
}

/** The keys that a phone is sent once it is answered. Error 21206. */
export function keysOf(form: Form): string | undefined {
  const keys = form.get('SendDigits');
  if (!keys) return undefined;
  if (keys.length > MOST_KEYS || !KEYS.test(keys))
    throw TwilioError.badRequest(
      `SendDigits wants at most ${MOST_KEYS} of 0 to 9, A to D, *, #, w and W, not ${keys}`,
      INVALID.keys,
    );
  return keys;
}

/** The account has no trunk of its own carrier: error 21300. */
export function refuseOwnCarrier(form: Form): void {
  const trunk = form.get('Byoc');
  if (trunk) throw TwilioError.badRequest(`Invalid BYOC trunk SID: ${trunk}`, INVALID.byoc);
}

/** What a request asks for that is taken and changes nothing is in the journal. */
export function noteWithoutEffect(call: Call, form: Form, parameters: readonly string[]): void {
  for (const parameter of parameters) if (form.get(parameter)) call.note('call.not-served', { parameter });
}
