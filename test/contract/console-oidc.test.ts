import { randomBytes } from 'node:crypto';
import { createSync } from '../../emulator/twilio/sync';
import { createTaskRouter } from '../../emulator/twilio/taskrouter';
import { handler as page } from '../../functions/routes/console';
import { handler as callback } from '../../functions/routes/console/oidc/callback';
import { handler as start } from '../../functions/routes/console/oidc/start';
import { handler as signOut } from '../../functions/routes/console/sign-out';
import { handler as token } from '../../functions/routes/console/token';
import { emulated, type Emulated } from '../support/emulated';
import {
  CONSOLE_VARIABLES,
  openContainer,
  OWN_PAGE,
  type PlatformResponse,
} from '../support/function-container';
import { noTelephone } from '../support/no-telephone';
import { openProvider, type TestProvider } from '../support/oidc-provider';

const CLIENT = { clientId: 'agents-page', clientSecret: 'client-secret-:-0123456789' };
const BACK = 'https://console.example/console/oidc/callback';
const MINUTE_MS = 60_000;
const verified = (email: string) => ({ email, email_verified: true });
const ACCOUNTS = {
  ana: verified('Ana@Example.com'),
  ben: verified('ben@example.com'),
  twin: verified('twin@example.com'),
  nobody: verified('nobody@example.com'),
  stranger: verified('ana@example.org'),
  unverified: { email: 'ana@example.com', email_verified: false },
  quoting: verified('" OR name HAS "'),
};

let platform: Emulated;
let provider: TestProvider;
let variables: Record<string, string>;
let [ana, ben] = ['', ''];
/** The provider lives in real time, and its tokens for a day. */
let nowMs = Date.now();
/** By how much what waits for a deadline waits less. */
let hurry = 1;
let closeContainer: () => void;

beforeAll(async () => {
  [platform, provider] = await Promise.all([
    emulated((ctx) => [createSync(ctx).product, createTaskRouter(ctx, noTelephone()).product]),
    openProvider({
      ...CLIENT,
      authentication: 'client_secret_basic',
      redirectUris: [BACK],
      accounts: ACCOUNTS,
    }),
  ]);
  const { taskrouter, sync } = platform.client;
  const { sid: workspaceSid } = await taskrouter.v1.workspaces.create({ friendlyName: 'oidc' });
  const worker = async (friendlyName: string, attributes: object): Promise<string> =>
    (
      await taskrouter.v1
        .workspaces(workspaceSid)
        .workers.create({ friendlyName, attributes: JSON.stringify(attributes) })
    ).sid;
  ana = await worker('Ana', { email: 'ana@example.com' });
  ben = await worker('ben@example.com', {});
  for (const name of ['Twin', 'Other twin']) await worker(name, { email: 'twin@example.com' });
  const service = await sync.v1.services.create({ friendlyName: 'oidc' });
  variables = {
    ...CONSOLE_VARIABLES,
    ACCOUNT_SID: platform.ctx.account.sid,
    AUTH_TOKEN: platform.ctx.account.authToken,
    WORKSPACE_SID: workspaceSid,
    SYNC_SERVICE_SID: service.sid,
    API_KEY_SID: `SK${'9'.repeat(32)}`,
    API_KEY_SECRET: 'key-secret-0123456789',
    TWILIO_BASE_URL: platform.url,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: CLIENT.clientId,
    OIDC_CLIENT_SECRET: CLIENT.clientSecret,
    OIDC_DOMAIN: 'example.com',
  };
  closeContainer = openContainer({
    now: () => nowMs,
    hex: (bytes) => randomBytes(bytes).toString('hex'),
    after: (ms, run) => {
      const timer = setTimeout(run, ms / hurry).unref();
      return () => clearTimeout(timer);
    },
  });
}, 30_000);
afterAll(async () => {
  closeContainer();
  provider.close();
  await platform.close();
});
/** Every test has a minute of its own, as the limits count by the minute. */
beforeEach(async () => {
  nowMs = Math.max(nowMs + 2 * MINUTE_MS, Date.now());
  hurry = 1;
  await provider.alter({});
});

