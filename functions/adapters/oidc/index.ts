import * as oauth from 'oauth4webapi';
import type { Host } from '../../ports/host';
import type { HttpClient } from '../http';
import type { AttemptSecrets } from './attempts';
import { WebAnswer } from './web-answer';

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What is needed of the claims. Many providers tell it only to who asks with the access token. */
  readonly claim: string;
}

/** `down`: it does not answer in time, or not as a provider does. */
export type ProviderAnswer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'down'; readonly why: string }
  /** Nobody is signed in by this: it said no, or what it sent is not to be believed. `why`: the library's code. */
  | { readonly kind: 'refused'; readonly why: string };

/** What a verified ID token says, and what the provider adds to it. */
export type Claims = Readonly<Record<string, unknown>>;

const SCOPE = 'openid email profile';
/** What the provider says of itself is asked for again after this. */
const KEPT_MS = 10 * 60_000;
const CALL_MS = 2_500;
/** All calls of one way back together: a Function has 10 s, and ours still looks for the worker. */
const ALL_CALLS_MS = 5_000;

class Down extends Error {}
class Refused extends Error {}

/**
 * Sign-in at an OpenID provider: authorization code flow with PKCE, state and nonce. `oauth4webapi` builds and checks;
 * requests go over our own client. Source: https://openid.net/specs/openid-connect-core-1_0.html
 */
export class OidcProvider {
  private found: { readonly server: oauth.AuthorizationServer; readonly atMs: number } | undefined;
  private readonly isLocal: boolean;

  constructor(
    private readonly http: HttpClient,
    private readonly host: Host,
    private readonly settings: OidcSettings,
  ) {
    this.isLocal = settings.issuer.startsWith('http:');
  }

  /** Where the browser goes to sign in. */
  signInUrl(redirectUri: string, secrets: AttemptSecrets): Promise<ProviderAnswer<string>> {
    return answered(async () => {
      const { authorization_endpoint: endpoint } = await this.server(this.host.now() + CALL_MS);
      if (endpoint === undefined) throw new Down('no-authorization-endpoint');
      const url = new URL(endpoint);
      const query = {
        ...{ client_id: this.settings.clientId, redirect_uri: redirectUri, scope: SCOPE },
        ...{ response_type: 'code', state: secrets.state, nonce: secrets.nonce },
        ...{ code_challenge: await oauth.calculatePKCECodeChallenge(secrets.verifier) },
        code_challenge_method: 'S256',
      };
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      return url.href;
    });
  }

  /** Who came back. `given`: the query of the request that the provider sent the browser to us with. */
  claimsOf(
    given: URLSearchParams,
    redirectUri: string,
    secrets: AttemptSecrets,
  ): Promise<ProviderAnswer<Claims>> {
    return answered(async () => {
      const endsAtMs = this.host.now() + ALL_CALLS_MS;
      const server = await this.server(endsAtMs);
      const { clientId, clientSecret, claim } = this.settings;
      // The library goes by the machine's clock.
      const client = { client_id: clientId, [oauth.clockSkew]: (this.host.now() - Date.now()) / 1000 };
      const code = oauth.validateAuthResponse(server, client, given, secrets.state);
      const response = await oauth.authorizationCodeGrantRequest(
        ...([server, client, clientAuthentication(server, clientSecret), code, redirectUri] as const),
        secrets.verifier,
        this.requests(endsAtMs),
      );
      const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
        expectedNonce: secrets.nonce,
        requireIdToken: true,
      });
      await oauth.validateApplicationLevelSignature(server, response, this.requests(endsAtMs));
      const claims = oauth.getValidatedIdTokenClaims(tokens);
      if (!claims || claim in claims || server.userinfo_endpoint === undefined) return { ...claims };
      const told = await oauth.userInfoRequest(server, client, tokens.access_token, this.requests(endsAtMs));
      return { ...(await oauth.processUserInfoResponse(server, client, claims.sub, told)), ...claims };
    });
  }

  private async server(endsAtMs: number): Promise<oauth.AuthorizationServer> {
    const { found } = this;
    if (found && this.host.now() - found.atMs < KEPT_MS) return found.server;
    const issuer = new URL(this.settings.issuer);
    const response = await oauth.discoveryRequest(issuer, this.requests(endsAtMs));
    const server = await oauth.processDiscoveryResponse(issuer, response).catch((error: unknown) => {
      throw new Down(codeOf(error));
    });
    this.found = { server, atMs: this.host.now() };
    return server;
  }

  private requests(endsAtMs: number) {
    const fetch = async (
      url: string,
      request: { method: string; headers: Record<string, string>; body?: unknown },
    ): Promise<Response> => {
      const { method, headers, body } = request;
      const answer = await this.http.send({
        ...{ method: method === 'POST' ? 'POST' : 'GET', url, headers },
        ...(body instanceof URLSearchParams && { form: Object.fromEntries(body) }),
        deadlineMs: Math.max(0, Math.min(CALL_MS, endsAtMs - this.host.now())),
      });
      if (answer.kind === 'ok') return new WebAnswer(answer.value.body) as unknown as Response;
      if (answer.kind !== 'refused') throw new Down(answer.kind);
      if (method === 'POST' && answer.status >= 400) throw new Refused(`status-${answer.status}`);
      throw new Down(`status-${answer.status}`);
    };
    return { [oauth.customFetch]: fetch, [oauth.allowInsecureRequests]: this.isLocal };
  }
}

/** In the body where the provider takes it there: not all decode the header as the standard wants it. */
function clientAuthentication(server: oauth.AuthorizationServer, secret: string): oauth.ClientAuth {
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return methods.includes('client_secret_post')
    ? oauth.ClientSecretPost(secret)
    : oauth.ClientSecretBasic(secret);
}

async function answered<T>(work: () => Promise<T>): Promise<ProviderAnswer<T>> {
  try {
    return { kind: 'ok', value: await work() };
  } catch (error) {
    if (error instanceof Down) return { kind: 'down', why: error.message };
    if (error instanceof Refused) return { kind: 'refused', why: error.message };
    return { kind: 'refused', why: codeOf(error) };
  }
}

/** Never the message: it may quote what was sent. */
function codeOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : String(name);
}
