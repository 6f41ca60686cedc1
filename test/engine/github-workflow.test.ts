import { execFileSync, spawn } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { emulatedAccount, NUMBER, VAPI_KEY, type EmulatedAccount } from '../support/emulated-account';
import { ACCOUNT_SID } from '../support/emulated';
import { describeWithEngine, engineEnvironment } from '../support/engine';

const ROOT = resolve(__dirname, '../..');
/** What GitHub would know: `secrets.` and `vars.` of the repository, and what it says itself. */
const KNOWN: Record<string, string> = {
  'secrets.PULUMI_ACCESS_TOKEN': '',
  'secrets.PULUMI_CONFIG_PASSPHRASE': 'test',
  'secrets.TWILIO_API_SECRET': 'the-secret-of-the-key',
  'secrets.VAPI_API_KEY': VAPI_KEY,
  'secrets.HANDOFF_SECRET': 's'.repeat(40),
  'vars.TWILIO_ACCOUNT_SID': ACCOUNT_SID,
  'vars.TWILIO_API_KEY': `SK${'1'.repeat(32)}`,
  'vars.TWILIO_NUMBER': NUMBER,
  'github.token': 'token',
  'github.event.pull_request.number': '7',
};

interface Step {
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
const workflow = parse(readFileSync(join(ROOT, '.github/workflows/handoff.yaml'), 'utf8')) as {
  env: Record<string, string>;
  jobs: Record<string, { steps: Step[] }>;
};

const filledIn = (env: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).map(([name, text]) => [
      name,
      text.replace(/\$\{\{ (\S+) \}\}/g, (_, key: string) => {
        const value = KNOWN[key];
        if (value === undefined) throw new Error(`the workflow asks for ${key}`);
        return value;
      }),
    ]),
  );

/** The steps of the workflow as GitHub runs them, each by `bash -e`, in a checkout of its own; only `gh` is not the real one. */
describeWithEngine('the workflow for GitHub', () => {
  let folder: string;
  let checkout: string;
  let platform: EmulatedAccount;
  let env: Record<string, string>;

  const bash = (script: string, more: Record<string, string> = {}) =>
    new Promise<{ code: number; output: string }>((done) => {
      const child = spawn('bash', ['-e', '-c', script], { cwd: checkout, env: { ...env, ...more } });
      let output = '';
      child.stdout.on('data', (chunk) => (output += chunk));
      child.stderr.on('data', (chunk) => (output += chunk));
      child.on('close', (code) => done({ code: code ?? 1, output }));
    });
  const runs = (job: string): { script: string; own: Record<string, string> }[] =>
    (workflow.jobs[job]?.steps ?? [])
      .filter(({ run }) => run !== undefined && !run.startsWith('npm ci'))
      .map(({ run = '', env: own }) => ({ script: run, own: filledIn(own) }));

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'handoff-github-'));
    checkout = join(folder, 'checkout');
    platform = await emulatedAccount();
    platform.ctx.account.apiKeys.set(`SK${'1'.repeat(32)}`, 'the-secret-of-the-key');
    for (const part of ['control', 'events', 'console'])
      mkdirSync(join(folder, 'dist', part), { recursive: true });
    mkdirSync(join(checkout, 'routing'), { recursive: true });
    for (const name of readdirSync(ROOT).filter((one) => !/^(\.|routing$|Pulumi\.\w+\.yaml$)/.test(one)))
      symlinkSync(join(ROOT, name), join(checkout, name));
    const stack = readFileSync(join(ROOT, 'Pulumi.prod.yaml'), 'utf8');
    writeFileSync(
      join(checkout, 'Pulumi.prod.yaml'),
      `${stack.trimEnd()}\n  handoff:apiUrl: ${platform.url}\n  handoff:functions: ${join(folder, 'dist')}\n`,
    );
    const shims = join(folder, 'bin');
    mkdirSync(shims);
    writeFileSync(join(shims, 'gh'), '#!/bin/sh\necho "$@" > "$GH_CALL"\n', { mode: 0o755 });
    env = {
      ...engineEnvironment(folder),
      ...filledIn(workflow.env),
      PATH: `${shims}:${process.env.PATH ?? ''}`,
      GITHUB_BASE_REF: 'main',
      GH_CALL: join(folder, 'gh-call'),
    };
    // The main branch has other rules than the pull request.
    const rules = join(checkout, 'routing/rules.yaml');
    const now = readFileSync(join(ROOT, 'routing/rules.yaml'), 'utf8');
    writeFileSync(rules, now.replace('seconds: 15', 'seconds: 10'));
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.example', ...args], { cwd: checkout });
    git('init', '-q');
    git('add', 'routing/rules.yaml');
    git('commit', '-qm', 'rules');
    git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    copyFileSync(join(ROOT, 'routing/rules.yaml'), rules);
    const { code, output } = await bash('node_modules/.bin/pulumi stack init prod --non-interactive');
    if (code !== 0) throw new Error(output);
  }, 60_000);

  afterAll(async () => {
    await platform.close();
    rmSync(folder, { recursive: true });
  });

  test('comments a pull request with what the rules mean and what would change, and changes nothing', async () => {
    for (const { script, own } of runs('preview')) {
      const { code, output } = await bash(script, own);
      expect([code, output]).toEqual([0, expect.any(String)]);
    }
    expect(readFileSync(join(folder, 'gh-call'), 'utf8')).toMatch(/^pr comment 7 --body-file comment\.md /);
    const comment = readFileSync(join(checkout, 'comment.md'), 'utf8');
    expect(comment).toMatch(/^### routing\/rules\.yaml\n[\s\S]*10 s[\s\S]*15 s/);
    expect(comment).toMatch(/<details>[\s\S]*twilio:taskrouter:Workflow[\s\S]*<\/details>\n$/);
    for (const key of ['secrets.TWILIO_API_SECRET', 'secrets.VAPI_API_KEY', 'secrets.HANDOFF_SECRET'])
      expect(comment).not.toContain(KNOWN[key]);
    expect(platform.writes()).toEqual([]);
  }, 60_000);

  test('fails at night when the account is not as the stack says', async () => {
    const [drift, ...others] = runs('drift');
    expect(others).toEqual([]);
    const { code, output } = await bash(drift?.script ?? '');
    expect(code).not.toBe(0);
    expect(output).toMatch(/no changes were expected but changes were proposed/);
  }, 60_000);
});