type Cookies = Readonly<Record<string, string>>;
const ask = (
  handler: typeof token,
  {
    cookies = {},
    headers = OWN_PAGE,
    ...fields
  }: { cookies?: Cookies; headers?: object; [field: string]: unknown },
  changed: Cookies = {},
): Promise<PlatformResponse> =>
  new Promise((resolve, reject) => {
    handler({ ...variables, ...changed }, { request: { headers, cookies }, ...fields }, (_none, response) =>
      resolve(response as unknown as PlatformResponse),
    ).catch(reject);
  });

function cookieIn({ cookies }: PlatformResponse, name: string): string {
  const [, value] = cookies.map((one) => new RegExp(`^${name}=([^;]*)`).exec(one)).find(Boolean) ?? [];
  return value ?? '';
}

interface Begun {
  readonly url: URL;
  readonly cookies: Cookies;
}

async function begin(changed: Cookies = {}): Promise<Begun> {
  const begun = await ask(start, {}, changed);
  expect([begun.status, begun.body['error']]).toEqual([200, undefined]);
  const url = new URL(String(begun.body['url']));
  return { url, cookies: { '__Host-oidc': cookieIn(begun, '__Host-oidc') } };
}

/** The browser comes from the provider's site, and brings only what that may be sent along with. */
const comeBack = ({ cookies }: Begun, query: object, changed?: Cookies): Promise<PlatformResponse> =>
  ask(callback, { ...query, cookies, headers: { 'sec-fetch-site': 'cross-site' } }, changed);

/** All of it; answers with the word that the page is left with, `''` for none. */
async function signInAs(account: string, changed: Cookies = {}): Promise<string> {
  const begun = await begin(changed);
  return problemOf(await comeBack(begun, await provider.signIn(begun.url.href, account), changed));
}

