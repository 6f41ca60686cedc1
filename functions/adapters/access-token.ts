import { createHmac } from 'node:crypto';

export interface AccessTokenRequest {
  readonly accountSid: string;
  /** The API key that signs: its SID and its secret. */
  readonly keySid: string;
  readonly keySecret: string;
  readonly identity: string;
  /** Keyed as in the token: `task_router`, `voice`, ... */
  readonly grants: Readonly<Record<string, object>>;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  readonly lifetimeSeconds: number;
}

/** An access token for Twilio's browser SDKs. Source: https://www.twilio.com/docs/iam/access-tokens */
export function signAccessToken(request: AccessTokenRequest): string {
  const { accountSid, keySid, keySecret, identity, grants, nowMs, lifetimeSeconds } = request;
  const iat = Math.floor(nowMs / 1000);
  const header = { alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' };
  const claims = {
    jti: `${keySid}-${iat}`,
    iss: keySid,
    sub: accountSid,
    iat,
    exp: iat + lifetimeSeconds,
    grants: { identity, ...grants },
  };
  const text = `${encoded(header)}.${encoded(claims)}`;
  return `${text}.${createHmac('sha256', keySecret).update(text).digest('base64url')}`;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
