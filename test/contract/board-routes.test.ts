import type { Twilio } from 'twilio';
import { signConsoleToken } from '../../functions/adapters/console-tokens';
import { signSupervisorToken } from '../../functions/adapters/supervisor-tokens';
import { newContext } from '../../functions/domain/context';
import { handler as page } from '../../functions/routes/console/board';
import { handler as call } from '../../functions/routes/console/board/call';
import { handler as listen } from '../../functions/routes/console/board/listen';
import { handler as report } from '../../functions/routes/console/board/report';
import { handler as signIn } from '../../functions/routes/console/board/sign-in';
import { handler as signOut } from '../../functions/routes/console/board/sign-out';
import { handler as state } from '../../functions/routes/console/board/state';
import { handler as agentToken } from '../../functions/routes/console/token';
import { handler as agentSignIn } from '../../functions/routes/console/sign-in';
import {
  CONSOLE_VARIABLES,
  openContainer,
  OWN_PAGE,
  TOKEN_SECRET,
  type PlatformResponse,
} from '../support/function-container';
import { releaseTimers } from '../support/real-time';
import { twilioClient } from '../support/twilio-client';
import { CALLER, NUMBER, wholeEmulator, type WholeEmulator } from '../support/whole-emulator';

const HOUR_MS = 60 * 60_000;
const sid = (prefix: string, digit: string): string => prefix + digit.repeat(32);
const ana = sid('WK', 'a');
const DATA_ROUTES = { state, call, report, listen, signOut };

let whole: WholeEmulator;
let client: Twilio;
let variables: Record<string, string>;
let ids = 0;
let shiftMs = 0;
const now = (): number => whole.emulator.clock.now() + shiftMs;
let closeContainer: () => void;

beforeAll(async () => {
  releaseTimers();
  // A day lasts longer than the tests.
  whole = await wholeEmulator({ time: 'real', seed: 'board', startAtMs: Date.UTC(2026, 0, 5, 9) });
  const { emulator, receiver } = whole;
  client = twilioClient(emulator.url, emulator.account);
  const service = await client.sync.v1.services.create({ friendlyName: 'board' });
  const sync = client.sync.v1.services(service.sid);
  for (const uniqueName of ['handoffs-00', 'days']) await sync.syncMaps.create({ uniqueName });
  await sync.syncLists.create({ uniqueName: 'outcomes' });
  const workspace = await client.taskrouter.v1.workspaces.create({ friendlyName: 'board' });
  const center = client.taskrouter.v1.workspaces(workspace.sid);
  const queue = await center.taskQueues.create({ friendlyName: 'Billing', targetWorkers: 'name == "Ana"' });
  const workflow = await center.workflows.create({
    friendlyName: 'handoff',
    configuration: JSON.stringify({ task_routing: { default_filter: { queue: queue.sid } } }),
    assignmentCallbackUrl: `${receiver.url}/assignment`,
  });
  variables = {
    ...CONSOLE_VARIABLES,
    ACCOUNT_SID: emulator.account.sid,
    AUTH_TOKEN: emulator.account.authToken,
    TWILIO_NUMBER: NUMBER,
    WORKSPACE_SID: workspace.sid,
    WORKFLOW_SID: workflow.sid,
    SYNC_SERVICE_SID: service.sid,
    TWILIO_BASE_URL: emulator.url,
  };
  closeContainer = openContainer({ now });
}, 30_000);
afterAll(async () => {
  closeContainer();
  await whole.close();
});
/** Sign-ins are counted by the minute. */
beforeEach(() => (shiftMs += 2 * 60_000));

async function ask(
  handler: typeof state,
  {
    headers = OWN_PAGE,
    cookies = {},
    ...fields
  }: { headers?: object; cookies?: object; [name: string]: unknown },
): Promise<PlatformResponse> {
  return new Promise((resolve, reject) => {
    const event = {
      request: { headers, cookies },
      dayBeganMs: now() - HOUR_MS,
      call: sid('CA', '1'),
      ...fields,
    };
    handler(variables, event, (_none, response) => resolve(response as unknown as PlatformResponse)).catch(
      reject,
    );
  });
}

