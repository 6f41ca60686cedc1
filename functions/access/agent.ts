import { signAccessToken } from '../adapters/access-token';
import { Attempts } from '../adapters/attempts';
import { readConsoleToken, signConsoleToken, type ConsoleGrant } from '../adapters/console-tokens';
import { headersOf, textHeader } from '../adapters/headers';
import { readSupervisorToken } from '../adapters/supervisor-tokens';
import type { App } from '../app';
import { BadRequest } from '../requests/bad-request';
import { cookieOf, setCookie } from './cookies';
import type { Ports } from '../ports';
import type { Reply } from '../route';
import { sessionState } from '../usecases/console-session';

type Event = Readonly<Record<string, unknown>>;

/** The platform lets no cookie live longer than a day. */
export const SESSION_MS = 12 * 60 * 60_000;
const TOKEN_SECONDS = 15 * 60;
/** So long can who is no longer asked still follow a context; the page asks for a new one in time. */
const CONTEXT_SECONDS = 5 * 60;
const COOKIE = { name: '__Host-agent', sameSite: 'Strict', lifeMs: SESSION_MS } as const;
export const SUPERVISOR_COOKIE = { ...COOKIE, name: '__Host-supervisor' } as const;
/** Of one person's link, and of all that is not signed by us, in one container; addresses are not known to Functions. */
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
  return limited(grant, grant?.worker ?? '', nowMs);
}

/** A link's grant, unless it is none of ours or comes too often. `whose`: sign-ins are counted by this. */
export function limited<G extends object>(grant: G | undefined, whose: string, nowMs: number): G | Reply {
  if (!grant) return forgeries.allows('all', nowMs) ? refusal(401, 'bad-link') : refusal(429, 'too-often');
  return signInsAllow(whose, nowMs) ? grant : refusal(429, 'too-often');
}

/** Counts a sign-in of one person, by whichever way; false where there are too many. */
export function signInsAllow(whose: string, nowMs: number): boolean {
  return signIns.allows(whose, nowMs);
}

/** The cookie of a session. */
export function sessionCookie(grant: ConsoleGrant, { variables }: App): ReturnType<typeof setCookie> {
  return setCookie(COOKIE, signConsoleToken('session', grant, variables.TOKEN_SECRET));
}

export const NO_COOKIE = setCookie(COOKIE, '');

/** Who asks, by cookie and from our own page, in a session that still is; else the refusal. */
export async function signedIn(event: Event, app: App, ports: Ports): Promise<ConsoleGrant | Reply> {
  if (!isOwnPage(event, app)) return refusal(403, 'not-our-page');
  const grant = agentOf(event, app);
  if (!grant) return supervisorOf(event, app) ? refusal(403, 'agents-only') : refusal(401, 'signed-out');
  return inSession(grant, ports, NO_COOKIE);
}

/** Whom the agent's cookie names, whether or not the session still is. */
export function agentOf(event: Event, { variables, host }: App): ConsoleGrant | undefined {
  return readConsoleToken('session', cookieOf(event, COOKIE), variables.TOKEN_SECRET, host.now());
}

/** Whom the supervisor's cookie names. */
export function supervisorOf(event: Event, { variables, host }: App) {
  return readSupervisorToken(
    'session',
    cookieOf(event, SUPERVISOR_COOKIE),
    variables.TOKEN_SECRET,
    host.now(),
  );
}

/** The grant while its session is open. */
export async function inSession<G extends { readonly id: string }>(
  grant: G,
  ports: Ports,
  noCookie: Record<string, string>,
): Promise<G | Reply> {
  const state = await sessionState(ports, grant.id);
  if (state === 'unknown') return refusal(503, 'try-again');
  return state === 'open' ? grant : { status: 401, json: { error: 'signed-out' }, headers: noCookie };
}

export function isGrant<G extends { readonly id: string }>(answer: G | Reply): answer is G {
  return 'id' in answer;
}

/** `error` is a word that the page has a text for. */
export function refusal(status: number, error: string): Reply {
  return { status, json: { error } };
}

/** The name of a client in the worker's `contact_uri`; undefined for every other kind of telephone. */
export function clientOf(contactUri: string): string | undefined {
  return /^client:(.{1,121})$/.exec(contactUri)?.[1];
}

/**
 * A token of Twilio's for this agent's own worker, and for the agent's telephone where that is the browser (`client`);
 * for nothing else. Undefined without an API key.
 */
export function workerToken(worker: string, client: string | undefined, app: App): IssuedToken | undefined {
  const grants = {
    task_router: { workspace_sid: app.variables.WORKSPACE_SID, worker_sid: worker, role: 'worker' },
    ...(client !== undefined && { voice: { incoming: { allow: true } } }),
  };
  return accessToken(client ?? worker, grants, TOKEN_SECONDS, app);
}

/**
 * A token that opens what this reservation was permitted to read in Sync, and nothing else. Undefined without an API key.
 * Source: https://www.twilio.com/docs/sync/identity-and-access-tokens
 */
export function contextToken(reservation: string, app: App): IssuedToken | undefined {
  const grants = { data_sync: { service_sid: app.variables.SYNC_SERVICE_SID } };
  return accessToken(reservation, grants, CONTEXT_SECONDS, app);
}

interface IssuedToken {
  readonly token: string;
  readonly expiresAtMs: number;
}

function accessToken(
  identity: string,
  grants: Readonly<Record<string, object>>,
  lifetimeSeconds: number,
  { variables, host }: App,
): IssuedToken | undefined {
  const { API_KEY_SID: keySid, API_KEY_SECRET: keySecret, ACCOUNT_SID: accountSid } = variables;
  if (keySid === '' || keySecret === '') return undefined;
  const nowMs = host.now();
  const token = signAccessToken({ accountSid, keySid, keySecret, identity, nowMs, lifetimeSeconds, grants });
  return { token, expiresAtMs: nowMs + lifetimeSeconds * 1000 };
}

/** Where Sync's SDK connects to: Twilio's own address, or the local platform's with the SDK's options for it. */
export function feedOf({ variables }: App): { webSocket: string; local?: { twilsock: string; cds: string } } {
  const base = variables.TWILIO_BASE_URL;
  if (base === '') return { webSocket: 'wss://tsock.us1.twilio.com' };
  const webSocket = `${base.replace(/^http/, 'ws')}/tsock.us1.twilio.com/v3/wsconnect`;
  return { webSocket, local: { twilsock: webSocket, cds: `${base}/cds.us1.twilio.com` } };
}

/** Where the page's own telephone is: at Twilio, or, on the local platform, moved by its controls. */
export function voiceOf(client: string, { variables }: App): { identity: string; local?: string } {
  const base = variables.TWILIO_BASE_URL;
  return { identity: client, ...(base !== '' && { local: `${base}/_emulator` }) };
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
