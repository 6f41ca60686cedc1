import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { AGENTS, NUMBER, SUPERVISOR } from '../../scripts/demo/cast';
import { openLive } from '../../scripts/dev/live';
import { openPlayground, type Playground } from '../../scripts/dev/open';
import { deployedVariables } from '../../scripts/emulator/env-file';
import { findBrowser, launch } from '../support/browser';
import { freePort } from '../support/free-port';
import { clippedOn, violationsOn } from '../support/readable';
import { releaseTimers } from '../support/real-time';
import { twilioClient } from '../support/twilio-client';

const place = findBrowser();
if (!place) console.warn('skipped: no Chromium found for the playground (name it in CHROMIUM)');

(place ? describe : describe.skip)('the playground', () => {
  let browser: Browser;
  let playground: Playground;
  let page: Page;
  let folder: string;
  let rules: string;
  let isClosed = false;
  const complaints: string[] = [];
  /** Origins that are served by the test. */
  const elsewhere = new Map<string, string>();

  beforeAll(async () => {
    releaseTimers();
    folder = mkdtempSync(path.join(tmpdir(), 'playground-'));
    rules = path.join(folder, 'rules.yaml');
    copyFileSync('routing/rules.yaml', rules);
    [browser, playground] = await Promise.all([
      launch(place ?? ''),
      openPlayground({ port: 0, rules, ringSeconds: 60, resolve: (origin) => elsewhere.get(origin) }),
    ]);
    await playground.start();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
    page.setDefaultTimeout(15_000);
    watch(page);
    await page.goto(`${playground.emulator.url}/playground`);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    if (!isClosed) await playground?.close();
    rmSync(folder, { recursive: true });
  });
  afterEach(() => expect(complaints).toEqual([]));

  function watch(one: Page): void {
    one.on('pageerror', (error) => complaints.push(error.message));
    one.on('console', (message) => {
      if (message.type() === 'error' && !/status of 40[134]/.test(message.text()))
        complaints.push(message.text());
    });
  }

  const caller = () => page.locator('#caller');
  const ana = () => page.getByRole('article', { name: 'Ana’s phone' });
  const press = (name: string | RegExp, on = page.locator('body')) =>
    on.getByRole('button', { name, exact: typeof name === 'string' }).click();
  /** A step that a handoff has come to; the steps before it are all named from the start. */
  const reached = (step: string, on = page) => on.locator('.handoff .reached').filter({ hasText: step });
  /** Words in a conversation, by who says them. */
  const words = (who: string, text: string | RegExp, on = caller()) =>
    on.locator(`.talk .by-${who}`).filter({ hasText: text });

  /** Looks again until it holds; the test's own limit is the deadline. The page's policy forbids a wait in the page. */
  async function until(holds: string): Promise<void> {
    while (!(await page.evaluate<boolean>(holds))) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  /** What is built takes as long as the machine needs for it. */
  const inForce = (): Promise<void> => until("document.querySelector('#work').className === 'in-force'");

  async function accessible(state: string, on = page): Promise<void> {
    expect([state, await violationsOn(on), await clippedOn(on)]).toEqual([state, [], []]);
  }

  test('a caller is answered by the AI, asks for a human, and talks with Ana, whose page shows what was said', async () => {
    await inForce();
    await accessible('idle');
    const desk = await browser.newPage({ locale: 'en-US' });
    watch(desk);
    await desk.goto(await playground.workshop.signInLink('Ana'));
    await desk.locator('#sign-in').click();
    await desk.locator('.link.live').waitFor();

    await press('Call', caller());
    await words('ai', 'thank you for calling').waitFor();
    await caller().getByLabel('What you say').fill('Wrong bill, order 4711.');
    await page.keyboard.press('Enter');
    await words('own', 'order 4711.').waitFor();
    // Said while the first sentence lasts, it waits its turn.
    await press('I want to speak to a human.', caller());
    await press('Answer', ana());
    await words('announcement', 'You have a call for our billing team', ana()).waitFor();
    expect(await desk.locator('[data-fact="caller"]').innerText()).toBe('+15550100900');
    expect(await desk.locator('[data-fact="reason"]').innerText()).toBe('Wrong bill, order 4711.');
    expect(await desk.locator('[data-fact="order"]').innerText()).toBe('4711');
    await press(/take the call/, ana());
    await reached('bridged').waitFor();
    await ana().getByLabel('What you say').fill('Ana here.');
    await ana().getByLabel('What you say').press('Enter');
    await words('human', 'Ana here.').waitFor();
    await press('Thank you, goodbye.', caller());
    await words('human', 'Thank you, goodbye.', ana()).waitFor();
    expect(await page.locator('.lane').count()).toBe(2);
    await accessible('talking');
    await press('Hang up', caller());
    await page.locator('.handoff', { hasText: 'connected' }).waitFor();
    await desk.locator('h1.wrap-up').waitFor();
    await desk.locator('#finish').click();
    await desk.getByRole('heading', { name: 'No call right now' }).waitFor();
    await desk.close();
  }, 60_000);

  test('every webhook opens with its request, its answer and what was signed', async () => {
    await page.locator('.webhooks button', { hasText: '/voice/inbound' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Twilio signature valid').waitFor();
    const text = await dialog.innerText();
    expect(text).toContain('<Connect>');
    expect(text).toMatch(
      /Signed text\s+https:\/\/handoff-control-local-\d+\.twil\.io\/voice\/inbound\S*AccountSid/,
    );
    expect(text).toMatch(/x-twilio-signature\s+\S{27}=/i);
    await accessible('webhook');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  }, 30_000);

  test('a mistake in a rule stands at its line and changes nothing; mended, the next call follows it', async () => {
    await page.getByRole('tab', { name: 'Rules and texts' }).click();
    const text = page.getByLabel('Text of the file');
    await until("document.querySelector('textarea').value.includes('queue: billing')");
    const before = await text.inputValue();
    await text.fill(before.replace('queue: billing', 'queue: suport'));
    await page.keyboard.press('Control+s');
    await page.locator('.mistakes li').waitFor();
    const line = before.split('\n').findIndex((one) => one.includes('queue: billing')) + 1;
    expect(await page.locator('.mistakes li').innerText()).toMatch(
      new RegExp(`Line ${line}\\s+.*unknown queue 'suport'. Did you mean 'support'?`),
    );
    expect((await page.locator('.numbers .wrong').innerText()).trim()).toBe(String(line));
    expect(await page.locator('.notes .note').innerText()).toContain("unknown queue 'suport'");
    expect(await page.locator('#work').innerText()).toBe('Not in force');
    await accessible('mistake');

    // In any editor as well as on the page.
    writeFileSync(rules, before.replace('queue: billing', 'queue: support'));
    await inForce();
    await until("document.querySelector('textarea').value.includes('queue: support\\n        seconds')");
    expect(await page.locator('.mistakes li').count()).toBe(0);
  }, 40_000);

  test('by the keyboard alone a call comes from another number, and goes the way of the new rule', async () => {
    await page.getByRole('tab', { name: 'What happens' }).click();
    const { journal } = playground.emulator;
    const since = journal.entries.length;
    const focused = () => page.evaluate<string>('document.activeElement.textContent');
    const untilFocused = async (name: RegExp): Promise<void> => {
      while (!name.test(await focused())) await new Promise((resolve) => setTimeout(resolve, 50));
    };
    await page.locator('#number').focus();
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Another number');
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('Call');
    await page.keyboard.press('Enter');
    await words('ai', 'thank you for calling').waitFor();
    await until("document.activeElement.getAttribute('aria-label') === 'What you say'");
    await page.keyboard.type('A human for my bill.');
    await page.keyboard.press('Enter');
    await ana().getByRole('button', { name: 'Refuse' }).waitFor();
    const entered = journal.entries
      .slice(since)
      .filter(({ kind }) => kind === 'task-queue.entered')
      .map((entry) => entry['task_queue_name']);
    expect(entered).toEqual(['Support']);
    expect(await page.locator('#number').inputValue()).toBe('+15550100901');
    // What is pressed goes away, and the focus goes on to what comes next.
    await ana().getByRole('button', { name: 'Answer' }).focus();
    await page.keyboard.press('Enter');
    await untilFocused(/take the call/);
    await page.keyboard.press('Tab');
    expect(await focused()).toMatch(/decline/);
    await page.keyboard.press('Enter');
    await words('announcement', 'someone else will take it', ana()).waitFor();
    await caller().getByRole('button', { name: 'Hang up' }).focus();
    await page.keyboard.press('Enter');
    await untilFocused(/Call again/);
  }, 40_000);

  test('reads out what is heard, stops at the end of the call, and says what it understands', async () => {
    const own = await browser.newPage({ locale: 'en-US' });
    watch(own);
    // Stand-ins for what the browser's own functions do with a loudspeaker and a microphone.
    await own.addInitScript(`
      window.spoken = [];
      Object.defineProperty(window, 'speechSynthesis', {
        value: { speak: (utterance) => spoken.push(utterance.text), cancel: () => spoken.push('(hush)') },
      });
      window.SpeechRecognition = window.webkitSpeechRecognition = class extends EventTarget {
        start() {
          const results = [Object.assign([{ transcript: 'What time is it?' }], { isFinal: true })];
          this.dispatchEvent(Object.assign(new Event('result'), { results }));
          this.dispatchEvent(new Event('end'));
        }
        stop() {}
      };`);
    await own.goto(`${playground.emulator.url}/playground`);
    await own.getByLabel('Read aloud').check();
    const phone = own.locator('#caller');
    await own.getByLabel('Your number').fill('+15550100950');
    // Whoever is quicker than the page, which has yet to ask which number is dialled.
    let isPressed = (): void => undefined;
    const pressed = new Promise<void>((resolve) => (isPressed = resolve));
    await own.route(/\/_emulator$/, async (route) => {
      await pressed;
      await route.continue();
    });
    await press('Call', phone);
    isPressed();
    await words('ai', 'thank you for calling', phone).waitFor();
    await press('Speak', phone);
    await words('own', 'What time is it?', phone).waitFor();
    await press('Hang up', phone);
    await phone.getByRole('button', { name: 'Call again' }).waitFor();
    const [, ...spoken] = await own.evaluate<string[]>('spoken');
    expect(spoken[0]).toBe('Hello, thank you for calling. How can I help you?');
    expect(spoken.at(-1)).toBe('(hush)');
    await own.close();
  }, 30_000);

  test('a whisper that waits long enough to be looked at', async () => {
    playground.emulator.voice.forTaskRouter.createCall({
      ...{ to: AGENTS.ana.number, from: NUMBER },
      twiml: '<Response><Gather timeout="120"><Say>You have a call.</Say></Gather></Response>',
    });
    await press('Answer', ana());
    await words('announcement', 'You have a call.', ana()).waitFor();
    await ana()
      .getByRole('button', { name: /take the call/ })
      .waitFor();
    await accessible('whisper');
    await press('Hang up', ana());
    await ana().locator('.screen', { hasText: 'The call is over' }).waitFor();
  }, 30_000);

  test('whoever else is rung, such as a supervisor who listens, has a phone here', async () => {
    playground.emulator.voice.forTaskRouter.createCall({
      ...{ to: SUPERVISOR.number, from: NUMBER },
      twiml: '<Response><Gather><Say>To listen, press 1.</Say></Gather></Response>',
    });
    const phone = page.getByRole('article', { name: `Phone ${SUPERVISOR.number}` });
    await press('Answer', phone);
    await words('announcement', 'press 1', phone).waitFor();
    expect(await phone.getByRole('button', { name: /take the call|duty/ }).count()).toBe(0);
    await press('1', phone);
    await words('key', 'pressed 1', phone).waitFor();
    await press('Hang up', phone);
    await phone.locator('.screen', { hasText: 'The call is over' }).waitFor();
  }, 30_000);

  test('fits a phone in the dark', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const tab of [/What happens/, /Rules and texts/]) {
      await page.getByRole('tab', { name: tab }).click();
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
      await accessible(`dark, ${tab.source}`);
    }
  }, 20_000);

  test('the same page works before an account, for which the local platform stands in', async () => {
    const { emulator } = playground;
    const url = 'https://live.example';
    const [port, client] = [await freePort(), twilioClient(emulator.url, emulator.account)];
    elsewhere.set(url, `http://127.0.0.1:${port}`);
    const app = await client.applications.create({ friendlyName: 'playground' });
    const deployed = { ...(await deployedVariables(emulator)), TWIML_APP_SID: app.sid };
    const envFile = path.join(folder, '.env');
    writeFileSync(
      envFile,
      Object.entries(deployed)
        .filter(([name]) => name !== 'TWILIO_BASE_URL')
        .map(([name, value]) => `${name}='${value}'\n`)
        .join(''),
    );
    const live = await openLive({
      ...{ port, pagePort: 0, url, envFile, standIn: emulator.url },
      ...{ tell: () => undefined, print: () => undefined },
    });
    const own = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
    try {
      watch(own);
      await own.goto(`${live.pageUrl}/playground`);
      await own.getByText('The real account').waitFor();
      const pointing = own.getByRole('region', { name: 'Webhooks of the account' });
      // That address is known to the local platform alone.
      await pointing.getByText(`asked for at ${url} does not come here`).waitFor();
      await pointing.getByText('go elsewhere').waitFor();
      await press('Lead them here …', pointing);
      await press('Change the account', own.getByRole('dialog'));
      await pointing.getByText('All 8 come here.').waitFor();
      expect((await client.applications(app.sid).fetch()).voiceUrl).toBe(`${url}/voice/inbound`);

      const phone = own.getByRole('region', { name: 'Your phone' });
      await press('Another name', phone);
      await press('Call', phone);
      await phone.getByText('On the line').waitFor();
      const me = emulator.people.person('client:caller-2').phones.at(-1);
      await me?.hears(/thank you for calling/);
      void me?.says('I want to speak to a human.');
      await words('own', 'I want to speak to a human.', phone).waitFor();
      await press('Answer', ana());
      await press(/take the call/, ana());
      await reached('bridged', own).waitFor();
      await own.getByText('Only the local platform writes down who hears what').waitFor();
      await own.locator('.webhooks button', { hasText: '/voice/inbound' }).click();
      await own.getByRole('dialog').getByText('Twilio signature valid').waitFor();
      await own.keyboard.press('Escape');
      await accessible('on a call of an account', own);
      await press('Hang up', phone);
      await phone.getByText('The call is over').waitFor();
      await own.locator('.handoff', { hasText: 'connected' }).waitFor();

      // The account has the rule that was edited above, not that of the file.
      await own.getByRole('tab', { name: 'Rules and texts' }).click();
      await own.getByText('Rule “Billing” is another one in the account').waitFor();
      await accessible('rules of an account', own);
      // Vapi tells of its leg's end a little later.
      await own.getByRole('tab', { name: 'What happens' }).click();
      await own.locator('.webhooks button', { hasText: 'end-of-call-report' }).waitFor();
      await saysWhyTwilioIsNotReached(live.pageUrl);
    } finally {
      await own.close();
      await live.close();
    }
  }, 90_000);

  /** Twilio's own SDK under the page's policy, cut off from Twilio. */
  async function saysWhyTwilioIsNotReached(pageUrl: string): Promise<void> {
    const own = await browser.newPage({ locale: 'en-US' });
    const refused: string[] = [];
    own.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text());
    });
    own.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
    await own.route('**/_emulator/phone', async (route) => {
      const { token } = (await (await route.fetch()).json()) as { token: string };
      await route.fulfill({ json: { token } });
    });
    await own.goto(`${pageUrl}/playground`);
    const phone = own.getByRole('region', { name: 'Your phone' });
    await own.getByText('The account routes otherwise').waitFor({ state: 'attached' });
    await own.context().setOffline(true);
    await press('Call', phone);
    await phone
      .getByRole('alert')
      .filter({ hasText: /31000.*Look at the network/ })
      .waitFor();
    await phone.getByRole('button', { name: 'Call again' }).waitFor();
    expect(refused).toEqual([]);
    await own.close();
  }

  test('leaves nothing behind', async () => {
    const { folder: own, emulator } = playground;
    expect(existsSync(own)).toBe(true);
    // It would complain of the stream that ends.
    await page.close();
    await playground.close();
    isClosed = true;
    expect(existsSync(own)).toBe(false);
    await expect(fetch(emulator.url)).rejects.toThrow();
  });
});
