import type { Browser, Page } from 'playwright-core';
import { findBrowser, launch } from '../support/browser';
import { AGENT, CALLER, NUMBER, wholeEmulator, type WholeEmulator } from '../support/whole-emulator';

const place = findBrowser();
if (!place) console.warn('skipped: no Chromium found for the page of the emulator (name it in CHROMIUM)');
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

  it('shows a call as it happens, with what each leg hears, and never as markup', async () => {
    await page.goto(whole.emulator.url);
    await page.getByText('No calls yet').waitFor();
    await aCall();
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
    for (let tab = 0; tab < 3; tab += 1) await page.keyboard.press('ArrowRight');
    await page.waitForFunction("document.querySelector('#list li')?.dataset.key.startsWith('webhook-')");
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
    await page.goto(`${whole.emulator.url}/#webhooks`);
    await lines().first().waitFor();
    const all = await lines().count();
    await page.locator('#filter').fill('/pressed');
    await page.waitForFunction("document.querySelectorAll('#list li').length === 1");
    expect(all).toBeGreaterThan(1);
    await lines().first().click();
    await detail().getByText('Twilio signature valid').waitFor();
    const text = await detail().innerText();
    expect(text).toContain('Digits');
    expect(text).toContain('<Dial>');
    expect(text).toContain(`${whole.receiver.url}/pressed`);
  });

  it('fits a phone in the dark', async () => {
    await aCall();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(whole.emulator.url);
    const overflow = () => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    const ground = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    expect(Math.max(...(ground.match(/\d+/g) ?? []).map(Number))).toBeLessThan(60);
    for (const tab of ['calls', 'tasks', 'sync', 'webhooks', 'journal']) {
      await page.locator(`#tab-${tab}`).click();
      expect([tab, await overflow()]).toEqual([tab, 0]);
    }
    await lines().first().click();
    await detail().locator('pre').waitFor();
    expect(await overflow()).toBe(0);
    expect(await page.locator('#overview').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.locator('#overview').waitFor();
  });
});
