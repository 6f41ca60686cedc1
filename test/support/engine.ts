import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ENGINE_VERSION, PULUMI_HOME } from '../../scripts/engine';

const ROOT = resolve(__dirname, '../..');

export interface Ran {
  readonly code: number;
  readonly output: string;
}

/** The real engine with a state of its own, on the project's program. */
export class Engine {
  private readonly folder = mkdtempSync(join(tmpdir(), 'handoff-engine-'));
  private readonly stack = `t${process.pid}`;

  constructor(private readonly env: Readonly<Record<string, string>>) {}

  /** Makes the stack with this configuration. */
  async open(config: Readonly<Record<string, string>>): Promise<void> {
    await this.must('stack', 'init', this.stack);
    for (const [key, value] of Object.entries(config)) await this.must('config', 'set', key, '--', value);
  }

  /** Runs `pulumi` and says how it ended and what it printed. */
  run(...args: string[]): Promise<Ran> {
    const bin = join(PULUMI_HOME, 'versions', ENGINE_VERSION, 'bin');
    const stack = args[0] === 'stack' && args[1] === 'init' ? [] : ['--stack', this.stack];
    const split = args.indexOf('--');
    const [flags, values] = split < 0 ? [args, []] : [args.slice(0, split), args.slice(split)];
    const child = spawn(join(bin, 'pulumi'), [...flags, '--non-interactive', ...stack, ...values], {
      cwd: ROOT,
      env: {
        PATH: `${bin}:${process.env.PATH}`,
        HOME: this.folder,
        NO_COLOR: '1',
        PULUMI_HOME,
        PULUMI_NODE_ROOT: ROOT,
        PULUMI_SKIP_UPDATE_CHECK: 'true',
        PULUMI_CONFIG_PASSPHRASE: 'test',
        PULUMI_BACKEND_URL: `file://${this.folder}`,
        ...this.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    return new Promise((done) => child.on('close', (code) => done({ code: code ?? 1, output })));
  }

  /** Like `run`, but fails with what was printed when the engine fails. */
  async must(...args: string[]): Promise<string> {
    const { code, output } = await this.run(...args);
    if (code !== 0) throw new Error(`pulumi ${args.join(' ')} ended with ${code}\n${output}`);
    return output;
  }

  async close(): Promise<void> {
    await this.run('stack', 'rm', '--yes', '--force');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
