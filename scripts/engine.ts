import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/**
 * Builds the Pulumi engine from its Go modules into the project's cache, where `npx pulumi` finds it when PULUMI_HOME
 * and PULUMI_VERSION say so. Users do not need this: their `npx pulumi` downloads the official bundle.
 */
export const ENGINE_VERSION = '3.225.0';
const ROOT = path.resolve(__dirname, '..');
export const PULUMI_HOME = path.join(ROOT, '.cache', 'pulumi');
const BIN = path.join(PULUMI_HOME, 'versions', ENGINE_VERSION, 'bin');
const SOURCES = path.join(ROOT, 'test', 'engine');

/** True when the engine stands in the cache. */
export function hasEngine(): boolean {
  return fs.existsSync(path.join(BIN, 'pulumi'));
}

/** True when Go is at hand to build it. */
export function hasGo(): boolean {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Builds what is missing; the first time takes about three minutes on two cores. `report` gets a line now and then. */
export async function buildEngine(report: (line: string) => void): Promise<void> {
  fs.mkdirSync(BIN, { recursive: true });
  if (!hasEngine()) {
    report(`building the Pulumi engine ${ENGINE_VERSION} from its Go modules (about three minutes, once)`);
    const startedAt = Date.now();
    const ticker = setInterval(
      () => report(`  still building, ${Math.round((Date.now() - startedAt) / 1000)} s`),
      15_000,
    );
    const target = path.join(BIN, `pulumi.${process.pid}`);
    try {
      await run('go', [
        'build',
        '-trimpath',
        '-ldflags',
        `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${ENGINE_VERSION}`,
        '-o',
        target,
        'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi',
      ]);
      fs.renameSync(target, path.join(BIN, 'pulumi'));
    } finally {
      clearInterval(ticker);
    }
    report(`built in ${Math.round((Date.now() - startedAt) / 1000)} s`);
  }
  const host = path.join(BIN, 'pulumi-language-nodejs');
  fs.copyFileSync(path.join(SOURCES, 'pulumi-language-nodejs.js'), host);
  fs.chmodSync(host, 0o755);
}

/** A build that hangs (a module proxy that does not answer) ends with an error. */
const LONGEST_BUILD_MS = 20 * 60_000;

function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: SOURCES,
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: LONGEST_BUILD_MS,
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ${args[0]} ended with exit code ${code}`)),
    );
  });
}

/** Before tests: builds the engine where that is possible. In CI it must be; elsewhere one line says what is skipped. */
async function prepareForTests(report: (line: string) => void): Promise<void> {
  const isMissing = !hasEngine() && !hasGo();
  try {
    if (!isMissing) return await buildEngine(report);
  } catch (error) {
    if (process.env.CI === 'true') throw error;
    return report(`Skipped: the tests with the Pulumi engine, which could not be built (${String(error)})`);
  }
  const reason = 'neither the Pulumi engine (.cache/pulumi) nor Go to build it is at hand';
  if (process.env.CI === 'true')
    throw new Error(`CI must run the tests with the Pulumi engine, but ${reason}`);
  report(`Skipped: the tests with the Pulumi engine, because ${reason}`);
}

if (require.main === module) {
  const main = process.argv.includes('--for-tests') ? prepareForTests : buildEngine;
  main((line) => console.log(line)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
