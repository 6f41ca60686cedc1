import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { build } from './build';

const ROOT = path.resolve(__dirname, '..');
/** Where `npm run emulator` writes the settings of what it provisioned. */
export const EMULATOR_ENV = path.join(ROOT, '.cache/emulator.env');
const READY_MS = 20_000;

export interface ServedFunctions {
  readonly url: string;
  /** What twilio-run printed, the functions' log lines among it. */
  output(): string;
  /** Ends twilio-run. No request may be under way. */
  stop(): Promise<void>;
}

export interface ServeOptions {
  readonly port: number;
  readonly variables: Readonly<Record<string, string>>;
  /** The built functions with their assets. */
  readonly folder: string;
  readonly print?: boolean;
}

/**
 * Serves a build by Twilio's own local server. Not forked: a forked function that is killed under way would go on for
 * ever, and each request would take 150 ms.
 */
export async function serveFunctions({
  port,
  variables,
  folder,
  print,
}: ServeOptions): Promise<ServedFunctions> {
  const envFile = path.join(folder, '.env');
  mkdirSync(folder, { recursive: true });
  // Single quotes: nothing inside them is an escape.
  const lines = Object.entries(variables).map(([name, value]) => `${name}='${value}'`);
  writeFileSync(envFile, `${lines.join('\n')}\n`, { mode: 0o600 });
  const cli = require.resolve('twilio-run/bin/twilio-run.js');
  const child = spawn(
    process.execPath,
    [cli, 'start', '--cwd', folder, '--env', envFile, '--port', String(port)].concat([
      ...['--functions-folder', 'functions', '--assets-folder', 'assets'],
      ...['--no-fork-process', '--no-live'],
    ]),
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (print) process.stdout.write(chunk);
    });
  }
  if (!(await isReady(child, port))) {
    child.kill();
    throw new Error(`twilio-run does not serve port ${port}: ${output}`);
  }
  return {
    url: `http://127.0.0.1:${port}`,
    output: () => output,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        if (!child.kill()) resolve();
      }),
  };
}

async function isReady(child: ChildProcess, port: number): Promise<boolean> {
  const deadline = Date.now() + READY_MS;
  while (child.exitCode === null && Date.now() < deadline) {
    if (await connects(port)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    const done = (isOpen: boolean): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
}

/** `.env` in the project, or what the emulator provisioned; the functions' own URLs are known only here. */
function variablesFor(port: number): Record<string, string> {
  const file = [path.join(ROOT, '.env'), EMULATOR_ENV].find((candidate) => existsSync(candidate));
  if (!file) {
    throw new Error('no settings: start `npm run emulator` first, or write .env (README, "Settings")');
  }
  const url = `http://127.0.0.1:${port}`;
  return {
    SERVER_URL: url,
    EVENTS_URL: url,
    ...(parseEnv(readFileSync(file, 'utf8')) as Record<string, string>),
  };
}

async function main(): Promise<void> {
  const port = Number(process.env.PORT ?? 3000);
  const variables = variablesFor(port);
  await build();
  const folder = path.join(ROOT, 'dist/local');
  const served = await serveFunctions({ port, variables, folder, print: true });
  const end = (): void => void served.stop().then(() => process.exit());
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
