import { createHmac } from 'node:crypto';
import { sameText } from './same-text';

/** `invite`: the one-time link that ops hand out. `session`: the cookie that it was exchanged for. */
type Purpose = 'invite' | 'session';

/** Who may sign in, or has: `id` names the invite and, from the exchange on, the session. */
export interface ConsoleGrant {
  readonly worker: string;
  readonly id: string;
  readonly expiresAtMs: number;
}

/** A URL-safe token `<worker SID>.<id>.<expiry in seconds, base 36>.<HMAC-SHA256, base64url>`. */
export function signConsoleToken(purpose: Purpose, grant: ConsoleGrant, secret: string): string {
  const text = `${grant.worker}.${grant.id}.${Math.floor(grant.expiresAtMs / 1000).toString(36)}`;
  return `${text}.${macOf(purpose, text, secret)}`;
}

/** The grant of a token that we signed for this purpose and that has not expired; undefined for everything else. */
export function readConsoleToken(
  purpose: Purpose,
  token: unknown,
  secret: string,
  nowMs: number,
): ConsoleGrant | undefined {
  if (typeof token !== 'string' || token.length > 200) return undefined;
  const [worker, id, expiry, mac, ...rest] = token.split('.');
  if (!worker || !id || !expiry || !mac || rest.length > 0) return undefined;
  if (!sameText(mac, macOf(purpose, `${worker}.${id}.${expiry}`, secret))) return undefined;
  const expiresAtMs = Number.parseInt(expiry, 36) * 1000;
  return expiresAtMs > nowMs ? { worker, id, expiresAtMs } : undefined;
}

function macOf(purpose: Purpose, text: string, secret: string): string {
  return createHmac('sha256', secret).update(`console-${purpose}:${text}`).digest('base64url');
}
