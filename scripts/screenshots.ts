import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { answersAfter, neverAnswers } from '../emulator/people';
import { BOARD_PICTURE, takeBoard } from './console/board-pictures';
import { openStand } from './console/stand';
import { PLAYGROUND_PICTURE, takePlayground } from './dev/pictures';

const FOLDER = path.resolve(__dirname, '../dist/screenshots');
const PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
/** Nobody goes there. */
const PROVIDER = {
  ...{ oidcIssuer: 'https://provider.example', oidcClientId: 'page', oidcClientSecret: 'client-secret' },
};
const WIDTHS = [390, 1440];
const WORDS =
  'I need a human, please. I was charged twice for order 4711, and the second charge took my account below zero.';

/** Pictures of every state of the pages, at both widths, dark and light, into `dist/screenshots/`. */
async function main(): Promise<void> {
  const executablePath = PLACES.find((place) => place !== undefined && existsSync(place));
  if (!executablePath) throw new Error('no Chromium found: name it in CHROMIUM');
  mkdirSync(FOLDER, { recursive: true });
  const [browser, stand] = await Promise.all([
    chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] }),
    openStand({ config: PROVIDER }),
  ]);
  try {
    const page = await browser.newPage({ locale: 'en-US' });
    const link = await stand.invite();
    await page.goto(new URL('/console', link).href);
    await page.locator('#sign-in-account').waitFor();
    await pictures(page, 'sign-in-account');
    await page.goto(new URL('/console/board', link).href);
    await page.goto(new URL('/console#problem=unknown-agent', link).href);
    await page.locator('.problem').waitFor();
    await pictures(page, 'sign-in-problem');
    await page.goto(link);
    await page.locator('#sign-in').waitFor();
    await pictures(page, 'sign-in');
    await page.locator('#sign-in').click();
    await page.locator('.link.live').waitFor();
    await pictures(page, 'idle');

    stand.whenRings(neverAnswers);
    const first = await stand.callsAbout('+15550100901', WORDS);
    await page.locator('.turns li').first().waitFor();
    await pictures(page, 'ringing');
    await page.locator('#decline').click();
    await page.locator('.past li').waitFor();
    first.hangUp();

    stand.whenRings(
      answersAfter(300, async (agent) => {
        await agent.listens(500);
        agent.press('1');
        await agent.listens(600_000);
      }),
    );
    const second = await stand.callsAbout('+15550100902', WORDS);
    await page.locator('h1.talking').waitFor();
    await page.locator('#note').fill('Refund of the second charge promised by Friday.');
    await pictures(page, 'talking');
    while (!(await stand.isBridged())) await new Promise((resolve) => setTimeout(resolve, 100));
    second.hangUp();
    await page.locator('h1.wrap-up').waitFor();
    await pictures(page, 'wrap-up');
    await page.locator('#finish').click();
    await page.locator('.past li').nth(1).waitFor();
    await pictures(page, 'history');
    await takeBoard(browser, pictures, BOARD_PICTURE);
    await takePlayground(browser, pictures, PLAYGROUND_PICTURE);
  } finally {
    await browser.close();
    await stand.close();
  }
}

async function pictures(page: Page, state: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width < 600 ? 844 : 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({
        path: path.join(FOLDER, `${state}-${width}-${colorScheme}.png`),
        fullPage: true,
      });
    }
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
