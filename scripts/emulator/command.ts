import type { Emulator } from '../../emulator';
import { explained } from './explained';
import { readOptions, type Options } from './options';

/** A command that serves until it is told to end: ends on Ctrl-C, and with status 1 where it cannot start. */
export async function command(
  args: readonly string[],
  usage: string,
  serve: (options: Options) => Promise<Emulator>,
): Promise<void> {
  try {
    const options = readOptions(args);
    if (options === 'help') return console.log(usage);
    const emulator = await serve(options);
    const end = (): void => void emulator.close().then(() => process.exit(0));
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
  } catch (error) {
    console.error(explained(error));
    process.exit(1);
  }
}
