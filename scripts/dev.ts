import { existsSync } from 'node:fs';
import path from 'node:path';
import color from 'picocolors';
import { AGENTS } from './demo/cast';
import { openLive } from './dev/live';
import { openPlayground, type Playground } from './dev/open';
import { readOptions, USAGE, type Options } from './dev/options';
import { liveWelcome, told, welcome } from './dev/print';
import { explained } from './emulator/explained';

const ENV_FILE = path.resolve(__dirname, '../.env');

/** Prints what comes of every change; the first time everything is in force, where to look. */
function tell({ emulator, workshop }: Playground): void {
  let isOpen = false;
  let sinceMs: number | undefined;
  workshop.onChange(() => {
    const { status, about, atMs, mistakes, pages } = workshop.state();
    if (status === 'working') sinceMs ??= atMs;
    if (status === 'working' || sinceMs === undefined) return;
    if (status === 'refused' || isOpen) console.log(told(about, mistakes, atMs - sinceMs));
    sinceMs = undefined;
    if (status === 'refused' || isOpen) return;
    isOpen = true;
    void Promise.all([workshop.signInLink(AGENTS.ana.name), workshop.signInLink(undefined)])
      .then(([Ana, board]) => console.log(welcome(emulator.url, pages, { Ana, board })))
      .catch((error: unknown) => console.error(explained(error)));
  });
}

async function local(options: Options): Promise<Closable> {
  if (existsSync(ENV_FILE))
    console.log(
      color.dim('.env is not read: everything here is local. A real account wants --live (--help).'),
    );
  const playground = await openPlayground(options);
  tell(playground);
  void playground.start();
  return playground;
}

async function live(port: number, url: string): Promise<Closable> {
  const opened = await openLive({
    ...{ port, pagePort: port + 1, url, envFile: ENV_FILE },
    tell: (about, mistakes) => console.log(told(about, mistakes)),
    print: (line) => console.log(line),
  });
  console.log(liveWelcome(url, port, opened));
  void opened.reachProblem().then((problem) => {
    if (problem !== undefined) console.log(color.red(problem));
  });
  return opened;
}

interface Closable {
  close(): Promise<void>;
}

/** The command line: prints where to look, ends on Ctrl-C, and with status 1 where it cannot start. */
async function main(args: readonly string[]): Promise<void> {
  try {
    const options = readOptions(args);
    if (options === 'help') return console.log(USAGE);
    const opened = await (options.live === undefined ? local(options) : live(options.port, options.live));
    const end = async (): Promise<void> => {
      await opened.close();
      // Pulumi's SDK would complain of an environment that was half made.
      process.removeAllListeners('exit');
      process.exit(0);
    };
    process.once('SIGINT', () => void end());
    process.once('SIGTERM', () => void end());
  } catch (error) {
    console.error(explained(error));
    process.exitCode = 1;
  }
}

void main(process.argv.slice(2));