const fresh = (lifeMs = 60_000) => ({ id: String(++ids).padStart(32, '0'), expiresAtMs: now() + lifeMs });
const inviteFor = (name: string, phone?: string): string =>
  signSupervisorToken('invite', { name, phone, ...fresh() }, TOKEN_SECRET);
const says = ({ status, body }: PlatformResponse): unknown[] => [status, body.error];
const cookieIn = ({ headers }: PlatformResponse): Record<string, string> => {
  const [, name = '', value = ''] = /^(__Host-\w+)=([^;]+)/.exec(headers['Set-Cookie'] ?? '') ?? [];
  return { [name]: value };
};
const supervisor = async (phone?: string) => cookieIn(await ask(signIn, { invite: inviteFor('Zoe', phone) }));

describe("a supervisor's sign-in", () => {
  it('gives a cookie of its own that no script reads and no other site sends, for 12 hours', async () => {
    const { status, headers } = await ask(signIn, { invite: inviteFor('Zoe') });
    expect(status).toBe(200);
    expect(headers['Set-Cookie']).toMatch(
      /^__Host-supervisor=[\w.-]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
  });

  it('takes a link once, none that is old or forged, and no agent’s', async () => {
    const invite = inviteFor('Zoe');
    const old = signSupervisorToken('invite', { name: 'Zoe', ...fresh(-1000) }, TOKEN_SECRET);
    const agents = signConsoleToken('invite', { worker: ana, ...fresh() }, TOKEN_SECRET);
    expect((await ask(signIn, { invite })).status).toBe(200);
    expect(says(await ask(signIn, { invite }))).toEqual([401, 'used-link']);
    for (const wrong of [old, agents, invite.replace(/.$/, '_'), '', undefined])
      expect(says(await ask(signIn, { invite: wrong }))).toEqual([401, 'bad-link']);
    expect(says(await ask(agentSignIn, { invite: inviteFor('Zoe') }))).toEqual([401, 'bad-link']);
  });

  it('is limited for one name', async () => {
    for (let tried = 0; tried < 5; tried += 1)
      expect((await ask(signIn, { invite: inviteFor('Zoe') })).status).toBe(200);
    expect(says(await ask(signIn, { invite: inviteFor('Zoe') }))).toEqual([429, 'too-often']);
    expect((await ask(signIn, { invite: inviteFor('Yan') })).status).toBe(200);
  });

  it('ends for every copy of the cookie', async () => {
    const cookies = await supervisor();
    expect((await ask(signOut, { cookies })).status).toBe(200);
    expect(says(await ask(state, { cookies }))).toEqual([401, 'signed-out']);
  });
});

describe.each(Object.entries(DATA_ROUTES))('the route %s', (_name, handler) => {
  it("opens for no agent's session, and the agent's page for no supervisor's", async () => {
    const invite = signConsoleToken('invite', { worker: ana, ...fresh() }, TOKEN_SECRET);
    const cookies = cookieIn(await ask(agentSignIn, { invite }));
    expect(says(await ask(handler, { cookies }))).toEqual([403, 'supervisors-only']);
    expect(says(await ask(agentToken, { cookies: await supervisor() }))).toEqual([403, 'agents-only']);
    // In each other's place they are no cookies at all.
    const [agents = ''] = Object.values(cookies);
    expect(says(await ask(handler, { cookies: { '__Host-supervisor': agents } }))).toEqual([
      401,
      'signed-out',
    ]);
  });

  it('opens for nobody without a cookie, with a forged or with an expired one', async () => {
    const grant = { name: 'Zoe', ...fresh() };
    const forged = signSupervisorToken('session', grant, 'another-secret-0123456789');
    const expired = signSupervisorToken('session', { ...grant, expiresAtMs: now() - 1000 }, TOKEN_SECRET);
    const neverOpened = signSupervisorToken('session', grant, TOKEN_SECRET);
    for (const token of [forged, expired, neverOpened, inviteFor('Zoe'), ''])
      expect(says(await ask(handler, { cookies: { '__Host-supervisor': token } }))).toEqual([
        401,
        'signed-out',
      ]);
    expect(says(await ask(handler, {}))).toEqual([401, 'signed-out']);
  });

  it('is closed to other sites, whatever cookie they send along', async () => {
    const cookies = await supervisor();
    for (const headers of [{}, { 'sec-fetch-site': 'same-site' }, { origin: 'https://evil.example' }])
      expect(says(await ask(handler, { cookies, headers }))).toEqual([403, 'not-our-page']);
  });
});

it('the page lets in no script but its own, nobody frames it, and it speaks with its own origin alone', async () => {
  const { headers, body } = await ask(page, { headers: {} });
  expect(headers['Content-Security-Policy']).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  expect(body).not.toMatch(/<script>|style=|onclick/);
});

describe('the board', () => {
  it('shows where every caller is, the agents and how well callers were taken, and no number', async () => {
    const center = client.taskrouter.v1.workspaces(variables.WORKSPACE_SID ?? '');
    const activities = await center.activities.list();
    const available = activities.find(({ available: is }) => is)?.sid;
    await center.workers.create({
      friendlyName: 'Ben',
      activitySid: available,
      attributes: '{"name":"Ben"}',
    });
    const { emulator } = whole;
    const [asking, talking] = [CALLER, '+15550100901'].map((number) =>
      emulator.people.person(number).dial(emulator.voice, NUMBER),
    );
    await Promise.all([asking?.answered(), talking?.answered()]);
    await center.tasks.create({
      workflowSid: variables.WORKFLOW_SID ?? '',
      attributes: JSON.stringify({
        ...{ callSid: asking?.callSid, handoff: 1, via: 'tool', language: 'es', department: 'billing' },
        ...{ reason: 'a secret', caller: CALLER },
      }),
    });
    const { status, body } = await ask(state, { cookies: await supervisor('+15550100300') });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      calls: {
        isWhole: true,
        rows: expect.arrayContaining([
          expect.objectContaining({ callSid: talking?.callSid, phase: 'ai' }),
          expect.objectContaining({
            ...{ callSid: asking?.callSid, phase: 'waiting', language: 'es', department: 'billing' },
            ...{ via: 'tool', queue: 'Billing' },
          }),
        ]),
      },
      agents: { rows: [{ name: 'Ben', activity: 'Available', isAvailable: true }] },
      level: { seconds: 30, acceptedBelow: 0, acceptedAbove: 0, canceledAbove: 0 },
      ended: [],
      ...{ name: 'Zoe', mayListen: true },
    });
    expect(body.calls.rows).toHaveLength(2);
    expect(JSON.stringify(body)).not.toMatch(/\+1555|secret/);
    expect(
      body.calls.rows.every(
        ({ sinceMs }: { sinceMs: number }) => Math.abs(sinceMs - whole.emulator.clock.now()) < 60_000,
      ),
    ).toBe(true);
    for (const phone of [asking, talking]) phone?.hangUp();
  }, 20_000);

  it('is read to the end, page by page', async () => {
    const center = client.taskrouter.v1.workspaces(variables.WORKSPACE_SID ?? '');
    const all = Array.from({ length: 260 }, (_, index) => `CA${String(index).padStart(32, '0')}`);
    for (let from = 0; from < all.length; from += 20)
      await Promise.all(
        all.slice(from, from + 20).map((callSid) =>
          center.tasks.create({
            workflowSid: variables.WORKFLOW_SID ?? '',
            attributes: JSON.stringify({ callSid }),
          }),
        ),
      );
    const { body } = await ask(state, { cookies: await supervisor() });
    const shown = new Set(body.calls.rows.map(({ callSid }: { callSid: string }) => callSid));
    expect(all.filter((callSid) => !shown.has(callSid))).toEqual([]);
  }, 30_000);

  it('shows what it has where a part cannot be had', async () => {
    whole.emulator.faults.add({ target: 'api', pattern: '/Workers', status: 503 });
    const { status, body } = await ask(state, { cookies: await supervisor() });
    whole.emulator.faults.clear();
    expect([status, body.agents, body.calls.isWhole]).toEqual([200, undefined, true]);
  });
});

