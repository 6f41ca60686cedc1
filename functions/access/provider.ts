import { readAttempt, secretsOf, signAttempt, type SignInAttempt } from '../adapters/oidc/attempts';
import { OidcProvider } from '../adapters/oidc';
import { Attempts } from '../adapters/attempts';
import { headersOf, textHeader } from '../adapters/headers';
import { sameText } from '../adapters/same-text';
import type { App } from '../app';
import { refusal } from './agent';
import { cookieOf, setCookie } from './cookies';
import type { Reply } from '../route';

type SetCookie = ReturnType<typeof setCookie>;
type Event = Readonly<Record<string, unknown>>;

/** Time enough to type a password and a second factor. */
const ATTEMPT_MS = 10 * 60_000;
const COOKIE = { name: '__Host-oidc', sameSite: 'Lax', lifeMs: ATTEMPT_MS } as const;
const PATH_BACK = '/console/oidc/callback';
/** Who begins is not known yet: all together, in one container. A shift that comes to work fits in. */
const begun = new Attempts(200);
const forgeries = new Attempts(30);
/** Of one attempt: each asks the provider. */
const returns = new Attempts(3);

const providers = new WeakMap<App, OidcProvider>();

/** The provider of the settings; undefined where there is none. */
export function providerOf(app: App): OidcProvider | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = app.variables;
  if (issuer === '') return undefined;
  const { OIDC_CLAIM: claim } = app.variables;
  let provider = providers.get(app);
  if (!provider) {
    provider = new OidcProvider(app.http, app.host, { issuer, clientId, clientSecret, claim });
    providers.set(app, provider);
  }
  return provider;
}

/** A new attempt of this browser; a refusal where there are too many. */
export function beginAttempt(event: Event, app: App): SignInAttempt | Reply {
  const nowMs = app.host.now();
  if (!begun.allows('all', nowMs)) return refusal(429, 'too-often');
  return { id: app.host.hex(16), origin: originOf(event, app), expiresAtMs: nowMs + ATTEMPT_MS };
}

/** The attempt that this browser began and now comes back from; a word for why there is none. */
export function attemptOf(event: Event, app: App): SignInAttempt | 'no-attempt' | 'too-often' {
  const nowMs = app.host.now();
  const attempt = readAttempt(cookieOf(event, COOKIE), app.variables.TOKEN_SECRET, nowMs);
  const { state } = event;
  if (!attempt || typeof state !== 'string' || !sameText(state, attemptSecrets(attempt, app).state))
    return forgeries.allows('all', nowMs) ? 'no-attempt' : 'too-often';
  return returns.allows(attempt.id, nowMs) ? attempt : 'too-often';
}

export function attemptSecrets(attempt: SignInAttempt, { variables }: App) {
  return secretsOf(attempt, variables.TOKEN_SECRET);
}

/** Where the provider sends the browser back to: also what is registered there. */
export function redirectUriOf({ origin }: SignInAttempt): string {
  return `${origin}${PATH_BACK}`;
}

export function attemptCookie(attempt: SignInAttempt, { variables }: App): SetCookie {
  return setCookie(COOKIE, signAttempt(attempt, variables.TOKEN_SECRET));
}

/**
 * Sends the browser back to the page, and nowhere else: with its session, or with a word that the page has a text for.
 * That stands after `#`, so that it reaches no server.
 */
export function toPage(result: SetCookie | string): Reply {
  const isProblem = typeof result === 'string';
  return {
    status: 303,
    json: {},
    headers: {
      Location: isProblem ? `/console#problem=${result}` : '/console',
      'Set-Cookie': [setCookie(COOKIE, ''), ...(isProblem ? [] : [result])].map((one) => one['Set-Cookie']),
      'Referrer-Policy': 'no-referrer',
    },
  };
}

/** The query that the provider sent the browser with: what came once. */
export function queryOf({ request: _request, ...fields }: Event): URLSearchParams {
  const texts = Object.entries(fields).filter(
    (field): field is [string, string] => typeof field[1] === 'string',
  );
  return new URLSearchParams(texts);
}

/** On the local platform a browser finds the page at another address than the one that the service goes by. */
function originOf(event: Event, { variables }: App): string {
  const own = new URL(variables.CONSOLE_URL).origin;
  return variables.TWILIO_BASE_URL === '' ? own : (textHeader(headersOf(event) ?? {}, 'origin') ?? own);
}
