import { readAccessToken } from '../../emulator/core/access-token';
import { createTaskRouter } from '../../emulator/twilio/taskrouter';
import { createSync } from '../../emulator/twilio/sync';
import { signConsoleToken } from '../../functions/adapters/console-tokens';
import type { Handoff, HandoffState } from '../../functions/domain/handoff/record';
import { handler as context } from '../../functions/routes/console/context';
import { handler as decline } from '../../functions/routes/console/decline';
import { handler as follow } from '../../functions/routes/console/follow';
import { handler as giveBack } from '../../functions/routes/console/give-back';
import { handler as hangUp } from '../../functions/routes/console/hang-up';
import { handler as hold } from '../../functions/routes/console/hold';
import { handler as leave } from '../../functions/routes/console/leave';
import { handler as note } from '../../functions/routes/console/note';
import { handler as page } from '../../functions/routes/console';
import { handler as boardPage } from '../../functions/routes/console/board';
import { handler as signIn } from '../../functions/routes/console/sign-in';
import { handler as signOut } from '../../functions/routes/console/sign-out';
import { handler as wrapUp } from '../../functions/routes/console/wrap-up';
import { handler as token } from '../../functions/routes/console/token';
import { workerNamed } from '../../scripts/access/worker';
import { endSessions } from '../../scripts/agent-revoke';
import { emulated, type Emulated } from '../support/emulated';
import {
  CONSOLE_VARIABLES,
  openContainer,
  OWN_PAGE,
  TOKEN_SECRET,
  type PlatformResponse,
} from '../support/function-container';
import { noTelephone } from '../support/no-telephone';

const sid = (prefix: string, digit: string): string => prefix + digit.repeat(32);
/** Ana answers a phone, Ben in the browser. */
let [ana, ben, workspaceSid] = ['', '', ''];
const [callSid, task, reservation, agentCall] = [
  sid('CA', '1'),
  sid('WT', '1'),
  sid('WR', '1'),
  sid('CA', '2'),
];
const KEY = { sid: sid('SK', '9'), secret: 'key-secret-0123456789' };
const MINUTE_MS = 60_000;

const ACTS = [hold, giveBack, hangUp, note, leave];

let platform: Emulated;
let variables: Record<string, string>;
let nowMs = Date.UTC(2026, 0, 5, 9);
let ids = 0;
let closeContainer: () => void;

beforeAll(async () => {
  platform = await emulated((ctx) => [createSync(ctx).product, createTaskRouter(ctx, noTelephone()).product]);
  const { workspaces } = platform.client.taskrouter.v1;
  workspaceSid = (await workspaces.create({ friendlyName: 'console' })).sid;
  const worker = async (friendlyName: string, contact: string): Promise<string> =>
    (
      await workspaces(workspaceSid).workers.create({
        friendlyName,
        attributes: JSON.stringify({ contact_uri: contact }),
      })
    ).sid;
  [ana, ben] = [await worker('Ana', '+15550100201'), await worker('Ben', 'client:ben')];
  const service = await platform.client.sync.v1.services.create({ friendlyName: 'console' });
  await platform.client.sync.v1.services(service.sid).syncMaps.create({ uniqueName: 'handoffs-00' });
  await platform.client.sync.v1.services(service.sid).syncLists.create({ uniqueName: 'outcomes' });
  variables = {
    ...CONSOLE_VARIABLES,
    ACCOUNT_SID: platform.ctx.account.sid,
    AUTH_TOKEN: platform.ctx.account.authToken,
    WORKSPACE_SID: workspaceSid,
    SYNC_SERVICE_SID: service.sid,
    API_KEY_SID: KEY.sid,
    API_KEY_SECRET: KEY.secret,
    TWILIO_BASE_URL: platform.url,
  };
  platform.ctx.account.apiKeys.set(KEY.sid, KEY.secret);
  closeContainer = openContainer({ now: () => nowMs });
});
afterAll(async () => {
  closeContainer();
  await platform.close();
});
/** Every test has a minute of its own, as the limits count by the minute. */
beforeEach(() => (nowMs += 2 * MINUTE_MS));

