import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { findBrowser, launch } from '../support/browser';
import { twilioClient } from '../support/twilio-client';
import { AGENT, CALLER, NUMBER, wholeEmulator, type WholeEmulator } from '../support/whole-emulator';

const place = findBrowser();
if (!place) console.warn('skipped: no Chromium found for the page of the emulator (name it in CHROMIUM)');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const NASTY = '<img src=x onerror="window.broken = 1"> & "quotes"';

(place ? describe : describe.skip)('the page of the emulator', () => {
  let browser: Browser;
  let whole: WholeEmulator;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await launch(place ?? '');
  }, 30_000);
  afterAll(() => browser?.close());

  beforeEach(async () => {
    whole = await wholeEmulator();
    await whole.ask('PUT', `/people/${AGENT}`, {
      does: 'script',
      script: [{ answer: 'human' }, { say: NASTY }, { hear: 'thanks' }, { hangUp: true }],
    });
    complaints = [];
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
  });
  afterEach(async () => {
    await page.close();
    await whole.close();
    expect(complaints).toEqual([]);
  });

  async function aCall(): Promise<void> {
    const script = [{ hear: 'press' }, { press: '1' }, { hear: 'quotes' }, { say: 'Thanks.' }];
    await whole.ask('POST', `/people/${CALLER}/calls`, { to: NUMBER, script });
    await whole.ask('POST', '/clock/advance', { ms: 60_000 });
  }
  const lines = () => page.locator('#list [role=option]');
  const detail = () => page.locator('#detail');
  /** Until the page has all that happened: while lines come, those below them move. */
  const readTo = (key: string) => page.locator(`#list li:first-child[data-key="${key}"]`).waitFor();
  const mistakes = async () => {
    await page.evaluate(AXE);
    return page.evaluate<string[]>(
      "axe.run().then(({ violations }) => violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' ')))",
    );
  };

  it('shows a call as it happens, with what each leg hears, and never as markup', async () => {
    await page.goto(whole.emulator.url);
    await page.getByText('No calls yet').waitFor();
    await aCall();
    await readTo((await whole.ask('GET', '/calls')).body.calls.at(-1).sid);
    await lines()
      .filter({ hasText: `${CALLER} → ${NUMBER}` })
      .click();
    await detail().locator('.lane').nth(1).waitFor();
    const widths = await detail()
      .locator('.lane .s-human')
      .evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute('width'))));
    expect(widths).toHaveLength(2);
    for (const width of widths) expect(width).toBeGreaterThan(10);
    expect(await detail().innerText()).toContain(`says “${NASTY}”`);
    expect(await page.evaluate('window.broken')).toBeUndefined();
    expect(await page.locator('main img').count()).toBe(0);
  });

  it('leads by keyboard through tabs, lists and details, and back by Escape', async () => {
    await aCall();
    await page.goto(whole.emulator.url);
    await page.locator('#tab-calls').focus();
    for (let tab = 0; tab < 6; tab += 1) await page.keyboard.press('ArrowRight');
    await page.locator('#list li:first-child[data-key^="webhook-"]').waitFor();
    const focused = () =>
      page.evaluate<string>('document.activeElement.dataset.key ?? document.activeElement.id');
    expect(await focused()).toBe('tab-webhooks');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const [first, second] = await lines().evaluateAll((all) =>
      all.map((one) => one.getAttribute('data-key')),
    );
    expect(await focused()).toBe(first);
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(second);
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.keyboard.press('Enter');
    await detail().getByText('Signed text').waitFor();
    expect(await lines().nth(1).getAttribute('aria-selected')).toBe('true');
    await page.getByRole('button', { name: 'Close' }).focus();
    await page.keyboard.press('Escape');
    await detail().waitFor({ state: 'hidden' });
    expect(await focused()).toBe(second);
  });

  it('shows a webhook with request, answer and the check of its signature, found by the filter', async () => {
    await aCall();
    const { webhooks } = (await whole.ask('GET', '/webhooks')).body;
    expect(webhooks.length).toBeGreaterThan(1);
    // What was asked for before the filter comes after what is asked for with it.
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/_emulator/webhooks', async (route) => held.then(() => route.continue()), {
      times: 1,
    });
    const late = page.waitForResponse('**/_emulator/webhooks');
    await page.goto(`${whole.emulator.url}/#webhooks`);
    await page.locator('#filter').fill('/pressed');
    await page.locator('#list li:only-child').waitFor();
    release();
    await (await late).finished();
    await page.evaluate("fetch('/_emulator/clock').then((answer) => answer.text())");
    expect(await lines().count()).toBe(1);
    await lines().first().click();
    await detail().getByText('Twilio signature valid').waitFor();
    const text = await detail().innerText();
    expect(text).toContain('Digits');
    expect(text).toContain('<Dial>');
    expect(text).toContain(`${whole.receiver.url}/pressed`);
  });

  it('shows who waits in a queue, who is in a conference, recordings and streams, each beside its call', async () => {
    const { emulator, ask } = whole;
    const client = twilioClient(emulator.url, emulator.account);
    const name = 'Questions-about-the-second-invoice-of-a-year-that-is-long-over';
    const TWIML = [`<Enqueue>${name}</Enqueue>`, '<Dial><Conference>room</Conference></Dial>'];
    const [waiting, talking] = await Promise.all(
      TWIML.map(async (verb, index) => {
        const to = `+1555010030${index}`;
        await ask('PUT', `/people/${to}`, { does: 'script', script: [{ answer: 'human' }] });
        return (await client.calls.create({ to, from: NUMBER, twiml: `<Response>${verb}</Response>` })).sid;
      }),
    );
    await ask('POST', '/clock/advance', { ms: 5000 });
    const { sid: recording } = await client.calls(waiting ?? '').recordings.create({});
    await ask('POST', '/clock/advance', { ms: 4000 });
    await client
      .calls(waiting ?? '')
      .recordings(recording)
      .update({ status: 'stopped' });
    const service = await client.sync.v1.services.create({});
    await client.sync.v1.services(service.sid).syncStreams.create({ uniqueName: 'beats' });

    await page.setViewportSize({ width: 390, height: 844 });
    const open = async (tab: string) => {
      await page.goto(`${emulator.url}/#${tab}`);
      await lines().first().click();
      await detail().locator('h2').waitFor();
      expect([tab, await page.evaluate('document.documentElement.scrollWidth - innerWidth')]).toEqual([
        tab,
        0,
      ]);
      return detail().innerText();
    };
    expect(await open('conferences')).toMatch(/Who is in it[^]*\+15550100301/);
    expect(await detail().getByRole('link', { name: '+15550100301' }).getAttribute('href')).toBe(
      `#calls/${talking}`,
    );
    await client.conferences((await client.conferences.list())[0]?.sid ?? '').update({ status: 'completed' });
    await ask('POST', '/clock/advance', { ms: 100 });
    expect(await open('conferences')).toMatch(/Nobody[^]*Who has left it[^]*\+15550100301[^]*came [^]*ended/);
    expect(await open('recordings')).toMatch(/4 s[^]*curl -u .*[^]*\/Recordings\/RE/);
    expect(await open('sync')).toMatch(/beats[^]*stream/);
    expect(await open('queues')).toMatch(/Who waits[^]*1\.[^]*\+15550100300[^]*9 s/);
    expect(await mistakes()).toEqual([]);
    await detail().getByRole('link', { name: '+15550100300' }).press('Enter');
    await detail().getByRole('link', { name: name }).waitFor();
    expect(await detail().getByRole('link', { name: '4 s' }).getAttribute('href')).toBe(
      `#recordings/${recording}`,
    );
    expect(await mistakes()).toEqual([]);
  });

  it('says in the list and at the top of a call why it went wrong, and leads to the webhook and back', async () => {
    const { emulator } = whole;
    const client = twilioClient(emulator.url, emulator.account);
    const [number] = await client.incomingPhoneNumbers.list({ phoneNumber: NUMBER });
    await client.incomingPhoneNumbers(number?.sid ?? '').update({ voiceUrl: 'http://127.0.0.1:9/nobody' });
    await aCall();
    await page.goto(emulator.url);
    const call = lines().filter({ hasText: `${CALLER} → ${NUMBER}` });
    await call.and(page.locator('.bad')).click();
    expect(await call.innerText()).toContain('error 11200');
    await detail().getByText('What went wrong').waitFor();
    expect(await detail().locator('section').first().innerText()).toMatch(
      /twiml\.error\s+11200: HTTP retrieval/,
    );
    await detail().getByRole('link', { name: 'voice.twiml' }).first().click();
    await detail().getByText('127.0.0.1:9/nobody').first().waitFor();
    await detail().getByRole('link', { name: /^CA/ }).click();
    await detail().getByText('ended because').waitFor();
    await client.incomingPhoneNumbers(number?.sid ?? '').update({ voiceUrl: '' });
    await aCall();
    await page.locator('#list li.bad', { hasText: 'failed' }).click();
    await detail().locator('li', { hasText: 'the number has no VoiceUrl' }).waitFor();
  });

  it('saves everything as a file and restores it, on every page that is open', async () => {
    const file = 'state.json';
    await page.goto(whole.emulator.url);
    await aCall();
    const { sid: kept } = (await whole.ask('GET', '/calls')).body.calls.at(-1);
    await readTo(kept);
    const other = await browser.newPage();
    await other.goto(`${whole.emulator.url}/#journal`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Save state' }).click(),
    ]);
    const state = readFileSync(await download.path());
    await aCall();
    await page.locator(`#list li:not(:first-child)[data-key="${kept}"]`).waitFor();
    const restores = (buffer: Buffer) =>
      page.getByLabel('Restore').setInputFiles({ name: file, mimeType: 'application/json', buffer });

    await restores(Buffer.from('{"format": "a letter"}'));
    await page
      .getByRole('alert')
      .getByText(/is not restored: format: got "a letter", wants [^;]*$/)
      .waitFor();
    complaints.length = 0;
    expect(await mistakes()).toEqual([]);
    const reloaded = other.waitForEvent('load');
    await restores(state);
    await readTo(kept);
    await reloaded;
    await other.close();
  });

  it('fits a phone in the dark', async () => {
    await aCall();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(whole.emulator.url);
    const overflow = () => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    const ground = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    expect(Math.max(...(ground.match(/\d+/g) ?? []).map(Number))).toBeLessThan(60);
    const tabs = await page.locator('[role=tab]').all();
    expect(tabs).toHaveLength(8);
    for (const tab of tabs) {
      await tab.click();
      expect([await tab.innerText(), await overflow()]).toEqual([await tab.innerText(), 0]);
    }
    await readTo(String(whole.emulator.journal.entries.length));
    await lines().first().click();
    await detail().locator('pre').waitFor();
    expect(await overflow()).toBe(0);
    expect(await page.locator('#overview').isVisible()).toBe(false);
    expect(await mistakes()).toEqual([]);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.locator('#overview').waitFor();
  });
});
