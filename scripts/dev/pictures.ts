import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { takeForReadme, type Take } from '../console/take';
import { openPlayground } from './open';

/** Every state of the playground, taken by `take`, and the README's picture of it. */
export async function takePlayground(browser: Browser, take: Take): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'playground-'));
  const rules = path.join(folder, 'rules.yaml');
  copyFileSync(path.resolve(__dirname, '../../routing/rules.yaml'), rules);
  const playground = await openPlayground({ port: 0, rules });
  try {
    await playground.start();
    const page = await browser.newPage({ locale: 'en-US', viewport: { width: 1440, height: 900 } });
    await page.goto(`${playground.emulator.url}/playground`);
    await page.getByRole('article', { name: 'Ana’s phone' }).waitFor();
    await take(page, 'playground-idle');
    await aCall(page, take);
    await aMistake(page, take);
    await page.close();
  } finally {
    await playground.close();
    rmSync(folder, { recursive: true });
  }
}

async function aCall(page: Page, take: Take): Promise<void> {
  const caller = page.locator('#caller');
  const ana = page.getByRole('article', { name: 'Ana’s phone' });
  const heard = (text: string) => page.locator('.talk li').filter({ hasText: text }).last().waitFor();
  await caller.getByRole('button', { name: 'Call' }).click();
  await heard('How can I help you?');
  await caller.getByRole('button', { name: 'I was charged twice for order 4711.' }).click();
  await heard('tell me a little more about that.');
  await caller.getByRole('button', { name: 'I want to speak to a human.' }).click();
  await ana.getByRole('button', { name: 'Answer' }).waitFor();
  await take(page, 'playground-ringing');
  await ana.getByRole('button', { name: 'Answer' }).click();
  await ana.locator('.talk li').filter({ hasText: 'To take it' }).waitFor();
  await take(page, 'playground-whisper');
  await ana.getByRole('button', { name: 'take the call' }).click();
  await page.locator('.handoff', { hasText: 'bridged' }).waitFor();
  await page.locator('.lane .connected').first().waitFor();
  await ana.getByLabel('What you say').fill('Hello, this is Ana. I see what happened.');
  await page.keyboard.press('Enter');
  await heard('I see what happened.');
  await take(page, 'playground-talking');
  await takeForReadme(page, 'playground');
  await page.locator('.webhooks button', { hasText: '/agent/accept' }).click();
  await page.getByRole('dialog').waitFor();
  await take(page, 'playground-webhook');
  await page.keyboard.press('Escape');
  await caller.getByRole('button', { name: 'Hang up' }).click();
  await page.locator('.handoff', { hasText: 'connected' }).waitFor();
  await take(page, 'playground-over');
}

async function aMistake(page: Page, take: Take): Promise<void> {
  await page.getByRole('tab', { name: 'Rules and texts' }).click();
  const text = page.getByLabel('Text of the file');
  while ((await text.inputValue()) === '') await new Promise((resolve) => setTimeout(resolve, 50));
  await take(page, 'playground-editor');
  await text.fill((await text.inputValue()).replace('queue: billing', 'queue: biling'));
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.mistakes button').click();
  await take(page, 'playground-mistake');
}
