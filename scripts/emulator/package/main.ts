import { command } from '../command';
import { usage } from '../options';
import { started } from '../start';
import { summary } from '../summary';
import { functionsFolder } from './functions-folder';

/** The command line of the package. */
export function main(args: readonly string[]): Promise<void> {
  return command(args, usage('package'), async (options) => {
    const emulator = await started(options, functionsFolder());
    console.log(summary(emulator, options, { guide: 'node_modules/voice-handoff-emulator/README.md' }));
    return emulator;
  });
}
