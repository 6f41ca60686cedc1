import { parseArgs } from 'node:util';
import color from 'picocolors';
import { measureBoard } from '../test/bench/board';
import { measureBundles } from '../test/bench/bundles';
import { measureCard } from '../test/bench/card';
import { measureHandoffs } from '../test/bench/handoffs';
import { measureInfra } from '../test/bench/infra';
import { measureLifecycle } from '../test/bench/lifecycle';
import { measureOwnTime } from '../test/bench/own-time';
import type { Measure } from '../test/bench/measure';
import { measurePages } from '../test/bench/pages';
import { measureTaskRouter } from '../test/bench/task-router';

const LARGEST_BUNDLE_KB = 120;
const LONGEST_REQUIRE_MS = 20;
const MOST_TIMES_TRIVIAL = 2;

async function bundles(): Promise<Measure[]> {
  const figures = await measureBundles();
  const twilio = figures.find(({ name }) => name === 'twilio');
  return figures
    .filter(({ name }) => name !== 'twilio')
    .flatMap(({ name, bytes, requireMs }) => [
      measure(`bundle of ${name}`, bytes / 1024, 'KB', LARGEST_BUNDLE_KB),
      measure(
        `require() of ${name}`,
        requireMs.median,
        'ms',
        LONGEST_REQUIRE_MS,
        `twilio ${twilio?.requireMs.median.toFixed(0)} ms`,
      ),
    ]);
}

async function ownTime(): Promise<Measure[]> {
  const figures = await measureOwnTime();
  return figures.flatMap(({ name, beside, p50Ms, p99Ms, p50Ratio, p99Ratio }) => [
    measure(
      `${name}, 20 at once, p50 beside ${beside}`,
      p50Ratio,
      'x',
      MOST_TIMES_TRIVIAL,
      `${p50Ms.toFixed(1)} ms`,
    ),
    measure(
      `${name}, 20 at once, p99 beside ${beside}`,
      p99Ratio,
      'x',
      MOST_TIMES_TRIVIAL,
      `${p99Ms.toFixed(1)} ms`,
    ),
  ]);
}

function measure(name: string, value: number, unit: string, goal: number, note?: string): Measure {
  return { name, value, unit, goal, note };
}

const PARTS: Readonly<Record<string, () => Promise<Measure[]>>> = {
  handoffs: measureHandoffs,
  board: measureBoard,
  pages: measurePages,
  card: measureCard,
  bundles,
  'own-time': ownTime,
  infra: measureInfra,
  taskrouter: measureTaskRouter,
  lifecycle: measureLifecycle,
};

/** Measures and prints; compares with the goals, judges nothing. Parts by name, all without. */
async function bench(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' } },
  });
  const unknown = positionals.filter((name) => !(name in PARTS));
  if (unknown.length > 0)
    throw new Error(`no part ${unknown.join(', ')}; there are: ${Object.keys(PARTS).join(', ')}`);
  const results: Record<string, Measure[]> = {};
  for (const [name, run] of Object.entries(PARTS)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    if (!values.json) console.log(color.dim(`measuring ${name} …`));
    results[name] = await run();
    if (!values.json) print(results[name]);
  }
  if (values.json) console.log(JSON.stringify(results, null, 2));
}

function print(measures: readonly Measure[]): void {
  const width = Math.max(...measures.map(({ name }) => name.length));
  for (const { name, value, unit, goal, note } of measures) {
    const shown = (Number.isInteger(value) ? String(value) : value.toFixed(1)).padStart(8);
    const reached = value <= goal ? color.green('reached') : color.yellow('not reached');
    console.log(
      `${name.padEnd(width)} ${shown} ${unit.padEnd(3)} goal ${`<= ${goal}`.padEnd(8)} ${reached}  ${note ?? ''}`.trimEnd(),
    );
  }
}

bench().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
