import type { Page } from 'playwright-core';
import type { JournalEntry } from '../../emulator/core/journal';
import { neverAnswers } from '../../emulator/people';
import { openStand, type ConsoleStand } from '../../scripts/console/stand';
import { findBrowser, launch } from '../support/browser';
import type { Measure } from './measure';

const ROUND_TRIP_MS = 80;
const CALLS = 7;
const WORDS = 'A human, please: I was charged twice for order 4711.';

/** When a part of the card stood on the screen, by the machine's clock, which is the local platform's too. */
const WATCH = `
window.seen = {};
new MutationObserver(() => {
  for (const [part, selector] of [['card', 'h1.ringing'], ['words', '.turns li']])
    if (!(part in seen) && document.querySelector(selector))
      seen[part] = new Promise((painted) => requestAnimationFrame(() => setTimeout(() => painted(Date.now()))));
}).observe(document, { childList: true, subtree: true });
`;

interface Figures {
  readonly cardMs: number;
  readonly wordsMs: number;
  readonly ringMs: number;
}

/**
 * From `reservation.created` to the card in a real browser, beside the ringing of the agent's phone. Each round trip of the
 * functions takes 80 ms, as does one of the page; what TaskRouter pushes is half of that on its way.
 */
export async function measureCard(): Promise<Measure[]> {
  const place = findBrowser();
  if (!place) return [];
  const browser = await launch(place);
  const stand = await openStand();
  try {
    const page = await browser.newPage();
    await farAway(page);
    await page.addInitScript(WATCH);
    await page.goto(await stand.invite());
    await page.locator('#sign-in').click();
    await page.locator('.link.live').waitFor();
    stand.emulator.latency.roundTripMs = ROUND_TRIP_MS;
    stand.whenRings(neverAnswers);
    const figures: Figures[] = [];
    for (let call = 1; call <= CALLS; call += 1) figures.push(await figuresOf(stand, page, call));
    const median = (figure: keyof Figures): number => medianOf(figures.map((one) => one[figure]));
    const ringMs = median('ringMs');
    const most = (figure: keyof Figures): string =>
      `longest ${Math.max(...figures.map((one) => one[figure]))} ms`;
    const measure = (name: string, figure: 'cardMs' | 'wordsMs'): Measure => ({
      ...{ name: `${name}, r = ${ROUND_TRIP_MS} ms`, value: median(figure), unit: 'ms', goal: ringMs },
      note: `${most(figure)} of ${CALLS}; the goal is when the phone rings`,
    });
    return [measure('card on the screen', 'cardMs'), measure('last words on the card', 'wordsMs')];
  } finally {
    await browser.close();
    await stand.close();
  }
}

/** A network between the page and the platform. */
async function farAway(page: Page): Promise<void> {
  const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  await page.route('**/console/context', async (route) => {
    await later(ROUND_TRIP_MS);
    await route.continue();
  });
  await page.routeWebSocket(/./, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => server.send(message));
    server.onMessage((message) => void later(ROUND_TRIP_MS / 2).then(() => socket.send(message)));
  });
}

async function figuresOf(stand: ConsoleStand, page: Page, call: number): Promise<Figures> {
  const { emulator } = stand;
  const from = emulator.journal.entries.length;
  await page.evaluate('window.seen = {}');
  const caller = await stand.callsAbout(`+155501009${String(call).padStart(2, '0')}`, WORDS);
  await page.locator('.turns li').first().waitFor();
  while (stand.agent.phones.length < call) await page.waitForTimeout(50);
  const agentLeg = stand.agent.phones.at(-1)?.callSid;
  const at = async (is: (entry: JournalEntry) => boolean): Promise<number> => {
    for (;;) {
      const found = emulator.journal.entries.slice(from).find(is);
      if (found) return found.atMs;
      await page.waitForTimeout(50);
    }
  };
  const reserved = await at(({ kind }) => kind === 'reservation.created');
  const rang = await at(({ kind, callSid }) => kind === 'call.ringing' && callSid === agentLeg);
  const seen = await page.evaluate<{ card: number; words: number }>(
    'Promise.all([seen.card, seen.words]).then(([card, words]) => ({ card, words }))',
  );
  await page.locator('#decline').click();
  await page.locator('#decline').waitFor({ state: 'detached' });
  caller.hangUp();
  return { cardMs: seen.card - reserved, wordsMs: seen.words - reserved, ringMs: rang - reserved };
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
