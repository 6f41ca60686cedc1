import type { Browser, BrowserContext, Page } from 'playwright-core';
import { answersAfter, neverAnswers, type Phone } from '../../emulator/people';
import type { ConsoleStand } from '../../scripts/console/stand';
import { findBrowser } from '../support/browser';
import { FAST } from '../support/real-time';
import { saidOf, Stage, until } from '../support/stage';

const place = findBrowser();
if (!place) console.warn("skipped: no Chromium found for the agent's page in trouble (name it in CHROMIUM)");

const CALLER = '+15550100911';
/** The shortest that a phone may ring. */
const SHORT_RING_SECONDS = '5';

/** What happens to the agent's page while it is open: it says so, shows nothing that is over, and loses no note. */
(place ? describe : describe.skip)("the agent's page in trouble", () => {
  let stage: Stage;
  let browser: Browser;
  let stand: ConsoleStand;
  let context: BrowserContext;
  let page: Page;
  let address: string;

  beforeAll(async () => {
    // What the tests cut off, calls that are over, and what somebody else has changed meanwhile.
    stage = await Stage.open(place ?? '', /status of 4(0[134]|12)|ERR_/, {
      charactersPerSecond: FAST,
    });
    ({ browser, stand } = stage);
    context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' });
    await context.clock.install();
    page = await stage.page(context);
    const link = await stand.invite();
    address = link.split('#')[0] ?? '';
    await page.goto(link);
    await page.locator('#sign-in').click();
    await connected();
  }, 60_000);
  afterAll(() => stage?.close());
  afterEach(() => expect(stage.complaints.splice(0)).toEqual([]));

  const heading = (name: string, shown = page) => shown.getByRole('heading', { name, exact: true }).first();
  const connected = (shown = page) => shown.getByText('Connected', { exact: true }).waitFor();
  const past = (shown = page) => shown.locator('.past li').first();

  const cutSockets = () => fetch(`${stand.emulator.url}/_emulator/sockets`, { method: 'DELETE' });

  async function rings(): Promise<Phone> {
    stand.whenRings(neverAnswers);
    const phone = await stand.callsAbout(CALLER, 'A human for billing, please.');
    await heading('A caller for you').waitFor();
    return phone;
  }

  /** `whileRinging`: what happens before the agent presses 1. */
  async function talks(whileRinging?: () => Promise<void>): Promise<Phone> {
    let goOn = (): void => undefined;
    const ready = new Promise<void>((resolve) => (goOn = resolve));
    stand.whenRings(
      answersAfter(300, async (agent) => {
        await agent.hears(/press 1/i, { at: 'start' });
        await ready;
        agent.press('1');
        await agent.listens(60_000);
      }),
    );
    const phone = await stand.callsAbout(CALLER, 'A human for billing, please.');
    await whileRinging?.();
    goOn();
    await page.locator('#hold').waitFor();
    return phone;
  }

  const wrapUpOf = async (note: string) =>
    (await stage.tasks()).flatMap(saidOf).find((said) => said.note === note);

  test('a caller who leaves while the card is open takes its buttons away', async () => {
    const phone = await rings();
    phone.hangUp();
    await heading('No call right now').waitFor();
    expect(await past().innerText()).toContain('The caller left');
    expect(await page.locator('#decline').count()).toBe(0);
  }, 30_000);

  test('what is said while it rings shows at once, without the page asking', async () => {
    const followed = new Promise<void>((resolve) =>
      page.on('websocket', (socket) =>
        socket.on('framereceived', ({ payload }) => {
          if (String(payload).includes('subscription_established')) resolve();
        }),
      ),
    );
    const phone = await rings();
    await followed;
    // The token is renewed in time, also where the first attempt gets no answer.
    const address = '**/console/follow';
    await page.route(address, (route) => route.abort(), { times: 1 });
    const [failed, renewed] = [page.waitForEvent('requestfailed'), page.waitForResponse(address)];
    await context.clock.fastForward(201_000);
    await failed;
    await context.clock.fastForward(6_000);
    expect((await renewed).status()).toBe(200);
    // It asks by itself every half minute only.
    await phone.says('It is about invoice 4711.');
    await page.locator('.turns', { hasText: 'It is about invoice 4711.' }).waitFor();
    phone.hangUp();
    await heading('No call right now').waitFor();
  }, 30_000);

  test('a call that was not taken in time takes its card away and says so', async () => {
    const backToLong = await stage.vary('RING_SECONDS', SHORT_RING_SECONDS);
    const phone = await rings();
    await backToLong();
    await heading('No call right now').waitFor();
    expect(await past().innerText()).toContain('Not taken');
    expect(await page.locator('#decline').count()).toBe(0);
    phone.hangUp();
  }, 40_000);

  test('without a network the page says so; back again it shows what has become of the call', async () => {
    const phone = await rings();
    await context.setOffline(true);
    await cutSockets();
    await page.locator('.link.lost').waitFor();
    expect(await page.locator('#decline').isDisabled()).toBe(true);
    phone.hangUp();
    await until(() => stand.agent.phones.at(-1)?.isOver === true);
    await until(async () =>
      (await stage.tasks()).every(({ assignment_status }) => assignment_status !== 'reserved'),
    );
    await context.setOffline(false);
    await connected();
    await heading('No call right now').waitFor();
    expect(await past().innerText()).toContain('No longer yours');
  }, 40_000);

  test('a connection that breaks while it rings is there again for what follows', async () => {
    const phone = await talks(async () => {
      await heading('A caller for you').waitFor();
      await cutSockets();
      await page.locator('.link.lost').waitFor();
      await connected();
    });
    phone.hangUp();
    await page.locator('h1.wrap-up').waitFor();
    await page.locator('#finish').click();
    await heading('No call right now').waitFor();
  }, 40_000);

  test('a note outlives a reload, a lost network and a failed attempt to save it', async () => {
    const phone = await talks();
    await page.locator('#note').fill('Call back on Monday');
    await page.locator('#outcome').selectOption('follow-up');
    await page.reload();
    await page.locator('#hold').waitFor();
    expect(await page.locator('#note').inputValue()).toBe('Call back on Monday');
    phone.hangUp();
    await page.locator('h1.wrap-up').waitFor();
    const noAnswer = (url: URL) => url.pathname.endsWith('/wrap-up');
    await page.route(noAnswer, (route) => route.abort());
    await page.locator('#finish').click();
    await page.locator('.problem', { hasText: 'Your note is still here' }).waitFor();
    await page.unroute(noAnswer);
    await page.reload();
    await page.locator('h1.wrap-up').waitFor();
    expect(await page.locator('#outcome').inputValue()).toBe('follow-up');
    await page.locator('#finish').click();
    await heading('No call right now').waitFor();
    expect(await wrapUpOf('Call back on Monday')).toMatchObject({
      outcome: 'follow-up',
      note: 'Call back on Monday',
    });
  }, 60_000);

  test('a whole call goes by the keyboard alone, and is told to who does not see it', async () => {
    const told = (text: string) =>
      until(async () => (await page.locator('#news').innerText()).includes(text));
    const tabTo = async (id: string): Promise<void> => {
      for (let pressed = 0; pressed < 30; pressed += 1) {
        await page.keyboard.press('Tab');
        if (await page.locator(`#${id}:focus`).count()) return;
      }
      throw new Error(`#${id} is not reached by Tab`);
    };
    await page.reload();
    await connected();
    const phone = await talks(() => told('A caller for you: A human for billing, please.'));
    await told('On the call');
    expect(await page.locator('#hold').innerText()).toContain('F8');
    await page.keyboard.press('F8');
    await told('on hold');
    await page.keyboard.press('F8');
    await page.locator('#hold[aria-pressed="false"]').waitFor();
    await page.keyboard.press('Shift+F8');
    await tabTo('handover');
    await page.keyboard.type('Granted');
    await tabTo('cancel');
    await page.keyboard.press('Enter');
    await page.locator('#handover').waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+F4');
    await told('Wrap up');
    await until(() => phone.isOver);
    await tabTo('outcome');
    await page.keyboard.press('ArrowDown');
    await tabTo('note');
    await page.keyboard.type('By keyboard');
    await tabTo('finish');
    await page.keyboard.press('Enter');
    await told('No call right now');
    expect(await wrapUpOf('By keyboard')).toMatchObject({ outcome: 'follow-up', note: 'By keyboard' });
  }, 60_000);

  test('a queue that nobody answers for is asked for a minute, also when the page was loaded again', async () => {
    const phone = await talks();
    await page.locator('#pass-on').click();
    await page.locator('#to').selectOption({ label: 'Everyone' });
    await page.locator('#go').click();
    const asking = page.locator('#passing', { hasText: 'Being asked: Everyone.' });
    await asking.filter({ hasText: /(1:00|0:5\d) left/ }).waitFor();
    await page.reload();
    await asking.waitFor();
    // To the page it is as if the computer had slept: it connects anew.
    const connects = page.waitForEvent('websocket');
    await page.clock.fastForward(61_000);
    await connects;
    await connected();
    await page.locator('#passing', { hasText: 'Nobody took it in time: Everyone.' }).waitFor();
    expect(await page.locator('#pass-on').isEnabled()).toBe(true);
    await page.locator('#hang-up').click();
    await page.locator('h1.wrap-up').waitFor();
    await page.locator('#finish').click();
    await heading('No call right now').waitFor();
    await until(() => phone.isOver);
  }, 60_000);

  test('two tabs show one call: what is done and typed in one stands in the other', async () => {
    const phone = await talks();
    await page.locator('#note').fill('First words');
    const second = await stage.page(context);
    await second.goto(address);
    await second.locator('#hold[aria-pressed="false"]').waitFor();
    await until(async () => (await second.locator('#note').inputValue()) === 'First words');
    await second.locator('#note').fill('First words, and more');
    await until(async () => (await page.locator('#note').inputValue()) === 'First words, and more');
    await page.locator('#hold').click();
    await second.locator('#hold[aria-pressed="true"]').waitFor();
    phone.hangUp();
    await second.locator('h1.wrap-up').waitFor();
    await page.locator('h1.wrap-up').waitFor();
    await second.locator('#finish').click();
    for (const tab of [page, second]) await heading('No call right now', tab).waitFor();
    expect(await page.locator('#finish').count()).toBe(0);
    expect(await past().innerText()).toContain('First words, and more');
    expect((await wrapUpOf('First words, and more'))?.note).toBe('First words, and more');
    await second.close();
  }, 60_000);

  test('a token that runs out before its time is replaced, and nobody has to sign in', async () => {
    const sockets: string[] = [];
    page.on('websocket', (socket) => sockets.push(socket.url()));
    const { clockSkewMs } = stand.emulator.runtime;
    const { hostname } = new URL(stand.outputs.consoleUrl);
    // Issued by a clock that is slow: its quarter of an hour is over in five seconds.
    clockSkewMs.set(hostname, 5_000 - 15 * 60_000);
    await page.reload();
    await connected();
    clockSkewMs.set(hostname, 0);
    // The first one ends with its token.
    await until(() => sockets.length > 1);
    await connected();
    const phone = await rings();
    phone.hangUp();
    await heading('No call right now').waitFor();
  }, 40_000);

  test('a computer that slept has a new token and the calls of now', async () => {
    const tokens: number[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('/console/token')) tokens.push(response.status());
    });
    await cutSockets();
    await context.clock.fastForward('01:00:00');
    await until(() => tokens.includes(200));
    await connected();
    const phone = await rings();
    phone.hangUp();
    await heading('No call right now').waitFor();
  }, 40_000);
});
