import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Where Chromium is; undefined where there is none, which in CI is an error. */
export function findBrowser(): string | undefined {
  const found = PLACES.find((place) => place !== undefined && existsSync(place));
  if (!found && process.env.CI === 'true')
    throw new Error('CI needs Chromium: install it, or name it in CHROMIUM');
  return found;
}

export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}
