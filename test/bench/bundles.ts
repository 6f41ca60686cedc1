import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { build } from '../../scripts/build';

/** Fresh processes for each figure; the median counts. */
const RUNS = 10;
const ROOT = path.resolve(__dirname, '../..');

export interface BundleFigure {
  /** A route, or `twilio` for the full SDK. */
  readonly name: string;
  /** Minified; 0 for the SDK, which is not a bundle. */
  readonly bytes: number;
  readonly requireMs: { readonly least: number; readonly median: number; readonly most: number };
}

/** Sizes of all bundles, and how long a fresh process takes to load each, beside the full `twilio` in the same run. */
export async function measureBundles(): Promise<BundleFigure[]> {
  const routes = await build({ quiet: true });
  const targets = [
    ...routes.map(({ path: name, bytes, file }) => ({ name, bytes, file })),
    { name: 'twilio', bytes: 0, file: require.resolve('twilio') },
  ];
  const times = new Map<string, number[]>(targets.map(({ name }) => [name, []]));
  // Round by round, so that a busy moment of the machine does not fall on one route alone.
  for (let run = 0; run < RUNS; run++) {
    for (const { name, file } of targets) times.get(name)?.push(requireMs(file));
  }
  return targets.map(({ name, bytes }) => {
    const sorted = (times.get(name) ?? []).sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
    return { name, bytes, requireMs: { least: at(0), median: at(0.5), most: at(1) } };
  });
}

function requireMs(file: string): number {
  const script = `const t = process.hrtime.bigint(); require(${JSON.stringify(file)}); console.log(Number(process.hrtime.bigint() - t) / 1e6)`;
  return Number(execFileSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8' }));
}

function print(figures: readonly BundleFigure[]): void {
  console.log(
    `${'route'.padEnd(24)}${'KB'.padStart(8)}${'least ms'.padStart(10)}${'median'.padStart(8)}${'most'.padStart(8)}`,
  );
  for (const { name, bytes, requireMs: ms } of figures) {
    const size = bytes === 0 ? '-' : (bytes / 1024).toFixed(1);
    const [least, median, most] = [ms.least, ms.median, ms.most].map((value) => value.toFixed(1));
    console.log(
      `${name.padEnd(24)}${size.padStart(8)}${least?.padStart(10)}${median?.padStart(8)}${most?.padStart(8)}`,
    );
  }
}

if (require.main === module) {
  void measureBundles().then((figures) =>
    process.argv.includes('--json') ? console.log(JSON.stringify({ bundles: figures })) : print(figures),
  );
}
