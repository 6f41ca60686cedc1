import { readAccessToken } from '../../emulator/core/access-token';
import { handler as context } from '../../functions/routes/console/context';
import { handler as decline } from '../../functions/routes/console/decline';
import { handler as follow } from '../../functions/routes/console/follow';
import { handler as page } from '../../functions/routes/console';
import { handler as boardPage } from '../../functions/routes/console/board';
import { handler as signIn } from '../../functions/routes/console/sign-in';
import { handler as signOut } from '../../functions/routes/console/sign-out';
import { handler as token } from '../../functions/routes/console/token';
import { workerNamed } from '../../scripts/access/worker';
import { endSessions } from '../../scripts/agent-revoke';
import { ACTS, CALL, consoleContainer, MINUTE_MS, says, sid } from '../support/console-container';

const at = consoleContainer();
const { ask, inviteFor, cookieOf, sync } = at;
const { reservation } = CALL;

describe('signing in', () => {
  it('gives a cookie that no script reads and no other site sends, for 12 hours', async () => {
    const { status, headers } = await ask(signIn, { invite: inviteFor(at.ana) });
    expect(status).toBe(200);
    expect(headers['Set-Cookie']).toMatch(
      /^__Host-agent=[\w.-]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
  });

  it('takes a link once, even where two come at the same moment', async () => {
    const invite = inviteFor(at.ana);
    const both = await Promise.all([ask(signIn, { invite }), ask(signIn, { invite })]);
    expect(both.map(says).sort()).toEqual([
      [200, undefined],
      [401, 'used-link'],
    ]);
    expect(says(await ask(signIn, { invite }))).toEqual([401, 'used-link']);
  });

  it('takes no link that is too old, forged, or another kind of token', async () => {
    const late = inviteFor(at.ana, -1000);
    const forged = inviteFor(at.ana).replace(at.ana, at.ben);
    const session = await cookieOf(at.ana);
    for (const invite of [late, forged, session, '', undefined, [inviteFor(at.ana)]])
      expect(says(await ask(signIn, { invite }))).toEqual([401, 'bad-link']);
  });

  it('is limited: for one agent, and for all that is forged; a forger locks nobody out', async () => {
    for (let tried = 0; tried < 30; tried += 1)
      expect(says(await ask(signIn, { invite: 'WK.x.y.z' }))).toEqual([401, 'bad-link']);
    expect(says(await ask(signIn, { invite: 'WK.x.y.z' }))).toEqual([429, 'too-often']);
    for (let tried = 0; tried < 5; tried += 1)
      expect((await ask(signIn, { invite: inviteFor(at.ana) })).status).toBe(200);
    expect(says(await ask(signIn, { invite: inviteFor(at.ana) }))).toEqual([429, 'too-often']);
    expect((await ask(signIn, { invite: inviteFor(at.ben) })).status).toBe(200);
    at.nowMs += MINUTE_MS;
    expect((await ask(signIn, { invite: inviteFor(at.ana) })).status).toBe(200);
  });
});

describe('a request of another site', () => {
  const foreign = [
    {},
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'https://console.example' },
    { 'sec-fetch-site': ['same-origin', 'cross-site'] },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ];

  it.each(foreign)('is refused everywhere, whatever cookie it carries: %j', async (headers) => {
    const cookie = await cookieOf(at.ana);
    for (const handler of [signIn, signOut, token, context, follow, decline, ...ACTS])
      expect(says(await ask(handler, { headers, cookie, invite: inviteFor(at.ana), reservation }))).toEqual([
        403,
        'not-our-page',
      ]);
  });

  it('is told by its origin where a browser says no more', async () => {
    const headers = { origin: 'https://console.example' };
    expect((await ask(token, { headers, cookie: await cookieOf(at.ana) })).status).toBe(200);
  });
});

it.each([
  ['agent’s', page, 'console/main.js'],
  ['supervisors’', boardPage, '../board/main.js'],
])(
  'the %s page runs no script but its own, and nothing frames it or is sent from it',
  async (_whose, handler, script) => {
    for (const base of [at.platform.url, '']) {
      const { headers, body } = await ask(handler, {}, { TWILIO_BASE_URL: base });
      const policy = new Map(
        headers['Content-Security-Policy']?.split('; ').map((rule) => {
          const [name = '', ...sources] = rule.split(' ');
          return [name, sources] as const;
        }),
      );
      for (const name of ['default-src', 'base-uri', 'form-action', 'frame-ancestors'])
        expect([name, policy.get(name)]).toEqual([name, ["'none'"]]);
      for (const name of ['script-src', 'style-src'])
        expect([name, policy.get(name)]).toEqual([name, ["'self'"]]);
      expect(headers).toMatchObject({
        'Referrer-Policy': 'no-referrer',
        'X-Content-Type-Options': 'nosniff',
      });
      const html = String(body);
      expect(html.match(/<script[^]*?<\/script>/g)).toEqual([
        `<script type="module" src="${script}"></script>`,
      ]);
      expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
    }
  },
);

