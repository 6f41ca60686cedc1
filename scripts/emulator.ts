import path from 'node:path';
import { createEmulator, type Emulator } from '../emulator';
import { NUMBER } from './demo/cast';
import { writeEnvFile } from './emulator/env-file';
import { explained } from './emulator/explained';
import type { NamedFile } from './emulator/files';
import { readOptions, USAGE, type Options } from './emulator/options';
import { provision, VAPI_KEY } from './emulator/provision';
import { summary } from './emulator/summary';
import { EMULATOR_ENV } from './functions';

const ROOT = path.resolve(__dirname, '..');
const ROUND_TRIP_MS = 40;
const SETTLES_WITHIN_MS = 60_000;

/** Starts the platform, provisioned, and serves it until it is told to end. */
export async function serve(options: Options): Promise<Emulator> {
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
      await sendControl(emulator, 'snapshot', options.restore);
    } else if (!options.isEmpty) {
      await provision(emulator);
      await settled(emulator);
    }
    if (options.scenario !== undefined) await sendControl(emulator, 'scenario', options.scenario);
    const hasFunctions = await writeEnvFile(emulator, EMULATOR_ENV);
    console.log(
      summary(emulator, options, hasFunctions ? path.relative(process.cwd(), EMULATOR_ENV) : undefined),
    );
    return emulator;
  } catch (error) {
    await emulator.close();
    throw error;
  }
}

/** In virtual time what was provisioned is told to its callbacks before anything else happens. */
async function settled({ virtual, activity, clock }: Emulator): Promise<void> {
  await virtual?.runUntil(() => activity.isIdle && clock.isIdle, SETTLES_WITHIN_MS);
}

/** Hands a file to the controls. Throws an Error that says what is wrong with it. */
async function sendControl(
  { url }: Emulator,
  path: string,
  { option, name, content }: NamedFile,
): Promise<void> {
  const response = await fetch(`${url}/_emulator/${path}`, { method: 'POST', body: JSON.stringify(content) });
  if (response.ok) return;
  const { message } = (await response.json()) as { message: string };
  throw new Error(`--${option} ${name}: ${message}`);
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
