import * as z from 'zod/mini';
import { readToken, signToken } from './signed-token';

/** As with an agent's: the link, and the cookie that it was exchanged for. Neither opens the other's page. */
type Purpose = 'invite' | 'session';

/** Who may see the board. */
export interface SupervisorGrant {
  readonly name: string;
  /** Where the supervisor listens: only who was given a number here may. */
  readonly phone?: string | undefined;
  readonly id: string;
  readonly expiresAtMs: number;
}

const LONGEST_NAME = 40;
const subjectSchema = z.tuple([
  z.string().check(z.minLength(1), z.maxLength(LONGEST_NAME)),
  z.nullable(z.string().check(z.regex(/^\+[1-9]\d{6,14}$/))),
]);

/** Throws where the name is empty or longer than 40 characters, or the phone no number in E.164 form. */
export function signSupervisorToken(purpose: Purpose, grant: SupervisorGrant, secret: string): string {
  const { name, phone, id, expiresAtMs } = grant;
  const subject = JSON.stringify(subjectSchema.parse([name, phone ?? null]));
  const encoded = Buffer.from(subject, 'utf8').toString('base64url');
  return signToken(`supervisor-${purpose}`, { subject: encoded, id, expiresAtMs }, secret);
}

/** Undefined for everything but a token that we signed for this purpose and that has not expired. */
export function readSupervisorToken(
  purpose: Purpose,
  token: unknown,
  secret: string,
  nowMs: number,
): SupervisorGrant | undefined {
  const signed = readToken(`supervisor-${purpose}`, token, secret, nowMs);
  if (!signed) return undefined;
  const { subject, id, expiresAtMs } = signed;
  const [name, phone] = subjectSchema.parse(JSON.parse(Buffer.from(subject, 'base64url').toString('utf8')));
  return { name, phone: phone ?? undefined, id, expiresAtMs };
}
