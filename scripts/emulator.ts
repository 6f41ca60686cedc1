import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { createEmulator, type Emulator } from '../emulator';
import { NUMBER } from './demo/cast';
import { writeEnvFile } from './emulator/env-file';
import { explained } from './emulator/explained';
import { localRest } from './emulator/local-rest';
import { readOptions, USAGE, type Options } from './emulator/options';
import { provision, VAPI_KEY } from './emulator/provision';
import { summary } from './emulator/summary';
import { EMULATOR_ENV } from './functions';

const ROOT = path.resolve(__dirname, '..');
const ROUND_TRIP_MS = 40;

/** Starts the platform, provisioned, and serves it until it is told to end. */
async function serve(options: Options): Promise<Emulator> {
  const { functionsAt } = options;
  const emulator = await createEmulator({
    time: options.time,
    seed: options.seed,
    port: options.port,
    startAtMs: Date.now(),
    roundTripMs: ROUND_TRIP_MS,
    functionsFolder: path.join(ROOT, '.cache/functions'),
    numbers: [NUMBER],
    vapiKey: VAPI_KEY,
    ...(functionsAt ? { resolve: (origin) => (origin.endsWith('.twil.io') ? functionsAt : undefined) } : {}),
  });
  try {
    if (options.restore !== undefined) {
      await localRest(emulator, 'POST', '_emulator/snapshot', readFileSync(options.restore, 'utf8'));
    } else if (!options.isEmpty) {
      await provision(emulator);
    }
    const hasFunctions = await writeEnvFile(emulator, EMULATOR_ENV);
    console.log(
      summary(emulator, options, hasFunctions ? path.relative(process.cwd(), EMULATOR_ENV) : undefined),
    );
    if (options.scenario !== undefined) {
      const scenario = JSON.stringify(parse(readFileSync(options.scenario, 'utf8')));
      await localRest(emulator, 'POST', '_emulator/scenario', scenario);
    }
    return emulator;
  } catch (error) {
    await emulator.close();
    throw error;
  }
}

/** The command line: prints what there is, ends on Ctrl-C, and with status 1 where it cannot start. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    const options = readOptions(args);
    if (options === 'help') return console.log(USAGE);
    const emulator = await serve(options);
    const end = (): void => void emulator.close().then(() => process.exit(0));
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
  } catch (error) {
    console.error(explained(error));
    process.exitCode = 1;
  }
}
