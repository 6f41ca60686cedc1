import { signAccessToken } from './adapters/access-token';
import { Attempts } from './adapters/attempts';
import { readConsoleToken, signConsoleToken, type ConsoleGrant } from './adapters/console-tokens';
import { headersOf, textHeader } from './adapters/headers';
import type { App } from './app';
import { BadRequest } from './bad-request';
import type { Ports } from './ports';
import type { Reply } from './route';
import { sessionState } from './usecases/console-session';

type Event = Readonly<Record<string, unknown>>;

/** The platform lets no cookie live longer than a day. */
export const SESSION_MS = 12 * 60 * 60_000;
const TOKEN_SECONDS = 15 * 60;
/** `__Host-`: the browser takes it over HTTPS only, for this host alone. */
const COOKIE = '__Host-agent';
const COOKIE_RULES = 'Path=/; HttpOnly; Secure; SameSite=Strict';
/** Of one agent's link, and of all that is not signed by us, in one container; addresses are not known to Functions. */
const signIns = new Attempts(5);
const forgeries = new Attempts(30);

/**
 * Whether the request comes from our own page. Browsers say so themselves in a header that no script can set; those
 * that do not yet, name the page's origin.
 * Source: https://developer.mozilla.org/en-US/docs/Web/HTTP/Headers/Sec-Fetch-Site
 */
export function isOwnPage(event: Event, { variables }: App): boolean {
  const headers = headersOf(event) ?? {};
  if ('sec-fetch-site' in headers) return textHeader(headers, 'sec-fetch-site') === 'same-origin';
  const origin = textHeader(headers, 'origin');
  return origin !== undefined && origin === new URL(variables.CONSOLE_URL).origin;
}

/** The grant of a sign-in link; a refusal for one that is not ours, is too old, or comes too often. */
export function invitedBy(event: Event, { variables, host }: App): ConsoleGrant | Reply {
  const nowMs = host.now();
  const grant = readConsoleToken('invite', event.invite, variables.TOKEN_SECRET, nowMs);
  if (!grant) return forgeries.allows('all', nowMs) ? refusal(401, 'bad-link') : refusal(429, 'too-often');
  return signIns.allows(grant.worker, nowMs) ? grant : refusal(429, 'too-often');
}

/** The cookie of a session. */
export function sessionCookie(grant: ConsoleGrant, { variables }: App): Record<string, string> {
  const token = signConsoleToken('session', grant, variables.TOKEN_SECRET);
  return { 'Set-Cookie': `${COOKIE}=${token}; Max-Age=${SESSION_MS / 1000}; ${COOKIE_RULES}` };
}

export const NO_COOKIE = { 'Set-Cookie': `${COOKIE}=; Max-Age=0; ${COOKIE_RULES}` };

/** Who asks, by cookie and from our own page, in a session that still is; else the refusal. */
export async function signedIn(event: Event, app: App, ports: Ports): Promise<ConsoleGrant | Reply> {
  if (!isOwnPage(event, app)) return refusal(403, 'not-our-page');
  const grant = readConsoleToken('session', cookieOf(event), app.variables.TOKEN_SECRET, app.host.now());
  if (!grant) return refusal(401, 'signed-out');
  const state = await sessionState(ports, grant.id);
  if (state === 'unknown') return refusal(503, 'try-again');
  return state === 'open' ? grant : { status: 401, json: { error: 'signed-out' }, headers: NO_COOKIE };
}

export function isGrant(answer: ConsoleGrant | Reply): answer is ConsoleGrant {
  return 'worker' in answer;
}

/** `error` is a word that the page has a text for. */
export function refusal(status: number, error: string): Reply {
  return { status, json: { error } };
}

/** A token of Twilio's for this agent's own worker and nothing else; undefined without an API key. */
export function workerToken(
  worker: string,
  { variables, host }: App,
): { token: string; expiresAtMs: number } | undefined {
  const { API_KEY_SID: keySid, API_KEY_SECRET: keySecret, ACCOUNT_SID: accountSid } = variables;
  if (keySid === '' || keySecret === '') return undefined;
  const nowMs = host.now();
  const token = signAccessToken({
    ...{ accountSid, keySid, keySecret, identity: worker, nowMs, lifetimeSeconds: TOKEN_SECONDS },
    grants: { task_router: { workspace_sid: variables.WORKSPACE_SID, worker_sid: worker, role: 'worker' } },
  });
  return { token, expiresAtMs: nowMs + TOKEN_SECONDS * 1000 };
}

/** Where the TaskRouter SDK finds its worker channel: Twilio's own addresses, or the local platform's. */
export function channelOf({ variables }: App): { http: string; webSocket: string } {
  const http = `${variables.TWILIO_BASE_URL || 'https:/'}/event-bridge.twilio.com/v1/wschannels`;
  return { http, webSocket: http.replace(/^http/, 'ws') };
}

/** The reservation that a request names. Throws `BadRequest`. */
export function reservationOf({ reservation }: Event): string {
  if (typeof reservation === 'string' && /^WR[0-9a-f]{32}$/.test(reservation)) return reservation;
  throw new BadRequest('reservation is no WR SID');
}

function cookieOf(event: Event): unknown {
  const { cookies } = (event.request ?? {}) as { cookies?: unknown };
  return typeof cookies === 'object' && cookies !== null && Object.hasOwn(cookies, COOKIE)
    ? (cookies as Record<string, unknown>)[COOKIE]
    : undefined;
}
