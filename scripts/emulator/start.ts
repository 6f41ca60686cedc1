import { createEmulator, type Emulator } from '../../emulator';
import { NUMBER } from '../demo/cast';
import type { NamedFile } from './files';
import type { Options } from './options';
import { VAPI_KEY } from './vapi-key';

const ROUND_TRIP_MS = 40;

/** The platforms with one number, as the command line wants them. Ends them again and throws where something is wrong. */
export async function started(
  options: Options,
  functionsFolder: string,
  provision?: (emulator: Emulator) => Promise<void>,
): Promise<Emulator> {
  const { functionsAt, time, seed, port } = options;
  const emulator = await createEmulator({
    ...{ time, seed, port, functionsFolder },
    roundTripMs: ROUND_TRIP_MS,
    numbers: [NUMBER],
    vapiKey: VAPI_KEY,
    ...(functionsAt ? { resolve: (origin) => (origin.endsWith('.twil.io') ? functionsAt : undefined) } : {}),
  });
  try {
    if (options.restore !== undefined) await sendControl(emulator, 'snapshot', options.restore);
    else if (!options.isEmpty) await provision?.(emulator);
    if (options.scenario !== undefined) await sendControl(emulator, 'scenario', options.scenario);
    return emulator;
  } catch (error) {
    await emulator.close();
    throw error;
  }
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
