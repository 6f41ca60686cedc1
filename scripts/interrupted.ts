import { ACCIDENTS, walkThroughUps } from '../test/bench/interrupted-ups';
import { buildEngine } from './engine';

/**
 * Stops `pulumi up` at each of its API calls, with the real engine on the local platform, and fails where the next one
 * does not go on or something is made twice: `npm run test:interrupted -- [accident ...]`, all accidents without.
 */
async function main(wanted: readonly string[]): Promise<void> {
  const known = Object.keys(ACCIDENTS);
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`no accident ${unknown.join(', ')}; there are: ${known.join(', ')}`);
  await buildEngine((line) => console.log(line));
  for (const [name, effect] of Object.entries(ACCIDENTS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const startedAt = performance.now();
    const { calls, stopped, problems } = await walkThroughUps(effect, (line) =>
      console.log(`${name}: ${line}`),
    );
    const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
    console.log(`${name}: ${calls.length} calls went wrong, ${stopped} of them ended an up; ${minutes} min`);
    for (const problem of problems) console.log(`${name}: ${problem}`);
    if (problems.length > 0) process.exitCode = 1;
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
