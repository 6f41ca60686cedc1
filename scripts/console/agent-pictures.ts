import type { Browser, Page } from 'playwright-core';
import { neverAnswers, takesTheCall } from '../../emulator/people';
import { LONG_QUEUE } from './busy-floor';
import { makeLong } from './long-call';
import { COLLEAGUE, openStand, type ConsoleStand } from './stand';
import { takeForReadme, type Take } from './take';

const TROUBLE = 'Hello. I was charged twice for order 4711, and nobody calls me back.';
const WORDS =
  'The second charge took my account below zero, and the rent is due on Friday. I need a human, please.';

/** Every state of the agent's page, taken by `take`, and the README's picture of it. */
export async function takeAgent(browser: Browser, take: Take, functions: string): Promise<void> {
  const stand = await openStand({ functions, config: { passOnSeconds: '10' } });
  try {
    const page = await signedIn(browser, stand, take);
    await ringing(browser, stand, page, take);
    await onTheCall(stand, page, take);
    await nobodyTakesIt(stand, page, take);
    await passedOn(browser, stand, page, take);
  } finally {
    await stand.close();
  }
}

async function signedIn(browser: Browser, stand: ConsoleStand, take: Take): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  const link = await stand.invite();
  await page.goto(new URL('/console', link).href);
  await page.locator('.sign-in').waitFor();
  await take(page, 'sign-in-none');
  await page.goto('about:blank');
  await page.goto(link);
  await page.locator('#sign-in').waitFor();
  await take(page, 'sign-in');
  await page.locator('#sign-in').click();
  await page.locator('.link.live').waitFor();
  await take(page, 'idle');
  const slow = await context.newPage();
  await slow.routeWebSocket(/.*/, () => undefined);
  await slow.goto(page.url());
  await slow.locator('.link.connecting').waitFor();
  await take(slow, 'connecting');
  await slow.close();
  return page;
}

async function ringing(browser: Browser, stand: ConsoleStand, page: Page, take: Take): Promise<void> {
  stand.whenRings(neverAnswers);
  const caller = await stand.callsAbout('+15550100901', TROUBLE);
  await caller.hears('ai');
  await caller.says(WORDS);
  await page.locator('.turns li').nth(3).waitFor();
  await take(page, 'ringing');
  const blind = await page.context().newPage();
  await blind.route('**/console/context', (route) => route.fulfill({ status: 403, json: {} }));
  await blind.goto(page.url());
  await blind.getByText('What was said cannot be shown.').waitFor();
  await take(blind, 'ringing-unknown');
  await blind.close();
  const known = await makeLong(stand, caller.callSid);
  await page.locator(`[data-fact="${known.at(-1)}"]`).waitFor();
  await take(page, 'ringing-long');
  const spanish = await browser.newPage({ locale: 'es-ES' });
  await spanish.goto(await stand.invite());
  await spanish.locator('#sign-in').click();
  await spanish.locator('.turns li').first().waitFor();
  await take(spanish, 'ringing-spanish');
  await spanish.close();
  await page.locator('#decline').click();
  await page.locator('.past li').waitFor();
  await take(page, 'declined');
  caller.hangUp();
}

async function onTheCall(stand: ConsoleStand, page: Page, take: Take): Promise<void> {
  stand.whenRings(takesTheCall({ ringMs: 300, thinkMs: 0, then: (agent) => agent.listens(600_000) }));
  const caller = await stand.callsAbout('+15550100902', TROUBLE);
  await caller.hears('ai');
  await caller.says(WORDS);
  await page.locator('#hold').waitFor();
  await page.locator('.turns li').nth(4).waitFor();
  await page.locator('#note').fill('Refund of the second charge promised by Friday.');
  await take(page, 'talking');
  await takeForReadme(page, 'agent');
  await page.locator('#hold').click();
  await page.locator('#hold[aria-pressed="true"]:enabled').waitFor();
  await take(page, 'on-hold');
  await page.route('**/console/hold', (route) => route.abort());
  await page.locator('#hold').click();
  await page.locator('.problem:not([hidden])').waitFor();
  await take(page, 'talking-problem');
  await page.unroute('**/console/hold');
  await page.locator('#hold').click();
  await page.locator('#hold[aria-pressed="false"]:enabled').waitFor();
  await page.locator('#give-back').click();
  await page.locator('#handover').fill('The refund is granted. Please confirm the new address.');
  await take(page, 'give-back');
  await page.locator('#pass-on').click();
  await page.locator('#to:enabled').waitFor();
  await take(page, 'pass-on');
  await page.locator('#cancel').click();
  const known = await makeLong(stand, caller.callSid);
  await page.evaluate("dispatchEvent(new Event('online'))");
  await page.locator(`[data-fact="${known.at(-1)}"]`).waitFor();
  await take(page, 'talking-long');
}

