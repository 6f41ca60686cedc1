import { createEmulator as create, type Emulator, type EmulatorOptions } from '../../../emulator';
import { NUMBER } from '../../demo/cast';
import { VAPI_KEY } from '../vapi-key';
import { functionsFolder } from './functions-folder';

export type { Emulator, EmulatorOptions };
export { EmulatorHttpClient } from './http-client';
export { main } from './main';

/**
 * A local Twilio and Vapi in this process, on a free port, in virtual time unless told otherwise: time then starts on
 * 1 January 2026 and is moved by `emulator.virtual`. Owns +15550100000 unless `numbers` says what else. Rejects when the port is taken.
 */
export function createEmulator(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  return create({
    time: 'virtual',
    seed: 'local',
    port: 0,
    ...(options.time === 'real' ? {} : { startAtMs: Date.UTC(2026, 0, 1) }),
    roundTripMs: 40,
    numbers: [NUMBER],
    vapiKey: VAPI_KEY,
    ...options,
    functionsFolder: options.functionsFolder ?? functionsFolder(),
  });
}