function problemOf({ status, headers, cookies }: PlatformResponse): string {
  expect([status, headers['Location']]).toEqual([
    303,
    expect.stringMatching(/^\/console(#problem=[a-z-]+)?$/),
  ]);
  const problem = /#problem=(.*)/.exec(headers['Location'] ?? '')?.[1] ?? '';
  expect(cookies.some((one) => /^__Host-agent=./.test(one))).toBe(problem === '');
  return problem;
}

describe('signing in at an OpenID provider', () => {
  it('leads there with PKCE, state and nonce, and back to a session as a link would give', async () => {
    const begun = await begin();
    expect(Object.fromEntries(begun.url.searchParams)).toEqual({
      ...{ client_id: CLIENT.clientId, redirect_uri: BACK, response_type: 'code' },
      ...{ scope: 'openid email profile', code_challenge_method: 'S256' },
      ...{ state: expect.any(String), nonce: expect.any(String), code_challenge: expect.any(String) },
    });
    const back = await comeBack(begun, await provider.signIn(begun.url.href, 'ana'));
    expect([back.status, back.headers['Location']]).toEqual([303, '/console']);
    const cookies = { '__Host-agent': cookieIn(back, '__Host-agent') };
    expect(back.cookies).toEqual([
      '__Host-oidc=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
      `__Host-agent=${cookies['__Host-agent']}; Max-Age=43200; Path=/; HttpOnly; Secure; SameSite=Strict`,
    ]);
    expect(cookies['__Host-agent']).toContain(ana);
    expect((await ask(token, { cookies })).status).toBe(200);
    expect((await ask(signOut, { cookies })).status).toBe(200);
    expect((await ask(token, { cookies })).status).toBe(401);
  });

  it('lasts twelve hours at most', async () => {
    const begun = await begin();
    const back = await comeBack(begun, await provider.signIn(begun.url.href, 'ana'));
    const cookies = { '__Host-agent': cookieIn(back, '__Host-agent') };
    nowMs += 12 * 60 * MINUTE_MS - 1000;
    expect((await ask(token, { cookies })).status).toBe(200);
    nowMs += 1000;
    expect((await ask(token, { cookies })).status).toBe(401);
    nowMs = Date.now();
  });

  it('knows a worker by its name, too', async () => {
    const begun = await begin();
    const back = await comeBack(begun, await provider.signIn(begun.url.href, 'ben'));
    expect(cookieIn(back, '__Host-agent')).toContain(ben);
  });

  it('asks the provider for what the ID token does not tell', async () => {
    await provider.alter({ claims: { email: null, email_verified: null } });
    expect(await signInAs('ana')).toBe('');
  });

  it.each([
    ['nobody', 'unknown-agent'],
    ['twin', 'unknown-agent'],
    ['quoting', 'unverified'],
    ['unverified', 'unverified'],
    ['stranger', 'other-domain'],
    ['', 'provider-refused'],
  ])('says what is wrong with %j: %s', async (account, problem) => {
    expect(await signInAs(account)).toBe(problem);
  });

  it('tells the log why, and nothing of anybody', async () => {
    const log = jest.mocked(console.log);
    log.mockClear();
    const begun = await begin();
    const query = await provider.signIn(begun.url.href, 'nobody');
    expect(problemOf(await comeBack(begun, query))).toBe('unknown-agent');
    await provider.alter({ claims: { exp: 1 } });
    expect(await signInAs('ana')).toBe('provider-refused');
    const printed = log.mock.calls.flat().join('\n');
    expect(printed).toContain('"problem":"unknown-agent"');
    expect(printed).toContain('"problem":"provider-refused","why":"OAUTH_JWT_TIMESTAMP_CHECK_FAILED"');
    for (const secret of ['@', query['code'] ?? '', query['state'] ?? '', CLIENT.clientSecret])
      expect(printed).not.toContain(secret);
  });

  it('takes another claim where the settings say so', async () => {
    const changed = { OIDC_CLAIM: 'sub', OIDC_DOMAIN: '' };
    expect(await signInAs('ana', changed)).toBe('unknown-agent');
    await provider.alter({ claims: { sub: 'Ana' } });
    expect(await signInAs('ana', changed)).toBe('');
  });
});

describe('what is not to be believed signs nobody in', () => {
  it.each([
    ['another nonce', 'nonce', 'of-somebody-else'],
    ['another PKCE challenge', 'code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'],
  ])('%s', async (_what, name, value) => {
    const begun = await begin();
    begun.url.searchParams.set(name, value);
    expect(problemOf(await comeBack(begun, await provider.signIn(begun.url.href, 'ana')))).toBe(
      'provider-refused',
    );
  });

  it.each([
    ['a token for another client', { claims: { aud: 'another-client' } }],
    ['a token of another issuer', { claims: { iss: 'https://evil.example' } }],
    ['an expired token', { claims: { exp: 1 } }],
    ['a token without an end', { claims: { exp: null } }],
    ['a token that another key has signed', { key: 'other' }],
  ] as const)('%s', async (_what, alteration) => {
    await provider.alter(alteration);
    expect(await signInAs('ana')).toBe('provider-refused');
  });

  it('a code that is used a second time, here or at the provider', async () => {
    const begun = await begin();
    const query = await provider.signIn(begun.url.href, 'ana');
    expect(problemOf(await comeBack(begun, query))).toBe('');
    expect(problemOf(await comeBack(begun, query))).toBe('provider-refused');
    const again = await provider.signIn(begun.url.href, 'ana');
    expect(problemOf(await comeBack(begun, again))).toBe('no-attempt');
  });

  it('who comes back in another browser, with another state, or too late', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const query = await provider.signIn(mine.url.href, 'ana');
    expect(problemOf(await comeBack({ ...mine, cookies: {} }, query))).toBe('no-attempt');
    expect(problemOf(await comeBack(theirs, query))).toBe('no-attempt');
    expect(problemOf(await comeBack(mine, { ...query, state: [query['state']] }))).toBe('no-attempt');
    const forged = { '__Host-oidc': `${mine.cookies['__Host-oidc']}x` };
    expect(problemOf(await comeBack({ ...mine, cookies: forged }, query))).toBe('no-attempt');
    nowMs += 10 * MINUTE_MS;
    expect(problemOf(await comeBack(mine, query))).toBe('no-attempt');
  });

  it('another issuer that mixes itself in', async () => {
    const begun = await begin();
    const query = await provider.signIn(begun.url.href, 'ana');
    expect(problemOf(await comeBack(begun, { ...query, iss: 'https://evil.example' }))).toBe(
      'provider-refused',
    );
  });
});

describe('a provider that does not answer', () => {
  const ANEW = { OIDC_CLIENT_ID: 'a-client-that-nothing-is-kept-of' };
  const says = ({ status, body }: PlatformResponse) => [status, body['error']];

  it.each([{ stalls: '/.well-known/openid-configuration' }, { fails: '/.well-known/openid-configuration' }])(
    'is said before one goes there: %j',
    async (alteration) => {
      await provider.alter(alteration);
      hurry = 50;
      expect(says(await ask(start, {}, ANEW))).toEqual([503, 'provider-down']);
    },
  );

  it('is said where there is none, or it calls itself otherwise', async () => {
    for (const issuer of ['http://127.0.0.1:1', provider.issuer.replace('localhost', '127.0.0.1')])
      expect(says(await ask(start, {}, { OIDC_ISSUER: issuer }))).toEqual([503, 'provider-down']);
  });

  it.each(['/token', '/jwks'])('is said to who comes back: %s', async (path) => {
    const changed = { DEFAULT_LANGUAGE: path === '/token' ? 'es' : 'en', RING_SECONDS: '25' };
    for (const alteration of [{ fails: path }, { stalls: path }]) {
      const begun = await begin(changed);
      const query = await provider.signIn(begun.url.href, 'ana');
      await provider.alter(alteration);
      hurry = 50;
      expect(problemOf(await comeBack(begun, query, changed))).toBe('provider-down');
      hurry = 1;
    }
  });
});

describe('the way to the provider', () => {
  it('is begun by our own page only', async () => {
    const { status, body } = await ask(start, { headers: { 'sec-fetch-site': 'cross-site' } });
    expect([status, body['error']]).toEqual([403, 'not-our-page']);
  });

  it('leads nowhere but to our own page, whatever it is asked for', async () => {
    const to = 'https://evil.example';
    const begun = await ask(start, { redirect_uri: to, return_to: to, headers: { ...OWN_PAGE, host: to } });
    expect(new URL(String(begun.body['url'])).searchParams.get('redirect_uri')).toBe(BACK);
    const { headers } = await ask(callback, { redirect_uri: to, return_to: to, error: to });
    expect(headers['Location']).toBe('/console#problem=no-attempt');
  });

  it('is limited: for all who begin, for one agent, and for what is forged', async () => {
    const first = await begin();
    for (let tried = 1; tried < 200; tried += 1) expect((await ask(start, {})).status).toBe(200);
    const more = await ask(start, {});
    expect([more.status, more.body['error']]).toEqual([429, 'too-often']);
    for (let tried = 0; tried < 30; tried += 1)
      expect(problemOf(await ask(callback, { code: 'x', state: 'y' }))).toBe('no-attempt');
    expect(problemOf(await ask(callback, { code: 'x', state: 'y' }))).toBe('too-often');
    const state = first.url.searchParams.get('state');
    for (let tried = 0; tried < 3; tried += 1)
      expect(problemOf(await comeBack(first, { code: 'guessed', state, iss: provider.issuer }))).toBe(
        'provider-refused',
      );
    expect(problemOf(await comeBack(first, { code: 'guessed', state }))).toBe('too-often');
    nowMs += MINUTE_MS;
    for (let tried = 0; tried < 5; tried += 1) expect(await signInAs('ana')).toBe('');
    expect(await signInAs('ana')).toBe('too-often');
    expect(await signInAs('ben')).toBe('');
  });

  it('is not there without settings, and the page offers it only with them', async () => {
    const none = { OIDC_ISSUER: '' };
    const { status, body } = await ask(start, {}, none);
    expect([status, body['error']]).toEqual([404, 'no-provider']);
    expect(problemOf(await ask(callback, { code: 'x', state: 'y' }, none))).toBe('no-provider');
    expect(String((await ask(page, {}, none)).body)).toContain('<div id="page"></div>');
    expect(String((await ask(page, {})).body)).toContain('<div id="page" data-provider></div>');
  });
});
