import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { EnvironmentDescription } from '../../scripts/demo/world';
import { ENGINE_VERSION, hasEngine, PULUMI_HOME } from '../../scripts/engine';

const ROOT = resolve(__dirname, '../..');
/** Of one command of the engine. */
const LONGEST_COMMAND_MS = 120_000;

export interface Ran {
  readonly code: number;
  readonly output: string;
}

interface Step {
  readonly op: string;
  readonly urn: string;
  readonly detailedDiff?: Readonly<Record<string, unknown>> | null;
}

export interface Change {
  readonly op: string;
  /** Type and name: `twilio:taskrouter:TaskQueue queue-billing`. */
  readonly resource: string;
  readonly paths: readonly string[];
}

/**
 * `describe` where the engine is in the cache, which `npm test` builds where it can; elsewhere the tests count as skipped,
 * in CI as failed.
 */
export function describeWithEngine(name: string, body: () => void): void {
  const isPossible = hasEngine() || process.env.CI === 'true';
  (isPossible ? describe : describe.skip)(name, body);
}

/** What `pulumi` is told so that it is the engine of the cache, with its state in a folder. */
export function engineEnvironment(folder: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    NO_COLOR: '1',
    PULUMI_HOME,
    PULUMI_VERSION: ENGINE_VERSION,
    PULUMI_NODE_ROOT: ROOT,
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    PULUMI_CONFIG_PASSPHRASE: 'test',
    // Memory is spared by nobody here; collecting it less often is a tenth of the engine's work.
    GOGC: '400',
    PULUMI_BACKEND_URL: `file://${folder}`,
  };
}

/** `pulumi` with a state of its own, on the project's program. */
export class Engine {
  /** Everything that was printed so far. */
  transcript = '';
  private readonly folder = mkdtempSync(join(tmpdir(), 'handoff-engine-'));
  private static stacks = 0;

  readonly stack = `t${process.pid}-${++Engine.stacks}`;

  constructor(private readonly env: Readonly<Record<string, string>> = {}) {}

  /** Makes the stack with this configuration. */
  async open({ config, secrets }: EnvironmentDescription): Promise<void> {
    await this.must('stack', 'init', this.stack);
    const pairs = (flag: string, values: Readonly<Record<string, string>>) =>
      Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);
    await this.must('config', 'set-all', ...pairs('--plaintext', config), ...pairs('--secret', secrets));
  }

  /** Runs `pulumi` and says how it ended and what it printed. */
  run(...args: readonly string[]): Promise<Ran> {
    // As users type it where `npx pulumi` is said; elsewhere started directly, because npx alone takes a second.
    const [command, ...first] =
      args[0] === 'npx' ? ['npx'] : [join(ROOT, 'node_modules/.bin/pulumi'), ...args.slice(0, 1)];
    const child = spawn(command, [...first, ...args.slice(1), '--non-interactive'], {
      cwd: ROOT,
      env: { ...engineEnvironment(this.folder), PULUMI_STACK: this.stack, ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LONGEST_COMMAND_MS,
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    return new Promise((done, fail) => {
      child.on('error', fail);
      child.on('close', (code) => {
        this.transcript += output;
        done({ code: code ?? 1, output });
      });
    });
  }

  /** Like `run`, but fails with what was printed when the engine fails. */
  async must(...args: readonly string[]): Promise<string> {
    const { code, output } = await this.run(...args);
    if (code !== 0) throw new Error(`pulumi ${args.slice(0, 2).join(' ')} ended with ${code}\n${output}`);
    return output;
  }

  /** What a preview or refresh that prints JSON would change: `operation type name`, with the properties' paths. */
  async changes(...args: readonly string[]): Promise<Change[]> {
    const { steps = [] } = JSON.parse(await this.must(...args, '--json')) as { steps?: Step[] };
    return steps
      .filter(({ op, detailedDiff }) => op !== 'same' && (op !== 'refresh' || detailedDiff))
      .map(({ op, urn, detailedDiff }) => ({
        op,
        resource: urn.split('::').slice(2).join(' ').replace(/^.*\$/, ''),
        paths: Object.keys(detailedDiff ?? {}).sort(),
      }))
      .sort((a, b) => (a.resource < b.resource ? -1 : 1));
  }

  /** The stack's outputs. */
  async outputs<T>(): Promise<T> {
    return JSON.parse(await this.must('stack', 'output', '--json')) as T;
  }

  async close(): Promise<void> {
    await this.run('stack', 'rm', '--yes', '--force');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