async function ask(
  handler: typeof token,
  {
    headers = OWN_PAGE,
    cookie,
    ...fields
  }: { headers?: object; cookie?: string; [name: string]: unknown } = {},
  changed: Record<string, string> = {},
): Promise<PlatformResponse> {
  const cookies = cookie === undefined ? {} : { '__Host-agent': cookie };
  return new Promise((resolve, reject) => {
    handler({ ...variables, ...changed }, { request: { headers, cookies }, ...fields }, (_none, response) =>
      resolve(response as unknown as PlatformResponse),
    ).catch(reject);
  });
}

const inviteFor = (worker: string, lifeMs = MINUTE_MS): string =>
  signConsoleToken(
    'invite',
    { worker, id: String(++ids).padStart(32, '0'), expiresAtMs: nowMs + lifeMs },
    TOKEN_SECRET,
  );

async function cookieOf(worker: string): Promise<string> {
  const { status, headers } = await ask(signIn, { invite: inviteFor(worker) });
  expect(status).toBe(200);
  return /__Host-agent=([^;]+)/.exec(headers['Set-Cookie'] ?? '')?.[1] ?? '';
}

const says = ({ status, body }: PlatformResponse) => [status, body['error']];

describe('signing in', () => {
  it('gives a cookie that no script reads and no other site sends, for 12 hours', async () => {
    const { status, headers } = await ask(signIn, { invite: inviteFor(ana) });
    expect(status).toBe(200);
    expect(headers['Set-Cookie']).toMatch(
      /^__Host-agent=[\w.-]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
  });

  it('takes a link once, even where two come at the same moment', async () => {
    const invite = inviteFor(ana);
    const both = await Promise.all([ask(signIn, { invite }), ask(signIn, { invite })]);
    expect(both.map(says).sort()).toEqual([
      [200, undefined],
      [401, 'used-link'],
    ]);
    expect(says(await ask(signIn, { invite }))).toEqual([401, 'used-link']);
  });

  it('takes no link that is too old, forged, or another kind of token', async () => {
    const late = inviteFor(ana, -1000);
    const forged = inviteFor(ana).replace(ana, ben);
    const session = await cookieOf(ana);
    for (const invite of [late, forged, session, '', undefined, [inviteFor(ana)]])
      expect(says(await ask(signIn, { invite }))).toEqual([401, 'bad-link']);
  });

  it('is limited: for one agent, and for all that is forged; a forger locks nobody out', async () => {
    for (let tried = 0; tried < 30; tried += 1)
      expect(says(await ask(signIn, { invite: 'WK.x.y.z' }))).toEqual([401, 'bad-link']);
    expect(says(await ask(signIn, { invite: 'WK.x.y.z' }))).toEqual([429, 'too-often']);
    for (let tried = 0; tried < 5; tried += 1)
      expect((await ask(signIn, { invite: inviteFor(ana) })).status).toBe(200);
    expect(says(await ask(signIn, { invite: inviteFor(ana) }))).toEqual([429, 'too-often']);
    expect((await ask(signIn, { invite: inviteFor(ben) })).status).toBe(200);
    nowMs += MINUTE_MS;
    expect((await ask(signIn, { invite: inviteFor(ana) })).status).toBe(200);
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
    const cookie = await cookieOf(ana);
    for (const handler of [signIn, signOut, token, context, follow, decline, ...ACTS])
      expect(says(await ask(handler, { headers, cookie, invite: inviteFor(ana), reservation }))).toEqual([
        403,
        'not-our-page',
      ]);
  });

  it('is told by its origin where a browser says no more', async () => {
    const headers = { origin: 'https://console.example' };
    expect((await ask(token, { headers, cookie: await cookieOf(ana) })).status).toBe(200);
  });
});

it.each([
  ['agent’s', page, 'console/main.js'],
  ['supervisors’', boardPage, '../board/main.js'],
])(
  'the %s page runs no script but its own, and nothing frames it or is sent from it',
  async (_whose, handler, script) => {
    for (const base of [platform.url, '']) {
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
    const { status, body } = await ask(token, { cookie: await cookieOf(ana) });
    expect(status).toBe(200);
    const read = readAccessToken(String(body['token']), platform.ctx.account, nowMs);
    expect(read).toEqual({
      identity: ana,
      expiresMs: nowMs + 15 * MINUTE_MS,
      grants: { task_router: { workspace_sid: workspaceSid, worker_sid: ana, role: 'worker' } },
    });
    expect(body['channel']).toEqual({
      http: `${platform.url}/event-bridge.twilio.com/v1/wschannels`,
      webSocket: `${platform.url.replace('http', 'ws')}/event-bridge.twilio.com/v1/wschannels`,
    });
  });

  it('also lets who answers in the browser be called there, and nothing more', async () => {
    const { body } = await ask(token, { cookie: await cookieOf(ben) });
    expect(readAccessToken(String(body['token']), platform.ctx.account, nowMs)).toMatchObject({
      identity: 'ben',
      grants: {
        task_router: { workspace_sid: workspaceSid, worker_sid: ben, role: 'worker' },
        voice: { incoming: { allow: true } },
      },
    });
    expect(body['voice']).toEqual({ identity: 'ben', local: `${platform.url}/_emulator` });
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
    const cookie = await cookieOf(ana);
    expect(says(await ask(token))).toEqual([401, 'signed-out']);
    expect(says(await ask(token, { cookie: cookie.replace(ana, ben) }))).toEqual([401, 'signed-out']);
    expect(says(await ask(token, { cookie: inviteFor(ana) }))).toEqual([401, 'signed-out']);
    expect((await ask(token, { cookie })).status).toBe(200);
    const out = await ask(signOut, { cookie });
    expect([out.status, out.headers['Set-Cookie']]).toEqual([200, expect.stringContaining('Max-Age=0')]);
    expect(says(await ask(token, { cookie }))).toEqual([401, 'signed-out']);
    const other = await cookieOf(ana);
    nowMs += 12 * 60 * MINUTE_MS;
    expect(says(await ask(token, { cookie: other }))).toEqual([401, 'signed-out']);
  });

  it('is refused where its session was taken back in Sync', async () => {
    const cookie = await cookieOf(ana);
    const documents = platform.client.sync.v1.services(variables['SYNC_SERVICE_SID'] ?? '').documents;
    await documents(`session:${cookie.split('.')[1]}`).remove();
    expect(says(await ask(token, { cookie }))).toEqual([401, 'signed-out']);
  });

  it('is refused in every session of an agent who is thrown out, and in no other', async () => {
    const settings = {
      ...{ ACCOUNT_SID: variables['ACCOUNT_SID'] ?? '', AUTH_TOKEN: variables['AUTH_TOKEN'] ?? '' },
      ...{ WORKSPACE_SID: workspaceSid, SYNC_SERVICE_SID: variables['SYNC_SERVICE_SID'] ?? '' },
      TWILIO_BASE_URL: platform.url,
    };
    await expect(workerNamed('ana', settings)).rejects.toThrow('no worker is called ana; did you mean Ana?');
    const worker = await workerNamed('Ana', settings);
    // Earlier ones end too.
    await endSessions({ worker }, settings, nowMs);
    const mine = [await cookieOf(ana), await cookieOf(ana)];
    const other = await cookieOf(ben);
    expect(await endSessions({ worker }, settings, nowMs)).toBe(2);
    for (const cookie of mine)
      for (const handler of [token, context, follow, decline, signOut, ...ACTS])
        expect(says(await ask(handler, { cookie, reservation }))).toEqual([401, 'signed-out']);
    expect((await ask(token, { cookie: other })).status).toBe(200);
    expect(await endSessions({ worker }, settings, nowMs)).toBe(0);
  });

  it('is not made without an API key', async () => {
    const cookie = await cookieOf(ana);
    expect(says(await ask(token, { cookie }, { API_KEY_SID: '' }))).toEqual([503, 'no-api-key']);
  });
});

