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

/** `UniqueName`: at most 320 characters and no SID. */
export function readUniqueName(form: Form): string | undefined {
  const name = form.get('UniqueName') || undefined;
  if (name === undefined) return undefined;
  if (name.length > MAX_NAME_LENGTH) throw TwilioError.badRequest('UniqueName is too long');
  if (/^[A-Z]{2}[0-9a-f]{32}$/.test(name))
    throw TwilioError.badRequest('UniqueName must not look like a SID');
  return name;
}

/** `Key` of a map item: 1 to 320 characters. */
export function readKey(form: Form): string {
  const key = form.get('Key');
  if (!key) throw TwilioError.badRequest('Missing required parameter Key in the post body');
  if (key.length > MAX_NAME_LENGTH) throw TwilioError.badRequest('Key is too long');
  return key;
}

/** An update that says nothing is refused. Error 54010. */
export function refuseEmpty(form: Form, ...names: readonly string[]): void {
  if (!names.some((name) => form.has(name))) {
    throw new TwilioError(400, 54010, 'Invalid request: no parameters given');
  }
}
