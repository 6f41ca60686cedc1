import { parseArgs } from 'node:util';
import color from 'picocolors';
import { build } from './build';
import { play } from './demo/play';
import { printScenario, printTable } from './demo/print';
import type { ScenarioResult } from './demo/result';
import type { Scenario } from './demo/scenario';
import { SCENARIOS } from './demo/scenarios';
import { openWorld, type World } from './demo/world';

/** Plays scenarios on the local platform. Exit status 1 when one does not end as it must. */
async function demo(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' }, list: { type: 'boolean' } },
  });
  if (values.list) {
    const width = Math.max(...SCENARIOS.map(({ name }) => name.length));
    for (const { name, title } of SCENARIOS) console.log(`${name.padEnd(width)}  ${title}`);
    return;
  }
  const unknown = positionals.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name));
  if (unknown.length > 0) {
    console.error(
      `no scenario ${unknown.join(', ')}; there are: ${SCENARIOS.map(({ name }) => name).join(', ')}`,
    );
    process.exitCode = 1;
    return;
  }
  const say = (line: string): void => {
    if (!values.json) console.log(line);
  };
  const chosen = SCENARIOS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  say(color.dim('building the functions …'));
  await build({ quiet: true });

  const worlds = new Map<string, World>();
  const results: ScenarioResult[] = [];
  try {
    for (const [index, scenario] of chosen.entries()) {
      const world = await worldOf(scenario, worlds, say);
      const result = await play(scenario, world, callerNumber(index));
      results.push(result);
      say(printScenario(result));
    }
  } finally {
    for (const world of worlds.values()) await world.close();
  }
  if (values.json) console.log(JSON.stringify({ scenarios: results }, null, 2));
  else console.log(`\n${printTable(results)}`);
  const failed = results.filter(({ ok }) => !ok);
  say(
    failed.length === 0
      ? color.green(`\n${results.length} of ${results.length} scenarios ended as they must`)
      : color.red(`\n${failed.length} of ${results.length} scenarios did not end as they must`),
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
}

async function worldOf(
  { world: wanted = {} }: Scenario,
  worlds: Map<string, World>,
  say: (line: string) => void,
): Promise<World> {
  const key = JSON.stringify(wanted);
  const known = worlds.get(key);
  if (known) return known;
  const settings = Object.entries(wanted).map(([name, value]) => `${name}=${value}`);
  say(color.dim(`making the environment of infra/index.ts (${settings.join(', ') || 'default settings'}) …`));
  const world = await openWorld(wanted);
  worlds.set(key, world);
  return world;
}

/** Numbers that are kept for fiction. */
function callerNumber(index: number): string {
  return `+1555010${String(1000 + index)}`;
}

demo().catch((error: unknown) => {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
});
