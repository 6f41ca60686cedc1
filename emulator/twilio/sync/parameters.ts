import type { Context } from 'hono';
import type { Form } from '../../core/form';
import { TwilioError } from '../../core/twilio-error';

const MAX_DATA_BYTES = 16 * 1024;
const MAX_NAME_LENGTH = 320;
const MAX_TTL_SECONDS = 31_536_000;

export interface Data {
  readonly value: Record<string, unknown>;
  readonly bytes: number;
}

/** `Data`: a JSON object of at most 16 KiB. Errors 54006, 54008. */
export function readData(form: Form): Data | undefined {
  const text = form.get('Data');
  if (text === undefined) return undefined;
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_DATA_BYTES) throw new TwilioError(413, 54006, 'Request entity too large');
  return { value: readObject(text), bytes };
}

function readObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TwilioError(400, 54008, 'Invalid JSON in Data: an object is required');
  }
  return value as Record<string, unknown>;
}

/**
 * Seconds to live by the first of `names` that was sent; 0 for never, undefined when none was sent. Error 54011.
 * Source: https://www.twilio.com/docs/sync/objects-ttl.
 */
export function readTtl(form: Form, ...names: readonly string[]): number | undefined {
  const name = names.find((one) => form.has(one));
  if (name === undefined) return undefined;
  const seconds = Number(form.get(name) || '0');
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > MAX_TTL_SECONDS) {
    throw new TwilioError(400, 54011, `Invalid TTL: ${name} must be between 0 and ${MAX_TTL_SECONDS}`);
  }
  return seconds;
}

/** 1 to 255 characters. Error 54053. */
export function readFriendlyName(form: Form, parameter: string): string {
  const name = form.get(parameter) ?? '';
  if (name === '' || name.length > 255)
    throw TwilioError.badRequest(`${parameter} must have 1 to 255 characters`, 54053);
  return name;
}

/** At most 512 characters; empty for none. Error 54051. */
export function readWebhookUrl(form: Form, parameter: string): string | null {
  const url = form.get(parameter) || null;
  if (url !== null && (url.length > 512 || !/^https?:\/\/\S+$/.test(url) || !URL.canParse(url)))
    throw TwilioError.badRequest(`${parameter} is no URL of at most 512 characters`, 54051);
  return url;
}

/** 1,000 to 30,000 milliseconds; empty is the 5,000 of a new service. */
export function readWindow(form: Form, name: string): number {
  const text = form.get(name) || '5000';
  const ms = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (ms < 1000 || ms > 30_000) throw TwilioError.badRequest(`${name} must be between 1000 and 30000`);
  return ms;
}

/** The revision that a conditional request wants, as sent in If-Match (with or without quotes). Error 54003. */
export function readIfMatch(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const revision = /^(?:"(\w+)"|(\w+))$/.exec(header.trim());
  if (!revision) throw new TwilioError(400, 54003, 'Invalid If-Match header');
  return revision[1] ?? revision[2];
}

/** `UniqueName`: 1 to 320 characters and no SID. Error 54302. */
export function readUniqueName(form: Form): string | undefined {
  const name = form.get('UniqueName');
  if (name === undefined) return undefined;
  if (name === '' || name.length > MAX_NAME_LENGTH || /^[A-Z]{2}[0-9a-f]{32}$/.test(name))
    throw TwilioError.badRequest(
      `UniqueName must have 1 to ${MAX_NAME_LENGTH} characters and be no SID`,
      54302,
    );
  return name;
}

/** `Key` of a map item: 1 to 320 characters. Error 54209. */
export function readKey(form: Form): string {
  const key = form.get('Key') ?? '';
  if (key === '' || key.length > MAX_NAME_LENGTH)
    throw TwilioError.badRequest(`Key must have 1 to ${MAX_NAME_LENGTH} characters`, 54209);
  return key;
}

/** `Data` where it cannot be left out; its absence has a code of its own for each kind of object. */
export function requireData(form: Form, code: number): Data {
  const data = readData(form);
  if (!data) throw TwilioError.badRequest('Missing required parameter Data in the post body', code);
  return data;
}

/** The index of a list item. Error 54458. */
export function readIndex(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw TwilioError.badRequest(`Invalid List Item index ${text}`, 54458);
  return Number(text);
}

/** A parameter of the query that is one of two words, by default the first. */
export function readChoice(
  c: Context,
  name: string,
  choices: readonly [string, string],
  code: number,
): string {
  const text = c.req.query(name) || choices[0];
  if (!choices.includes(text)) throw TwilioError.badRequest(`${name} must be ${choices.join(' or ')}`, code);
  return text;
}

/** An update that says nothing is refused. Error 54010. */
export function refuseEmpty(form: Form, ...names: readonly string[]): void {
  if (!names.some((name) => form.has(name))) {
    throw new TwilioError(400, 54010, 'Invalid request: no parameters given');
  }
}
