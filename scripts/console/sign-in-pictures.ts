import type { Browser } from 'playwright-core';
import { openStand } from './stand';
import type { Take } from './take';

/** Nobody goes there. */
const PROVIDER = {
  ...{ oidcIssuer: 'https://provider.example', oidcClientId: 'page', oidcClientSecret: 'client-secret' },
};

/** Every state of the sign-in to the agent's page where agents have accounts. */
export async function takeSignIn(browser: Browser, take: Take, functions: string): Promise<void> {
  const stand = await openStand({ functions, config: PROVIDER });
  try {
    const page = await browser.newPage({ locale: 'en-US' });
    const link = await stand.invite();
    await page.goto(new URL('/console', link).href);
    await page.locator('#sign-in-account').waitFor();
    await take(page, 'sign-in-account');
    await page.goto(new URL('/console/board', link).href);
    await page.goto(new URL('/console#problem=unknown-agent', link).href);
    await page.locator('.problem').waitFor();
    await take(page, 'sign-in-problem');
    await page.goto(link);
    await page.locator('#sign-in').waitFor();
    await take(page, 'sign-in-both');
    await page.close();
  } finally {
    await stand.close();
  }
}