describe('the access token', () => {
  it("is for this agent's worker alone, for a quarter of an hour, and Twilio takes it", async () => {
    const { status, body } = await ask(token, { cookie: await cookieOf(at.ana) });
    expect(status).toBe(200);
    const read = readAccessToken(String(body['token']), at.platform.ctx.account, at.nowMs);
    expect(read).toEqual({
      identity: at.ana,
      expiresMs: at.nowMs + 15 * MINUTE_MS,
      grants: {
        task_router: { workspace_sid: at.variables['WORKSPACE_SID'], worker_sid: at.ana, role: 'worker' },
      },
    });
    expect(body['channel']).toEqual({
      http: `${at.platform.url}/event-bridge.twilio.com/v1/wschannels`,
      webSocket: `${at.platform.url.replace('http', 'ws')}/event-bridge.twilio.com/v1/wschannels`,
    });
  });

  it('also lets who answers in the browser be called there, and nothing more', async () => {
    const { body } = await ask(token, { cookie: await cookieOf(at.ben) });
    expect(readAccessToken(String(body['token']), at.platform.ctx.account, at.nowMs)).toMatchObject({
      identity: 'ben',
      grants: {
        task_router: { workspace_sid: at.variables['WORKSPACE_SID'], worker_sid: at.ben, role: 'worker' },
        voice: { incoming: { allow: true } },
      },
    });
    expect(body['voice']).toEqual({ identity: 'ben', local: `${at.platform.url}/_emulator` });
  });

  it('is refused to an agent whose worker is gone', async () => {
    const gone = await ask(token, { cookie: await cookieOf(sid('WK', 'f')) });
    expect(says(gone)).toEqual([401, 'signed-out']);
  });

  it("names Twilio's own addresses where there is no local platform", async () => {
    const { headers } = await ask(page, {}, { TWILIO_BASE_URL: '' });
    expect(headers['Content-Security-Policy']).toContain(
      "connect-src 'self' https://event-bridge.twilio.com wss://event-bridge.twilio.com wss://tsock.us1.twilio.com https://eventgw.twilio.com",
    );
  });

  it('is refused without a session: none, forged, expired, a link, signed out', async () => {
    const cookie = await cookieOf(at.ana);
    expect(says(await ask(token))).toEqual([401, 'signed-out']);
    expect(says(await ask(token, { cookie: cookie.replace(at.ana, at.ben) }))).toEqual([401, 'signed-out']);
    expect(says(await ask(token, { cookie: inviteFor(at.ana) }))).toEqual([401, 'signed-out']);
    expect((await ask(token, { cookie })).status).toBe(200);
    const out = await ask(signOut, { cookie });
    expect([out.status, out.headers['Set-Cookie']]).toEqual([200, expect.stringContaining('Max-Age=0')]);
    expect(says(await ask(token, { cookie }))).toEqual([401, 'signed-out']);
    const other = await cookieOf(at.ana);
    at.nowMs += 12 * 60 * MINUTE_MS;
    expect(says(await ask(token, { cookie: other }))).toEqual([401, 'signed-out']);
  });

  it('is refused where its session was taken back in Sync', async () => {
    const cookie = await cookieOf(at.ana);
    const documents = sync().documents;
    await documents(`session:${cookie.split('.')[1]}`).remove();
    expect(says(await ask(token, { cookie }))).toEqual([401, 'signed-out']);
  });

  it('is refused in every session of an agent who is thrown out, and in no other', async () => {
    const settings = {
      ...{ ACCOUNT_SID: at.variables['ACCOUNT_SID'] ?? '', AUTH_TOKEN: at.variables['AUTH_TOKEN'] ?? '' },
      ...{
        WORKSPACE_SID: at.variables['WORKSPACE_SID'] ?? '',
        SYNC_SERVICE_SID: at.variables['SYNC_SERVICE_SID'] ?? '',
      },
      TWILIO_BASE_URL: at.platform.url,
    };
    await expect(workerNamed('ana', settings)).rejects.toThrow('no worker is called ana; did you mean Ana?');
    const worker = await workerNamed('Ana', settings);
    // Earlier ones end too.
    await endSessions({ worker }, settings, at.nowMs);
    const mine = [await cookieOf(at.ana), await cookieOf(at.ana)];
    const other = await cookieOf(at.ben);
    expect(await endSessions({ worker }, settings, at.nowMs)).toBe(2);
    for (const cookie of mine)
      for (const handler of [token, context, follow, decline, signOut, ...ACTS])
        expect(says(await ask(handler, { cookie, reservation }))).toEqual([401, 'signed-out']);
    expect((await ask(token, { cookie: other })).status).toBe(200);
    expect(await endSessions({ worker }, settings, at.nowMs)).toBe(0);
  });

  it('is not made without an API key', async () => {
    const cookie = await cookieOf(at.ana);
    expect(says(await ask(token, { cookie }, { API_KEY_SID: '' }))).toEqual([503, 'no-api-key']);
  });
});
