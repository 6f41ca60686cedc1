import type { Browser, BrowserContext, Page } from 'playwright-core';
import { answersAfter, neverAnswers, type Phone } from '../../emulator/people';
import { COLLEAGUE, type ConsoleStand } from '../../scripts/console/stand';
import { workerNamed } from '../../scripts/access/worker';
import { endSessions } from '../../scripts/agent-revoke';
import { clippedOn, violationsOn } from '../support/readable';
import { findBrowser } from '../support/browser';
import { openProvider, type TestProvider } from '../support/oidc-provider';
import { FAST } from '../support/real-time';
import { saidOf, Stage, until, type StoredTask } from '../support/stage';

const place = findBrowser();
if (!place) console.warn("skipped: no Chromium found for the agent's page (name it in CHROMIUM)");

/** Markup and right-to-left text, as somebody might say them. */
const WORDS = 'A human: order 4711 <img src=x onerror="broken=1"> שלום';
const CALLERS = ['+15550100901', '+15550100902', '+15550100903', '+15550100904', '+15550100905'] as const;
const CLIENT = { clientId: 'agents-page', clientSecret: 'client-secret-0123456789' };
/** Remembers what the browser was asked to sound and to show outside the page; the person looks at something else. */
const ALERTED = `
  window.alerted = { tones: 0, notices: [] };
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (at) { alerted.tones += 1; return start.call(this, at); };
  Notification = class extends Notification {
    constructor(title, options) { super(title, options); alerted.notices.push({ title, ...options, notice: this }); }
  };
  document.hasFocus = () => false;
`;

