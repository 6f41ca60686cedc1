import { createHmac } from 'node:crypto';
import { sameText } from './same-text';

/** What a context link opens: one handoff of one call, until `expiresAtMs`. */
export interface ContextGrant {
  readonly callSid: string;
  readonly expiresAtMs: number;
}

/** A URL-safe token `<CallSid>.<expiry in seconds, base 36>.<HMAC-SHA256, base64url>`. */
export function signContextToken(grant: ContextGrant, secret: string): string {
  const text = `${grant.callSid}.${Math.ceil(grant.expiresAtMs / 1000).toString(36)}`;
  return `${text}.${macOf(text, secret)}`;
}

/** The grant of a token that we signed and that has not expired; undefined for everything else. */
export function readContextToken(token: unknown, secret: string, nowMs: number): ContextGrant | undefined {
  if (typeof token !== 'string' || token.length > 200) return undefined;
  const [callSid, expiry, mac, ...rest] = token.split('.');
  if (!callSid || !expiry || !mac || rest.length > 0) return undefined;
  if (!sameText(mac, macOf(`${callSid}.${expiry}`, secret))) return undefined;
  const expiresAtMs = Number.parseInt(expiry, 36) * 1000;
  return expiresAtMs > nowMs ? { callSid, expiresAtMs } : undefined;
}

function macOf(text: string, secret: string): string {
  return createHmac('sha256', secret).update(`context:${text}`).digest('base64url');
}
