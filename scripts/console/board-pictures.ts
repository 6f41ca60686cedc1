import type { Browser } from 'playwright-core';
import { answersAfter, takesTheCall } from '../../emulator/people';
import { SUPERVISOR } from '../demo/cast';
import { fillFloor } from './busy-floor';
import { openStand } from './stand';
import { takeForReadme, type Take } from './take';

/** Every state of the board, taken by `take`, and the README's picture of it. */
export async function takeBoard(browser: Browser, take: Take, functions: string): Promise<void> {
  const stand = await openStand({ functions });
  try {
    const page = await browser.newPage({ locale: 'en-US' });
    await page.goto(stand.inviteToBoard(SUPERVISOR.name, SUPERVISOR.number));
    await page.locator('#sign-in').waitFor();
    await take(page, 'board-sign-in');
    await page.locator('#sign-in').click();
    await page.locator('.tiles').waitFor();
    await take(page, 'board-empty');
    await page.getByRole('button', { name: 'Outcomes' }).click();
    await page.locator('.nothing').waitFor();
    await take(page, 'board-no-outcomes');

    stand.whenRings(takesTheCall({ ringMs: 300, thinkMs: 0, then: (agent) => agent.listens(600_000) }));
    await stand.callsAbout('+15550100901', 'A human, please. I was charged twice for order 4711.');
    while (!(await stand.isBridged())) await new Promise((resolve) => setTimeout(resolve, 100));
    await fillFloor(stand);
    for (const number of ['+15550100902', '+15550100903', '+15550100904'])
      await stand.callsAbout(number, 'What are your opening hours?');
    await stand.callsAbout('+15550100905', 'I need a human from support, please.');
    await page.getByRole('button', { name: 'Now' }).click();
    await page.locator('.ringing li').waitFor();
    await take(page, 'board-busy');
    await takeForReadme(page, 'board');
    await page.locator('.talking li button').click();
    await page.locator('.timeline [data-step="bridged"]').waitFor();
    await take(page, 'board-call');
    stand.emulator.people.person(SUPERVISOR.number).whenRings(
      answersAfter(300, async (phone) => {
        await phone.hears(/press 1/i);
        phone.press('1');
      }),
    );
    await page.locator('#ear-listen').click();
    await page.locator('#ear-listen[aria-pressed="true"]').waitFor();
    await page.locator('#ear-whisper').click();
    await page.locator('#ear-whisper[aria-pressed="true"]').waitFor();
    await take(page, 'board-listening');
    await page.locator('#close-call').click();
    await page.getByRole('button', { name: 'Outcomes' }).click();
    await page.locator('[data-figure="waits"]').waitFor();
    await take(page, 'board-today');
    await page.locator('#month').check();
    await page.locator('.numbers summary').click();
    await take(page, 'board-month');
    await page.getByRole('button', { name: 'Now' }).click();
    await page.route('**/board/state', (route) => route.abort());
    await page.locator('.link.lost').waitFor();
    await take(page, 'board-stale');

    const spanish = await browser.newPage({ locale: 'es-ES' });
    await spanish.goto(stand.inviteToBoard(SUPERVISOR.name));
    await spanish.locator('#sign-in').click();
    await spanish.locator('.waiting li').first().waitFor();
    await take(spanish, 'board-spanish');
  } finally {
    await stand.close();
  }
}
