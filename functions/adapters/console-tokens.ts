import { readToken, signToken } from './signed-token';

/** `invite`: the one-time link that ops hand out. `session`: the cookie that it was exchanged for. */
type Purpose = 'invite' | 'session';

/** Who may sign in, or has: `id` names the invite and, from the exchange on, the session. */
export interface ConsoleGrant {
  readonly worker: string;
  readonly id: string;
  readonly expiresAtMs: number;
}

export function signConsoleToken(purpose: Purpose, grant: ConsoleGrant, secret: string): string {
  const { worker: subject, id, expiresAtMs } = grant;
  return signToken(`console-${purpose}`, { subject, id, expiresAtMs }, secret);
}

/** The grant of a token that we signed for this purpose and that has not expired; undefined for everything else. */
export function readConsoleToken(
  purpose: Purpose,
  token: unknown,
  secret: string,
  nowMs: number,
): ConsoleGrant | undefined {
  const signed = readToken(`console-${purpose}`, token, secret, nowMs);
  return signed && { worker: signed.subject, id: signed.id, expiresAtMs: signed.expiresAtMs };
}
