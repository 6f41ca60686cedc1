import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** Takes pictures of what a page shows now, named by its state. */
export type Take = (page: Page, state: string) => Promise<void>;

const WIDTHS = [390, 1440];
const README_PICTURES = path.resolve(__dirname, '../../docs/pictures');

/** Takes both widths, dark and light, whole pages, into a folder. */
export function takeInto(folder: string): Take {
  mkdirSync(folder, { recursive: true });
  return async (page, state) => {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: width < 600 ? 844 : 900 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({
          path: path.join(folder, `${state}-${width}-${colorScheme}.png`),
          fullPage: true,
        });
      }
    }
  };
}

/** Takes the README's picture of a page. */
export async function takeForReadme(page: Page, name: string): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.screenshot({ path: path.join(README_PICTURES, `${name}.png`) });
}