async function nobodyTakesIt(stand: ConsoleStand, page: Page, take: Take): Promise<void> {
  const workspace = `taskrouter.twilio.com/v1/Workspaces/${stand.outputs.workspaceSid}`;
  await stand.post(`${workspace}/TaskQueues`, { FriendlyName: LONG_QUEUE, TargetWorkers: '1 == 2' });
  await page.locator('#pass-on').click();
  await page.locator('#to').selectOption({ label: LONG_QUEUE });
  await take(page, 'pass-on-long');
  await page.locator('#go').click();
  await page.locator('#ask-left').waitFor();
  await take(page, 'asking-queue');
  await page.locator('#passing', { hasText: 'Nobody took it in time' }).waitFor();
  await take(page, 'asking-nobody');
}

async function passedOn(browser: Browser, stand: ConsoleStand, page: Page, take: Take): Promise<void> {
  const context = await browser.newContext({ locale: 'en-US' });
  const ben = await context.newPage();
  await ben.goto(await stand.invite(COLLEAGUE.name));
  await ben.locator('#sign-in').click();
  await ben.locator('.link.live').waitFor();
  await becomes(ben, 'Available');
  await take(ben, 'idle-browser');

  await page.locator('#pass-on').click();
  await page.locator('#to:enabled').waitFor();
  await page.locator('#to').selectOption({ label: COLLEAGUE.name });
  await page.locator('#go').click();
  await page.locator('#passing').waitFor();
  await take(page, 'asking');
  await ben.locator('#take').waitFor();
  await take(ben, 'ringing-browser');
  await ben.locator('#take').click();
  await page.locator('#leave').waitFor();
  await take(page, 'passed-on');
  await ben.locator('#mute').click();
  await ben.locator('.keypad summary').click();
  await take(ben, 'talking-browser');
  await page.locator('#leave').click();
  await page.locator('h1.wrap-up').waitFor();
  await take(page, 'wrap-up-passed-on');
  await page.locator('#finish').click();
  await page.locator('.past li').nth(1).waitFor();
  await take(page, 'history');
  await ben.locator('#hang-up').click();
  await ben.locator('#finish:enabled').waitFor();
  await ben.locator('#note').fill('Refund of 120 euros granted; the new address is on file.');
  await take(ben, 'wrap-up');
  await ben.locator('#finish').click();
  await ben.locator('.past li').waitFor();
  await becomes(ben, 'Offline');
  await stand.callsAbout('+15550100903', `${TROUBLE} A human, please.`);
  await page.locator('#hold').waitFor();
  await lost(stand, [page, ben]);
  await take(page, 'talking-lost');
  await take(ben, 'idle-lost');
  await context.close();
}

async function becomes(page: Page, activity: string): Promise<void> {
  await page.getByLabel('Status').selectOption({ label: activity });
  await page.locator('#activity:enabled').waitFor();
}

/** The network goes, for what is open and for what is asked. */
async function lost({ emulator }: ConsoleStand, pages: readonly Page[]): Promise<void> {
  for (const page of pages) await page.context().setOffline(true);
  await fetch(`${emulator.url}/_emulator/sockets`, { method: 'DELETE' });
  for (const page of pages) await page.locator('.link.lost').waitFor();
}
