import { createHmac } from 'node:crypto';
import { readToken, signToken } from '../signed-token';

/** One way to the provider and back. It lives in a cookie of the browser that began it. */
export interface SignInAttempt {
  /** Names the session that comes of it, so that it opens one only. */
  readonly id: string;
  /** Where the browser comes back to. */
  readonly origin: string;
  readonly expiresAtMs: number;
}

/** What ties the way there and the way back together: nothing of it is stored. */
export interface AttemptSecrets {
  readonly state: string;
  readonly nonce: string;
  /** PKCE's. */
  readonly verifier: string;
}

const PURPOSE = 'console-oidc';

export function signAttempt({ id, origin, expiresAtMs }: SignInAttempt, secret: string): string {
  const subject = Buffer.from(origin, 'utf8').toString('base64url');
  return signToken(PURPOSE, { subject, id, expiresAtMs }, secret);
}

/** Undefined for everything but a token that we signed for this and that has not expired. */
export function readAttempt(token: unknown, secret: string, nowMs: number): SignInAttempt | undefined {
  const signed = readToken(PURPOSE, token, secret, nowMs);
  if (!signed) return undefined;
  const { subject, id, expiresAtMs } = signed;
  return { id, origin: Buffer.from(subject, 'base64url').toString('utf8'), expiresAtMs };
}

export function secretsOf({ id }: SignInAttempt, secret: string): AttemptSecrets {
  const made = (part: string): string =>
    createHmac('sha256', secret).update(`${PURPOSE} ${part} ${id}`).digest('base64url');
  return { state: made('state'), nonce: made('nonce'), verifier: made('verifier') };
}