describe('one call', () => {
  it('is shown with its timeline, who calls and why', async () => {
    const callSid = sid('CA', '7');
    const sync = client.sync.v1.services(variables.SYNC_SERVICE_SID ?? '');
    const handoff = {
      ...{
        v: 1,
        n: 2,
        via: 'tool',
        origin: 'twilio',
        leg: '',
        waits: 'ai',
        language: 'es',
        department: 'billing',
      },
      state: { name: 'queued', task: sid('WT', '1'), deadlineMs: now() + 1000 },
      ...{
        untilMs: now() + 1000,
        fence: 1,
        todo: [],
        times: { requested: 5, queued: 90 },
        rung: 1,
        declined: 1,
        over: [],
      },
    };
    const known = { atMs: now(), leg: '', caller: CALLER, reason: 'a wrong bill', summary: 'Charged twice.' };
    const context = newContext(callSid, known, 'es');
    await sync.syncMaps('handoffs-00').syncMapItems.create({ key: callSid, data: handoff });
    await sync.documents.create({ uniqueName: `context:${callSid}`, data: context });
    const { status, body } = await ask(call, { cookies: await supervisor(), call: callSid });
    expect([status, body]).toEqual([
      200,
      {
        handoff: {
          ...{
            n: 2,
            state: 'queued',
            times: { requested: 5, queued: 90 },
            rung: 1,
            declined: 1,
            isTalking: false,
          },
          ...{ language: 'es', department: 'billing' },
        },
        about: { caller: CALLER, language: 'es', reason: 'a wrong bill', summary: 'Charged twice.' },
      },
    ]);
  });

  it('of which nothing is known is empty, and one that is no SID is said so', async () => {
    const cookies = await supervisor();
    expect(await ask(call, { cookies, call: sid('CA', '8') })).toMatchObject({ status: 200, body: {} });
    expect(says(await ask(call, { cookies, call: '../outcomes' }))).toEqual([400, 'call is no CA SID']);
    expect(says(await ask(state, { cookies, dayBeganMs: 0 }))).toEqual([
      400,
      'dayBeganMs is no moment of the last 25 hours',
    ]);
  });
});

