import { createHmac } from 'node:crypto';
import { headersOf, textHeader } from './headers';
import { sameText } from './same-text';

/** How Vapi proves who it is; at least one of the two is set. Source: https://docs.vapi.ai/server-url/server-authentication */
export interface VapiAuthSettings {
  /** The value of the static header `x-vapi-secret`. */
  readonly secret: string | undefined;
  readonly hmac: VapiHmacSettings | undefined;
}

export interface VapiHmacSettings {
  readonly secret: string;
  readonly header: string;
  readonly timestampHeader: string;
  /** Stands before the signature in its header, such as `sha256=`. */
  readonly prefix: string;
  readonly encoding: 'hex' | 'base64';
  /** The signed text; `{timestamp}` (always part of it), `{body}`, `{method}` and `{url}` are filled in. */
  readonly payload: string;
}

/** `by` names what convinced us; `why` is for the log, the sender is told nothing. */
export type VapiAuthResult =
  | { readonly ok: true; readonly by: 'secret' }
  | { readonly ok: true; readonly by: 'hmac'; readonly signature: string }
  | { readonly ok: false; readonly why: VapiAuthRefusal };

type VapiAuthRefusal =
  | 'no-headers'
  | 'no-credentials'
  | 'wrong-secret'
  | 'no-timestamp'
  | 'old-timestamp'
  | 'unexpected-keys'
  | 'too-deep'
  | 'wrong-signature';

export const REPLAY_WINDOW_MS = 5 * 60_000;

/**
 * Checks a webhook of Vapi by what a Function can see of it. The raw body is not among that, so the signed text is made
 * again from the parsed body: the same bytes for a sender that serialises with `JSON.stringify`, and a mismatch otherwise.
 * A wrong secret is not made good by a signature, nor the other way round: what is sent must be right.
 */
export function authenticateVapi(
  event: unknown,
  request: { readonly method: string; readonly url: string },
  settings: VapiAuthSettings,
  nowMs: number,
): VapiAuthResult {
  const headers = headersOf(event);
  if (!headers) return { ok: false, why: 'no-headers' };
  const secret = textHeader(headers, 'x-vapi-secret');
  if (secret !== undefined && settings.secret !== undefined) {
    if (!sameText(secret, settings.secret)) return { ok: false, why: 'wrong-secret' };
  }
  const hasSecret = secret !== undefined && settings.secret !== undefined;
  const signature = settings.hmac && textHeader(headers, settings.hmac.header);
  if (!settings.hmac || signature === undefined) {
    return hasSecret ? { ok: true, by: 'secret' } : { ok: false, why: 'no-credentials' };
  }
  const why = refusalOf(event as object, headers, signature, request, settings.hmac, nowMs);
  return why ? { ok: false, why } : { ok: true, by: 'hmac', signature };
}

function refusalOf(
  event: object,
  headers: Record<string, unknown>,
  signature: string,
  request: { readonly method: string; readonly url: string },
  hmac: VapiHmacSettings,
  nowMs: number,
): VapiAuthRefusal | undefined {
  const timestamp = textHeader(headers, hmac.timestampHeader) ?? '';
  const sentAtMs = millisecondsOf(timestamp);
  if (sentAtMs === undefined) return 'no-timestamp';
  if (Math.abs(nowMs - sentAtMs) > REPLAY_WINDOW_MS) return 'old-timestamp';
  // Any other key (a query parameter, an unexpected body) would be part of what we read but not of what was signed.
  const { request: _, ...body } = event as Record<string, unknown>;
  if (Object.keys(body).join() !== 'message') return 'unexpected-keys';
  const bodyText = serialised(body);
  if (bodyText === undefined) return 'too-deep';
  const parts: Record<string, string> = { ...request, timestamp, body: bodyText };
  const text = hmac.payload.replace(
    /\{(timestamp|body|method|url)\}/g,
    (_whole, name: string) => parts[name] ?? '',
  );
  const wanted = createHmac('sha256', hmac.secret).update(text, 'utf8').digest(hmac.encoding);
  const given = signature.startsWith(hmac.prefix) ? signature.slice(hmac.prefix.length) : '';
  const isRight = sameText(hmac.encoding === 'hex' ? given.toLowerCase() : given, wanted);
  return isRight ? undefined : 'wrong-signature';
}

/** Undefined for a body that is nested deeper than the engine's stack. */
function serialised(body: object): string | undefined {
  try {
    return JSON.stringify(body);
  } catch {
    return undefined;
  }
}

/** Vapi does not document the unit: seconds, milliseconds and ISO 8601 are all taken. */
function millisecondsOf(timestamp: string): number | undefined {
  if (/^\d{10}$/.test(timestamp)) return Number(timestamp) * 1000;
  if (/^\d{13}$/.test(timestamp)) return Number(timestamp);
  if (!/^\d{4}-\d\d-\d\dT/.test(timestamp)) return undefined;
  const ms = Date.parse(timestamp);
  return Number.isNaN(ms) ? undefined : ms;
}
