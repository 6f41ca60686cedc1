import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const AXE_RUN =
  "axe.run().then(({ violations }) => violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' ')))";
/** A window of 1440 x 900 at 200 %, and a telephone. */
const SIZES = [
  { width: 720, height: 450 },
  { width: 390, height: 844 },
];

/** What is cut off, spills out of its box, or makes something scroll sideways. */
const CLIPPED = `(() => {
  const flaws = [];
  const { scrollWidth } = document.scrollingElement;
  if (scrollWidth > innerWidth) flaws.push('the page is ' + scrollWidth + ' wide');
  for (const element of document.body.querySelectorAll('*:not(svg *, option, optgroup, textarea, input, [aria-hidden=true], [aria-hidden=true] *, :has(> [aria-hidden=true]))')) {
    const { clientWidth, clientHeight } = element;
    if (clientWidth <= 1 || clientHeight <= 1) continue;
    const style = getComputedStyle(element);
    const isWide = element.scrollWidth > clientWidth + 1;
    const isLeaf = element.childElementCount === 0;
    const { left, right } = element.getBoundingClientRect();
    const flaw =
      isWide && /auto|scroll/.test(style.overflowX) ? 'scrolls sideways'
      : isWide && style.overflowX === 'visible' && isLeaf ? 'spills over'
      : isWide && style.overflowX !== 'visible' && style.textOverflow !== 'ellipsis' ? 'is cut off'
      : /hidden|clip/.test(style.overflowY) && element.scrollHeight > clientHeight + 1 ? 'is cut off below'
      : left < -1 || right > innerWidth + 1 ? 'is outside'
      : undefined;
    if (flaw) flaws.push(element.tagName + '#' + element.id + '.' + element.className + ' ' + flaw + ': ' + element.textContent.slice(0, 60));
  }
  return flaws;
})()`;

/** What axe finds, contrast among it. It runs beside the page's own policy, which would let no such script in. */
export async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate<string[]>(AXE_RUN);
}

/** What is cut off or scrolls sideways at 200 % and on a telephone. */
export async function clippedOn(page: Page): Promise<string[]> {
  const before = page.viewportSize();
  const found: string[] = [];
  for (const size of SIZES) {
    await page.setViewportSize(size);
    const clipped = await page.evaluate<string[]>(CLIPPED);
    found.push(...clipped.map((flaw) => `${size.width}: ${flaw}`));
  }
  if (before) await page.setViewportSize(before);
  return found;
}