(place ? describe : describe.skip)("the agent's page", () => {
  let stage: Stage;
  let browser: Browser;
  let stand: ConsoleStand;
  let page: Page;
  let provider: TestProvider;

  beforeAll(async () => {
    provider = await openProvider({
      ...CLIENT,
      authentication: 'client_secret_post',
      redirectUris: ['http://127.0.0.1/console/oidc/callback'],
      accounts: { ben: { name: COLLEAGUE.name }, nobody: { name: 'Nobody' } },
    });
    const { clientId: oidcClientId, clientSecret: oidcClientSecret } = CLIENT;
    // What is asked for on purpose is 401, a call that is over is 403, what somebody else has changed meanwhile 412.
    stage = await Stage.open(place ?? '', /status of 4(0[134]|12)|ERR_INTERNET_DISCONNECTED/, {
      charactersPerSecond: FAST,
      config: { oidcIssuer: provider.issuer, oidcClientId, oidcClientSecret, oidcClaim: 'name' },
    });
    ({ browser, stand } = stage);
    page = await opens();
  }, 60_000);
  afterAll(async () => {
    await stage?.close();
    provider?.close();
  });
  afterEach(() => expect(stage.complaints.splice(0)).toEqual([]));

  /** A page, of a person of its own if no context is given. */
  const opens = async (context?: BrowserContext) => stage.page(context ?? (await person()));

  async function person(): Promise<BrowserContext> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
    await context.addInitScript(ALERTED);
    await context.grantPermissions(['notifications']);
    return context;
  }

  const heading = (name: string) => page.getByRole('heading', { name, exact: true });
  const fact = (name: string) => page.locator(`[data-fact="${name}"]`);

  async function accessible(state: string, shown = page): Promise<void> {
    expect([state, await violationsOn(shown), await clippedOn(shown)]).toEqual([state, [], []]);
  }

  const tasksPath = () => `taskrouter.twilio.com/v1/Workspaces/${stand.outputs.workspaceSid}/Tasks`;

  test('signs in by a link, once, and the link leaves the address', async () => {
    const link = await stand.invite();
    await page.goto(link);
    await heading('Sign in').waitFor();
    expect(page.url()).not.toContain('invite');
    await accessible('sign-in');
    // The button has the focus.
    await page.keyboard.press('Enter');
    await heading('No call right now').waitFor();
    await page.getByText('Connected', { exact: true }).waitFor();
    await accessible('idle');
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ name: '__Host-agent', httpOnly: true, secure: true, sameSite: 'Strict' });

    const stranger = await browser.newContext();
    const second = await stranger.newPage();
    await second.goto(new URL('/console', link).href);
    await second.locator('#sign-in-account').waitFor();
    await second.goto(link);
    await second.locator('#sign-in').waitFor();
    expect(second.url()).not.toContain('invite');
    await second.getByRole('button', { name: 'Sign in', exact: true }).click();
    await second.locator('.problem').waitFor();
    expect(await second.locator('.problem').innerText()).toContain('has been used');
    await stranger.close();
  }, 30_000);

  test('signs in at a provider by the keyboard alone, says whom it does not know, and throws out who is revoked', async () => {
    const address = new URL('/console', await stand.invite()).href;
    const visit = async (locale: string): Promise<Page> => {
      const visitor = await (await browser.newContext({ locale })).newPage();
      visitor.on('pageerror', (error) => stage.complaints.push(error.message));
      await visitor.goto(address);
      await visitor.locator('#sign-in-account:focus').waitFor();
      return visitor;
    };
    const atProvider = async (visitor: Page, account: string): Promise<void> => {
      await visitor.keyboard.press('Enter');
      await visitor.waitForURL(`${provider.issuer}/**`);
      await visitor.locator('input:focus').waitFor();
      await visitor.keyboard.type(account);
      await visitor.keyboard.press('Enter');
      await visitor.waitForURL(address);
    };
    const ben = await visit('en-US');
    await accessible('sign-in with an account', ben);
    await atProvider(ben, 'ben');
    await ben.getByText('Connected', { exact: true }).waitFor();
    expect((await ben.context().cookies(address)).map(({ name }) => name)).toEqual(['__Host-agent']);

    const stranger = await visit('es-ES');
    await atProvider(stranger, 'nobody');
    expect(await stranger.locator('.problem').innerText()).toContain('aquí no hay ningún agente');
    await accessible('sign-in refused', stranger);
    await stranger.locator('#sign-in-account:focus').waitFor();

    const { emulator, outputs } = stand;
    const settings = {
      ...{ ACCOUNT_SID: emulator.account.sid, AUTH_TOKEN: emulator.account.authToken },
      ...{ WORKSPACE_SID: outputs.workspaceSid, SYNC_SERVICE_SID: outputs.syncServiceSid },
      TWILIO_BASE_URL: emulator.url,
    };
    const worker = await workerNamed(COLLEAGUE.name, settings);
    expect(await endSessions({ worker }, settings, Date.now())).toBe(1);
    // As when a computer wakes up; else with the next request.
    await ben.evaluate("dispatchEvent(new Event('online'))");
    await ben.locator('#sign-in-account:focus').waitFor();
    for (const one of [ben, stranger]) await one.context().close();
  }, 60_000);

  test('shows who calls and why when the phone rings, as text; a decline stops the phone', async () => {
    stand.whenRings(neverAnswers);
    const phone = await stand.callsAbout(CALLERS[0], WORDS);
    await heading('A caller for you').waitFor();
    await page.locator('.turns li').first().waitFor();
    expect(await fact('caller').innerText()).toBe(CALLERS[0]);
    expect(await fact('language').innerText()).toBe('English');
    expect(await fact('reason').innerText()).toBe(WORDS);
    expect(await fact('summary').innerText()).toBe('The caller asked for a person at once.');
    expect(await fact('order').innerText()).toBe('4711');
    expect(await page.locator('.turns').innerText()).toContain(WORDS);
    // As when a phone is turned: less room, and the last words still in sight.
    await page.evaluate("document.querySelector('.turns').style.maxHeight = '30px'");
    const sight =
      '(({ scrollHeight: all, scrollTop: above, clientHeight: seen }) => all > seen && all - above - seen < 8)';
    await until(() => page.evaluate<boolean>(`${sight}(document.querySelector('.turns'))`));
    for (const id of ['waited', 'left'])
      expect(await page.locator(`#${id}`).innerText()).toMatch(/^[01]:\d\d$/);
    expect(await page.evaluate('window.broken')).toBeUndefined();
    expect(await page.locator('main img').count()).toBe(0);
    expect(await page.locator('#news').innerText()).toContain('A caller for you');
    await accessible('ringing');
    for (const title of ['☎ A caller for you', 'Calls'])
      await until(async () => (await page.title()) === title);
    expect(await page.evaluate('alerted.tones')).toBeGreaterThan(0);
    const notices = await page.evaluate('alerted.notices.map(({ title, body }) => [title, body])');
    expect(notices).toEqual([['A caller for you', undefined]]);
    await page.locator('#decline').focus();
    await page.keyboard.press('Enter');
    await heading('No call right now').waitFor();
    expect(await page.locator('.past').innerText()).toContain('Declined');
    expect(await page.locator('#last-end').innerText()).toBe('Last call: Declined.');
    await until(() => stand.agent.phones.at(-1)?.isOver === true);
    phone.hangUp();
  }, 40_000);

  test('wraps up after the call: outcome and note end in the task, which the agent completes', async () => {
    stand.whenRings(
      answersAfter(300, async (agent) => {
        await agent.hears(/press 1/i, { at: 'start' });
        agent.press('1');
        await agent.listens(60_000);
      }),
    );
    const phone = await stand.callsAbout(CALLERS[1], 'A human for billing, please.');
    await heading('On the call').waitFor();
    expect(await page.locator('#finish').isDisabled()).toBe(true);
    await page.locator('#note').fill('Refund <b>promised</b>');
    await until(() => stand.isBridged());
    await fact('summary').getByText('The caller said: A human for billing, please.').waitFor();
    phone.hangUp();
    await heading('Wrap up').first().waitFor();
    await page.locator('h1.wrap-up').waitFor();
    expect(await page.locator('#note').inputValue()).toBe('Refund <b>promised</b>');
    await page.locator('#outcome').selectOption('follow-up');
    await accessible('wrap-up');
    const path = tasksPath();
    const [{ sid = '', attributes = '{}' } = {}] = await stage.tasks('&AssignmentStatus=wrapping');
    const late = { ...(JSON.parse(attributes) as object), summary: 'What came late.' };
    await stand.post(`${path}/${sid}`, { Attributes: JSON.stringify(late) });
    await fact('summary').getByText('What came late.').waitFor();
    await page.locator('#finish').click();
    await heading('No call right now').waitFor();
    await page.reload();
    await page.locator('.past li', { hasText: 'Refund <b>promised</b>' }).waitFor();
    const task = await stand.rest<StoredTask>(`${path}/${sid}`);
    expect(task.assignment_status).toBe('completed');
    expect(JSON.parse(task.attributes)).toMatchObject({
      outcome: 'connected',
    });
    expect(saidOf(task)).toEqual([{ outcome: 'follow-up', note: 'Refund <b>promised</b>' }]);
  }, 60_000);

  const onCall = async (number: string): Promise<Phone> => {
    stand.whenRings(
      answersAfter(300, async (agent) => {
        await agent.hears(/press 1/i, { at: 'start' });
        agent.press('1');
        await agent.listens(60_000);
      }),
    );
    const phone = await stand.callsAbout(number, 'A human for billing, please.');
    await page.locator('#hold').waitFor();
    return phone;
  };

  test('puts the caller on hold and back, gives the caller back with a note that the assistant knows', async () => {
    const phone = await onCall(CALLERS[2]);
    await accessible('on the call');
    await page.keyboard.press('F8');
    await page.getByText('on hold', { exact: false }).first().waitFor();
    await phone.hears('music');
    await page.locator('#hold[aria-pressed="true"]').click();
    await page.locator('#hold[aria-pressed="false"]').waitFor();
    await until(() => phone.conversation.every(({ who, toMs }) => who !== 'music' || toMs !== undefined));
    await fact('summary').filter({ hasText: 'The caller said:' }).waitFor();
    await page.locator('#give-back').click();
    await accessible('note for the assistant');
    await page.locator('#handover').fill('Refund of 12 euros is granted.');
    await page.locator('#go').click();
    await heading('No call right now').waitFor();
    await phone.hears('ai');
    await phone.says('What did my colleague tell you?');
    expect(await stand.lastNoteToAi()).toContain('Refund of 12 euros is granted.');
    phone.hangUp();
  }, 60_000);

  test('a network that is gone is told at once; a window that is closed loses neither note nor history', async () => {
    const phone = await onCall(CALLERS[3]);
    const context = page.context();
    await context.setOffline(true);
    await page.locator('.link.lost').waitFor();
    await accessible('connection lost');
    await page.locator('#note').fill('Calls back');
    const connects = page.waitForEvent('websocket');
    await context.setOffline(false);
    await connects;
    await page.locator('.link.live').waitFor();
    const address = page.url();
    await page.close();
    page = await opens(context);
    await page.goto(address);
    await page.locator('#hold').waitFor();
    expect(await page.locator('#note').inputValue()).toBe('Calls back');
    expect(await page.locator('.past').innerText()).toContain('Declined');
    await page.locator('#hang-up').click();
    await page.locator('h1.wrap-up').waitFor();
    await until(() => phone.isOver);
    await page.locator('#finish').click();
    await heading('No call right now').waitFor();
  }, 60_000);

  describe('with a colleague who answers in the browser', () => {
    let ben: Page;
    let phone: Phone;
    let sinceMs: number;
    const told = (who: Page, words: string) => who.locator('.told', { hasText: words }).waitFor();

    async function asks(who: Page, name: string, note: string): Promise<void> {
      await who.keyboard.press('Shift+F9');
      await who.locator('#to option', { hasText: name }).waitFor({ state: 'attached' });
      await who.locator('#to').selectOption({ label: name });
      await who.locator('#handover').fill(note);
      await who.locator('#go').click();
      await told(who, `Being asked: ${name}`);
    }

    beforeAll(async () => {
      ben = await opens();
      await ben.goto(await stand.invite(COLLEAGUE.name));
      await ben.locator('#sign-in').click();
      await ben.getByText('You answer here in the browser').waitFor();
    }, 30_000);

    test('a colleague who declines leaves the caller where he is, and the agent is told', async () => {
      phone = await onCall(CALLERS[4]);
      await until(() => stand.isBridged());
      sinceMs = Date.now();
      await ben.getByLabel('Status').selectOption({ label: 'Available' });
      await ben.locator('#activity:enabled').waitFor();
      await asks(page, 'Ben', 'Is owed 12 euros.');
      await accessible('a colleague is asked');
      await ben.locator('#take').waitFor();
      expect(await ben.locator('[data-fact="byColleague"]').innerText()).toBe('Is owed 12 euros.');
      await accessible('rings in the browser', ben);
      await ben.keyboard.press('F4');
      await told(page, 'Not taken: Ben. The caller is still with you.');
      await ben.locator('.past', { hasText: 'Declined' }).waitFor();
      expect(await page.locator('#hold').isEnabled()).toBe(true);
    }, 60_000);

    test('a queue is asked, the colleague answers in the browser; the agent leaves and wraps up', async () => {
      await asks(page, 'Everyone', 'Is owed 13 euros.');
      await ben.locator('#take').waitFor();
      await ben.keyboard.press('F2');
      await told(page, 'Your colleague has the call.');
      await accessible('passed on');
      await ben.locator('#hold').waitFor();
      await page.locator('#leave').click();
      await until(() => stand.agent.phones.at(-1)?.isOver === true);
      await page.locator('h1.wrap-up').waitFor();
      await page.locator('#outcome').selectOption('not-resolved');
      await page.locator('#note').fill('Ben knows the rules');
      await page.locator('#finish').click();
      await page.locator('.past li', { hasText: 'Passed on' }).waitFor();
      expect(await page.locator('.past').innerText()).toContain('Is owed 13 euros.');
      expect(phone.isOver).toBe(false);
    }, 60_000);

    test('mutes, and presses keys on the telephone in the browser', async () => {
      await ben.keyboard.press('F9');
      await told(ben, 'You are muted');
      await accessible('muted', ben);
      await ben.locator('#mute[aria-pressed="true"]').click();
      await ben.locator('#mute[aria-pressed="false"]').waitFor();
      await ben.locator('summary', { hasText: 'Keypad' }).click();
      await ben.locator('#key-5').click();
      await until(() => {
        const { phones } = stand.emulator.people.person(COLLEAGUE.number);
        return phones.at(-1)?.conversation.some(({ who, text }) => who === 'key' && text === '5') === true;
      });
    }, 30_000);

    test('passes the caller on to a person with a phone, who is alone with the caller afterwards', async () => {
      await asks(ben, 'Ana', 'Is owed 14 euros.');
      await told(ben, 'Your colleague has the call.');
      await ben.locator('#leave').click();
      await ben.locator('h1.wrap-up').waitFor();
      await ben.locator('#note').fill('Paid');
      await page.locator('#hang-up').click();
      await until(() => phone.isOver);
      expect(stage.callerAlone(phone, sinceMs)).toBeUndefined();
      const heard = phone.heard.filter(({ fromMs }) => fromMs > sinceMs);
      expect(heard.map(({ source, text }) => [source, text])).toEqual([['keys', '5']]);
      await page.locator('h1.wrap-up').waitFor();
      const [{ sid = '' } = {}] = await stage.tasks('&AssignmentStatus=wrapping');
      await page.locator('#note').fill('Is content');
      await page.locator('#finish').click();
      await heading('No call right now').waitFor();
      // What Ben has not finished yet stands: whoever is first takes it from nobody.
      await ben.locator('#finish').click();
      await ben.locator('.past li', { hasText: 'Passed on' }).waitFor();
      const task = await stand.rest<StoredTask>(`${tasksPath()}/${sid}`);
      expect(task.assignment_status).toBe('completed');
      expect(saidOf(task)).toEqual([
        { outcome: 'not-resolved', note: 'Ben knows the rules' },
        { outcome: 'resolved', note: 'Paid' },
        { outcome: 'resolved', note: 'Is content' },
      ]);
      await ben.context().close();
    }, 60_000);
  });

  test('changes the activity, and signs out for good', async () => {
    await page.getByLabel('Status').selectOption({ label: 'Offline' });
    await page.getByText('Your status lets no calls through').waitFor();
    const { workspaceSid } = stand.outputs;
    const worker = async (): Promise<string | undefined> =>
      (
        await stand.rest<{ workers: { activity_name: string }[] }>(
          `taskrouter.twilio.com/v1/Workspaces/${workspaceSid}/Workers`,
        )
      ).workers[0]?.activity_name;
    await until(async () => (await worker()) === 'Offline');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('alert').getByText('You are still signed in').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await heading('Sign in').waitFor();
    await page.reload();
    await page.locator('p', { hasText: 'You are not signed in' }).waitFor();
    // The SDKs keep how much they log.
    const kept = await page.evaluate<string[]>('Object.keys(localStorage)');
    expect(kept.filter((key) => !key.startsWith('loglevel:'))).toEqual([]);
  }, 30_000);
});
