import path from 'node:path';
import type { Emulator } from '../emulator';
import { command } from './emulator/command';
import { writeEnvFile } from './emulator/env-file';
import { usage, type Options } from './emulator/options';
import { provision } from './emulator/provision';
import { started } from './emulator/start';
import { summary } from './emulator/summary';
import { EMULATOR_ENV } from './functions';

const ROOT = path.resolve(__dirname, '..');
const SETTLES_WITHIN_MS = 60_000;

/** Starts the platform, provisioned, and serves it until it is told to end. */
export async function serve(options: Options): Promise<Emulator> {
  const emulator = await started(options, path.join(ROOT, '.cache/functions'), async (empty) => {
    await provision(empty);
    await settled(empty);
  });
  const hasFunctions = await writeEnvFile(emulator, EMULATOR_ENV);
  const envFile = hasFunctions ? path.relative(process.cwd(), EMULATOR_ENV) : undefined;
  console.log(summary(emulator, options, { envFile, guide: 'docs/emulator.md' }));
  return emulator;
}

/** In virtual time what was provisioned is told to its callbacks before anything else happens. */
async function settled({ virtual, activity, clock }: Emulator): Promise<void> {
  await virtual?.runUntil(() => activity.isIdle && clock.isIdle, SETTLES_WITHIN_MS);
}

/** The command line of this checkout. */
export function main(args: readonly string[]): Promise<void> {
  return command(args, usage('checkout'), serve);
}