describe('the report', () => {
  it('counts what was recorded, each handoff once, with nothing of any single one', async () => {
    const sync = client.sync.v1.services(variables.SYNC_SERVICE_SID ?? '');
    const outcome = (callSid: string, disposition: string, bridged?: number) => ({
      ...{
        callSid,
        handoff: 1,
        via: 'tool',
        disposition,
        language: 'en',
        department: 'billing',
        queue: 'Billing',
      },
      times: { requested: now() - 60_000, bridged, ended: 50_000 },
    });
    const items = [
      outcome(sid('CA', '1'), 'connected', 9_000),
      outcome(sid('CA', '2'), 'caller-left'),
      outcome(sid('CA', '2'), 'caller-left'),
      { something: 'else' },
      { callSid: sid('CA', '1'), handoff: 1, wrapUp: { outcome: 'resolved', note: 'Paid' } },
    ];
    for (const data of items) await sync.syncLists('outcomes').syncListItems.create({ data });
    const { status, body } = await ask(report, { cookies: await supervisor() });
    expect(status).toBe(200);
    expect(body.isWhole).toBe(true);
    expect(body.today).toMatchObject({ handoffs: 2, dispositions: { connected: 1, 'caller-left': 1 } });
    expect(body.days).toHaveLength(30);
    expect(body.days[0].tally).toEqual(body.today);
    expect(JSON.stringify(body)).not.toMatch(/CA1111|CA2222/);

    // Later everything has settled and is kept: the list is not read again.
    shiftMs += 5 * 60_000;
    const cookies = await supervisor();
    await ask(report, { cookies });
    const [day] = await sync.syncMaps('days').syncMapItems.list();
    expect(day?.data).toMatchObject({ through: items.length - 1, tally: { handoffs: 2 } });
    await sync.syncLists('outcomes').syncListItems.create({ data: outcome(sid('CA', '3'), 'no-agent') });
    const again = await ask(report, { cookies });
    expect(again.body.days[0].tally.handoffs).toBe(3);
  });
});
