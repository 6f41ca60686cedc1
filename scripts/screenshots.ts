import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { build } from './build';
import { takeAgent } from './console/agent-pictures';
import { takeBoard } from './console/board-pictures';
import { takeSignIn } from './console/sign-in-pictures';
import { takeInto, type Take } from './console/take';
import { takePlayground } from './dev/pictures';

const ROOT = path.resolve(__dirname, '..');
const FOLDER = path.join(ROOT, 'dist/screenshots');
const PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const PAGES: Readonly<Record<string, (browser: Browser, take: Take, functions: string) => Promise<void>>> = {
  ...{ 'sign-in': takeSignIn, agent: takeAgent, board: takeBoard, playground: takePlayground },
};

/** Pictures of every state of the pages, at both widths, dark and light, into `dist/screenshots/`. Pages by name, all without. */
async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const unknown = positionals.filter((name) => !(name in PAGES));
  if (unknown.length > 0)
    throw new Error(`no page ${unknown.join(', ')}; there are: ${Object.keys(PAGES).join(', ')}`);
  const executablePath = PLACES.find((place) => place !== undefined && existsSync(place));
  if (!executablePath) throw new Error('no Chromium found: name it in CHROMIUM');
  mkdirSync(path.join(ROOT, '.cache'), { recursive: true });
  const built = mkdtempSync(path.join(ROOT, '.cache/screenshots-'));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    await build({ quiet: true, outDir: built });
    for (const [name, takePage] of Object.entries(PAGES))
      if (positionals.length === 0 || positionals.includes(name))
        await takePage(browser, takeInto(FOLDER), built);
  } finally {
    await browser.close();
    rmSync(built, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
