import { createHmac } from 'node:crypto';
import { sameText } from './same-text';

const LONGEST = 400;

export interface Signed {
  /** Letters, digits, `_` and `-`. */
  readonly subject: string;
  readonly id: string;
  readonly expiresAtMs: number;
}

/** A URL-safe token `<subject>.<id>.<expiry in seconds, base 36>.<HMAC-SHA256, base64url>`. */
export function signToken(purpose: string, { subject, id, expiresAtMs }: Signed, secret: string): string {
  const text = `${subject}.${id}.${Math.floor(expiresAtMs / 1000).toString(36)}`;
  return `${text}.${macOf(purpose, text, secret)}`;
}

/** What a token says that we signed for this purpose and that has not expired; undefined for everything else. */
export function readToken(
  purpose: string,
  token: unknown,
  secret: string,
  nowMs: number,
): Signed | undefined {
  if (typeof token !== 'string' || token.length > LONGEST) return undefined;
  const [subject, id, expiry, mac, ...rest] = token.split('.');
  if (!subject || !id || !expiry || !mac || rest.length > 0) return undefined;
  if (!sameText(mac, macOf(purpose, `${subject}.${id}.${expiry}`, secret))) return undefined;
  const expiresAtMs = Number.parseInt(expiry, 36) * 1000;
  return expiresAtMs > nowMs ? { subject, id, expiresAtMs } : undefined;
}

function macOf(purpose: string, text: string, secret: string): string {
  return createHmac('sha256', secret).update(`${purpose}:${text}`).digest('base64url');
}
