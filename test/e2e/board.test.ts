import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { answersAfter } from '../../emulator/people';
import type { ConsoleStand } from '../../scripts/console/stand';
import { findBrowser } from '../support/browser';
import { clippedOn, violationsOn } from '../support/readable';
import { FAST } from '../support/real-time';
import { Stage, until } from '../support/stage';

const place = findBrowser();
if (!place) console.warn("skipped: no Chromium found for the supervisors' board (name it in CHROMIUM)");

/** Markup and right-to-left text, as somebody might say them. */
const WORDS = 'A human: order 4711 <img src=x onerror="broken=1"> שלום';
const CALLER = '+15550100901';
const SUPERVISOR = '+15550100300';

(place ? describe : describe.skip)("the supervisors' board", () => {
  let stage: Stage;
  let browser: Browser;
  let stand: ConsoleStand;
  let page: Page;

  beforeAll(async () => {
    // What is asked for on purpose: signed out, or the network cut.
    stage = await Stage.open(place ?? '', /status of 401|ERR_(FAILED|INTERNET)/, {
      charactersPerSecond: FAST / 3,
    });
    ({ browser, stand } = stage);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
    page = await stage.page(context);
    await page.clock.install();
  }, 60_000);
  afterAll(() => stage?.close());
  afterEach(() => expect(stage.complaints.splice(0)).toEqual([]));

  const tile = (name: string) => page.locator(`.tile.${name} dd`);
  const rows = (phase: string) => page.locator(`.phase.${phase} li button`);
  const steps = () =>
    page.locator('.timeline li').evaluateAll((items) => items.map((item) => item.dataset.step));

  /** The board asks again after five seconds, which need not be waited for. */
  const askAgain = () => page.clock.fastForward(5_000);

  /** Axe runs beside the page's own policy, which would let no such script in. */
  async function accessible(state: string): Promise<void> {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      expect([state, colorScheme, await violationsOn(page)]).toEqual([state, colorScheme, []]);
    }
    expect([state, await clippedOn(page)]).toEqual([state, []]);
  }

  test('is signed in to by a link, once; an agent’s session does not open it', async () => {
    const link = stand.inviteToBoard('Zoe', SUPERVISOR);
    await page.goto(link);
    await page.getByRole('heading', { name: 'Sign in to the board' }).waitFor();
    expect(page.url()).not.toContain('invite');
    await accessible('sign-in');
    await page.keyboard.press('Enter');
    await page.getByText('Up to date', { exact: true }).waitFor();
    await accessible('empty');
    expect(await page.locator('.floor').innerText()).toContain('Nobody is waiting.');
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({
      name: '__Host-supervisor',
      httpOnly: true,
      secure: true,
      sameSite: 'Strict',
    });

    const stranger = await browser.newContext();
    const second = await stranger.newPage();
    await second.goto(link);
    await second.getByRole('button', { name: 'Sign in' }).click();
    await second.locator('.problem', { hasText: 'has been used' }).waitFor();
    await second.goto(await stand.invite());
    await second.getByRole('button', { name: 'Sign in' }).click();
    await second.getByText('Connected', { exact: true }).waitFor();
    await second.goto(link.replace(/#.*/, ''));
    await second.locator('.problem', { hasText: 'The board is for supervisors' }).waitFor();
    await stranger.close();
  }, 40_000);

  test('follows a call from the AI to the human and to its end, by the keyboard alone', async () => {
    let accepts: () => void = () => undefined;
    const accepted = new Promise<void>((resolve) => (accepts = resolve));
    stand.whenRings(
      answersAfter(300, async (agent) => {
        await accepted;
        agent.press('1');
        await agent.listens(60_000);
      }),
    );
    const phone = await stand.callsAbout(CALLER, WORDS);
    await until(async () => (await rows('ringing').count()) > 0 || (await askAgain(), false));
    expect(await rows('ringing').innerText()).toMatch(/general · English\s+Everyone · The AI’s judgement/);
    expect(await page.locator('.floor').innerText()).not.toContain(CALLER);
    expect([await tile('ringing').innerText(), await tile('oldest').innerText()]).toEqual([
      '1',
      expect.stringMatching(/^0:\d\d$/),
    ]);
    await rows('ringing').focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-step="answered"]').waitFor();
    expect(await steps()).toEqual(['requested', 'queued', 'reserved', 'answered']);
    expect(await page.locator('[data-fact="caller"]').innerText()).toBe(CALLER);
    expect(await page.locator('[data-fact="reason"]').innerText()).toBe(WORDS);
    expect(await page.evaluate('window.broken')).toBeUndefined();
    // The agent has so long to press a key.
    accepts();
    await until(() => stand.isBridged());
    await askAgain();
    await page.locator('[data-step="bridged"]').waitFor();
    expect((await steps()).slice(4)).toEqual(['accepted', 'redirected', 'bridged']);
    await accessible('call');

    const supervisor = stand.emulator.people.person(SUPERVISOR);
    supervisor.whenRings(
      answersAfter(300, async (phone) => {
        await phone.hears(/press 1/i);
        phone.press('1');
      }),
    );
    const pressed = (name: string) => page.getByRole('button', { name, exact: true, pressed: true });
    expect(await page.getByRole('button', { name: 'Whisper to the agent' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Listen', exact: true }).press('Enter');
    await page.getByText('Your phone rings. Answer it and press 1.').waitFor();
    await pressed('Listen').waitFor();
    await page.getByText('You hear both. Nobody hears you.').waitFor();
    await accessible('listening');
    await page.getByRole('button', { name: 'Whisper to the agent' }).press('Enter');
    await pressed('Whisper to the agent').waitFor();
    await page.getByRole('button', { name: 'Leave' }).press('Enter');
    await until(() => supervisor.phones.at(-1)?.isOver === true);
    await page.keyboard.press('Escape');
    await rows('talking').first().waitFor();
    await until(async () => (await page.evaluate('document.activeElement.dataset.call')) === phone.callSid);
    await accessible('busy');

    phone.hangUp();
    const ended = page.locator('[aria-labelledby="ended"] li button');
    await until(async () => (await ended.count()) > 0 || (await askAgain(), false));
    expect(await ended.innerText()).toContain('general · Everyone');
    await until(async () => (await tile('talking').innerText()) === '0');
    await ended.focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-step="ended"]').waitFor();
    expect(await steps()).toHaveLength(8);
    await page.locator('#close-call').press('Enter');
  }, 60_000);

  test('says that it is not up to date while the network is cut, and is again when it is back', async () => {
    await page.context().setOffline(true);
    await page.clock.fastForward(20_000);
    await page.locator('.link.lost', { hasText: 'Not up to date since' }).waitFor();
    expect(await page.locator('#news').innerText()).toContain('Not up to date');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('alert').getByText('You are still signed in').waitFor();
    await accessible('stale');
    await page.context().setOffline(false);
    await page.clock.fastForward(60_000);
    await page.locator('.link.live').waitFor();
  }, 60_000);

  test('shows the outcomes as pictures, in numbers, and as a file', async () => {
    await page.getByRole('button', { name: 'Outcomes' }).click();
    const waits = page.getByRole('img', { name: /^Time to human\. / });
    await waits.waitFor();
    expect(await waits.getAttribute('aria-label')).toMatch(/: 1(,|$)/);
    await page.getByRole('img', { name: 'Queues. Everyone: 1' }).waitFor();
    await accessible('today');
    await page.locator('#today').focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('img', { name: /^Handoffs per day\. / }).waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('month');
    await page.locator('summary').press('Enter');
    expect(await page.locator('tbody tr').first().innerText()).toMatch(/^All\s+1\s+100%\s+1/);
    await accessible('month');
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('#csv').click()]);
    const lines = readFileSync(await file.path(), 'utf8').split('\r\n');
    expect(lines[0]).toBe('period,group,name,handoffs,share,reached a human,median seconds,p90 seconds');
    expect(lines[1]).toMatch(/^30 days to [\d-]+,all,,1,1,1,[\d.]+,[\d.]+$/);
  }, 40_000);

  test('speaks Spanish, and is signed out of for good', async () => {
    const context = await browser.newContext({ locale: 'es-ES', viewport: { width: 390, height: 844 } });
    const spanish = await context.newPage();
    await spanish.goto(stand.inviteToBoard('Zoe'));
    await spanish.getByRole('button', { name: 'Acceder' }).click();
    await spanish.getByText('Nadie espera.').waitFor();
    expect(await spanish.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await context.close();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to the board' }).waitFor();
    await page.reload();
    await page.locator('p', { hasText: 'You are not signed in' }).waitFor();
  }, 40_000);
});
