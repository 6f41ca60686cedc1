import path from 'node:path';
import * as esbuild from 'esbuild';
import { findBrowser, launch } from '../support/browser';
import type { Measure } from './measure';

const CALLS = 500;
const UPDATES = 60;
const MOST_MS = 50;

/** The floor as the page draws it, with so many calls of which a tenth is new or elsewhere with each update. */
const HARNESS = `
import { FloorView } from './floor-view';
let nowMs = 1_700_000_000_000;
const PHASES = ['waiting', 'ringing', 'talking', 'ai'];
const callOf = (id) => ({
  callSid: 'CA' + String(id).padStart(32, '0'), phase: PHASES[id % 4], sinceMs: nowMs - (id % 600) * 1000,
  language: id % 3 ? 'en' : 'es', department: 'billing', via: 'tool', queue: 'Billing',
});
window.updates = (calls, times) => {
  const view = new FloorView(() => nowMs, () => undefined);
  document.getElementById('page').replaceChildren(view.element);
  let rows = Array.from({ length: calls }, (_, id) => callOf(id));
  const agents = Array.from({ length: 80 }, (_, id) => ({
    name: 'Agent ' + id, activity: id % 3 ? 'Available' : 'Offline', isAvailable: id % 3 > 0, sinceMs: nowMs - id * 1000,
  }));
  const state = () => ({ calls: { rows, isWhole: true }, agents: { rows: agents, isWhole: true }, ended: [], nowMs, name: '', mayListen: true });
  view.render(state());
  const took = [];
  for (let update = 1; update <= times; update += 1) {
    nowMs += 5000;
    rows = rows.map((call, index) =>
      (index + update) % 20 === 0 ? { ...call, phase: PHASES[(index + update) % 4] }
      : (index + update) % 20 === 1 ? callOf(calls * update + index) : call);
    const began = performance.now();
    view.render(state());
    view.tick();
    took.push(performance.now() - began);
  }
  return took;
};
`;

/** What an update of a full floor costs the browser in script. */
export async function measureBoard(): Promise<Measure[]> {
  const place = findBrowser();
  if (!place) return [];
  const { outputFiles } = await esbuild.build({
    stdin: { contents: HARNESS, resolveDir: path.resolve(__dirname, '../../assets/board'), loader: 'ts' },
    ...{ bundle: true, minify: true, format: 'iife', platform: 'browser', target: 'es2022', write: false },
  });
  const browser = await launch(place);
  try {
    const page = await browser.newPage();
    await page.setContent('<div id="page"></div><div id="news"></div>');
    await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
    const took = await page.evaluate<number[]>(`window.updates(${CALLS}, ${UPDATES})`);
    const sorted = took.sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
    const note = `${UPDATES} updates, a tenth of the calls each`;
    return [
      measure(`board: an update of ${CALLS} calls, p50`, at(0.5), 'ms', MOST_MS, note),
      measure(`board: an update of ${CALLS} calls, p95`, at(0.95), 'ms', MOST_MS, note),
    ];
  } finally {
    await browser.close();
  }
}

function measure(name: string, value: number, unit: string, goal: number, note: string): Measure {
  return { name, value, unit, goal, note };
}