describe("what is known of an agent's caller", () => {
  const items = () =>
    platform.client.sync.v1.services(variables['SYNC_SERVICE_SID'] ?? '').syncMaps('handoffs-00')
      .syncMapItems;
  let leg = { task, reservation, worker: '', agentCall };
  const deadlineMs = nowMs + 3_600_000;
  const record = (state: HandoffState, changed: Partial<Handoff> = {}): Handoff => ({
    ...{ v: 1, n: 1, via: 'tool', origin: 'twilio', leg: '', waits: 'ai', language: 'en', department: '' },
    ...{
      state,
      untilMs: deadlineMs,
      fence: 1,
      todo: [],
      times: { requested: 0 },
      rung: 1,
      declined: 0,
      over: [],
    },
    ...changed,
  });
  const told = {
    caller: '+15550100900',
    language: 'es',
    reason: 'invoice',
    slots: { order: '42' },
    turns: [{ by: 'caller', text: '<b>hola</b>' }],
  };

  beforeAll(async () => {
    leg = { ...leg, worker: ana };
    await items().create({
      key: reservation,
      data: { callSid, n: 1, task, worker: ana, atMs: nowMs },
    });
    await items().create({ key: callSid, data: record({ name: 'ringing', ...leg, deadlineMs }) });
    await platform.client.sync.v1.services(variables['SYNC_SERVICE_SID'] ?? '').documents.create({
      uniqueName: `context:${callSid}`,
      data: { callSid, atMs: 1, leg: 'leg-1', ...told },
    });
  });
  const stands = (state: HandoffState, changed?: Partial<Handoff>) =>
    items()(callSid).update({ data: record(state, changed) });

  it('is shown while the phone rings and while they talk', async () => {
    const cookie = await cookieOf(ana);
    for (const name of ['ringing', 'whispering'] as const) {
      await stands({ name, ...leg, deadlineMs });
      expect(await ask(context, { cookie, reservation })).toMatchObject({ status: 200, body: told });
    }
    await stands({ name: 'bridged', bridge: 'conference', ...leg, deadlineMs });
    expect((await ask(context, { cookie, reservation })).status).toBe(200);
  });

  it('is followed while it is the agent’s, by a token for this one document that lasts five minutes', async () => {
    const [cookie, second] = [await cookieOf(ana), await cookieOf(ben)];
    const { documents } = platform.client.sync.v1.services(variables['SYNC_SERVICE_SID'] ?? '');
    const permitted = () => documents(`context:${callSid}`).documentPermissions.list();
    await stands({ name: 'ringing', ...leg, deadlineMs });
    expect(says(await ask(follow, { cookie: second, reservation }))).toEqual([403, 'forbidden']);
    expect(await permitted()).toEqual([]);
    const { status, body } = await ask(follow, { cookie, reservation });
    expect([status, body['document']]).toEqual([200, `context:${callSid}`]);
    expect(readAccessToken(String(body['token']), platform.ctx.account, nowMs)).toEqual({
      identity: reservation,
      expiresMs: nowMs + 5 * MINUTE_MS,
      grants: { data_sync: { service_sid: variables['SYNC_SERVICE_SID'] } },
    });
    expect(await permitted()).toMatchObject([
      { identity: reservation, read: true, write: false, manage: false },
    ]);
    expect((await ask(decline, { cookie, reservation })).status).toBe(200);
    expect(await permitted()).toEqual([]);
    expect(says(await ask(follow, { cookie, reservation }))).toEqual([403, 'forbidden']);
    expect(says(await ask(follow, { cookie }, { API_KEY_SID: '' }))[0]).toBe(400);
  });

  it('is shown to a colleague while the call is passed on, and to the first until gone', async () => {
    const [second, colleague] = [sid('WR', '2'), await cookieOf(ben)];
    await items().create({ key: second, data: { callSid, n: 1, task, worker: ben, atMs: nowMs } });
    const talk = { name: 'bridged', bridge: 'conference', deadlineMs } as const;
    const next = { reservation: second, worker: ben, agentCall: sid('CA', '3') };
    await stands({ ...talk, ...leg, next: { name: 'ringing', ...next } });
    const asked = await ask(context, { cookie: colleague, reservation: second });
    expect([asked.status, asked.body['part']]).toEqual([200, 'asked']);
    for (const act of ACTS)
      expect(says(await ask(act, { cookie: colleague, reservation: second }))).toEqual([409, 'not-now']);
    await stands({ ...talk, ...next, task, was: { reservation, agentCall } });
    const first = await ask(context, { cookie: await cookieOf(ana), reservation });
    expect([first.status, first.body['part']]).toEqual([200, 'passed-on']);
    await stands({ ...talk, ...next, task });
    expect((await ask(context, { cookie: await cookieOf(ana), reservation })).status).toBe(403);
  });

  it('is wrapped up by each who had it, also when its task is gone; by nobody else, and not while one has it', async () => {
    const [second, said] = [sid('WR', '2'), { outcome: 'resolved', note: 'Granted' }];
    const cookies = [await cookieOf(ana), await cookieOf(ben)] as const;
    await stands({ name: 'bridged', bridge: 'conference', ...leg, deadlineMs });
    expect((await ask(wrapUp, { cookie: cookies[0], reservation, ...said })).status).toBe(200);
    await stands({ name: 'closed', disposition: 'connected' });
    for (const [cookie, own, note] of [
      [cookies[0], reservation, 'Granted'],
      [cookies[1], second, 'Paid'],
    ] as const)
      expect((await ask(wrapUp, { cookie, reservation: own, ...said, note })).status).toBe(200);
    expect(says(await ask(wrapUp, { cookie: cookies[1], reservation, ...said }))).toEqual([409, 'not-now']);
    expect(says(await ask(wrapUp, { reservation, ...said }))).toEqual([401, 'signed-out']);
    const bad = await ask(wrapUp, { cookie: cookies[0], reservation, ...said, outcome: 'fine' });
    expect(says(bad)).toEqual([400, 'outcome is none of resolved, follow-up, not-resolved']);
    const lists = platform.client.sync.v1.services(variables['SYNC_SERVICE_SID'] ?? '').syncLists;
    const listed = (await lists('outcomes').syncListItems.list()).map(({ data }) => data as unknown);
    const line = { callSid, handoff: 1 };
    expect(listed).toEqual([
      { ...line, wrapUp: { worker: ana, reservation, ...said } },
      { ...line, wrapUp: { worker: ben, reservation: second, ...said, note: 'Paid' } },
    ]);
  });

  it('is refused to another agent, once another has the call, and when it is over', async () => {
    await stands({ name: 'ringing', ...leg, deadlineMs });
    expect(says(await ask(context, { cookie: await cookieOf(ben), reservation }))).toEqual([
      403,
      'forbidden',
    ]);
    const cookie = await cookieOf(ana);
    const others = { ...leg, reservation: sid('WR', '2'), worker: ben };
    const over: [HandoffState, Partial<Handoff>?][] = [
      [{ name: 'ringing', ...others, deadlineMs }],
      [{ name: 'queued', task, deadlineMs }, { over: [reservation] }],
      [{ name: 'ringing', ...leg, deadlineMs }, { n: 2 }],
      [{ name: 'closed', disposition: 'connected' }],
    ];
    for (const [state, changed] of over) {
      await stands(state, changed);
      expect(says(await ask(context, { cookie, reservation }))).toEqual([403, 'forbidden']);
    }
  });

  it('is not there for a reservation that nobody has, and a bad name is a bad request', async () => {
    const cookie = await cookieOf(ana);
    expect(says(await ask(context, { cookie, reservation: sid('WR', '3') }))).toEqual([404, 'absent']);
    for (const bad of ['WR1', `${reservation}/..`, undefined, [reservation]])
      expect((await ask(context, { cookie, reservation: bad })).status).toBe(400);
  });

  it('lets nobody act on it but who has the caller, and takes no note that is none', async () => {
    const cookies = [await cookieOf(ana), await cookieOf(ben)] as const;
    const talk: HandoffState = { name: 'bridged', bridge: 'conference', ...leg, deadlineMs };
    await stands({ name: 'ringing', ...leg, deadlineMs });
    for (const act of ACTS)
      expect(says(await ask(act, { cookie: cookies[0], reservation }))).toEqual([409, 'not-now']);
    await stands(talk);
    for (const act of ACTS) {
      expect(says(await ask(act, { cookie: cookies[1], reservation }))).toEqual([409, 'not-now']);
      expect(says(await ask(act, { reservation }))).toEqual([401, 'signed-out']);
    }
    for (const bad of [1, 'x'.repeat(1001), ['x']])
      expect((await ask(note, { cookie: cookies[0], reservation, note: bad })).status).toBe(400);
    expect((await ask(note, { cookie: cookies[0], reservation, note: 'Call back <b>soon</b>' })).status).toBe(
      200,
    );
    const { body } = await ask(context, { cookie: cookies[0], reservation });
    expect(body).toMatchObject({ note: 'Call back <b>soon</b>', part: 'has' });
  });

  it('cannot be declined by another agent, nor when it is too late', async () => {
    await stands({ name: 'ringing', ...leg, deadlineMs });
    expect(says(await ask(decline, { cookie: await cookieOf(ben), reservation }))).toEqual([409, 'too-late']);
    await stands({ name: 'bridged', bridge: 'conference', ...leg, deadlineMs });
    expect(says(await ask(decline, { cookie: await cookieOf(ana), reservation }))).toEqual([409, 'too-late']);
  });
});
