import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { CONFIG_KEYS, type Key } from '../../infra/config-keys';
import { scripts } from '../../package.json';

interface Step {
  readonly run?: string;
}

const text = readFileSync('.github/workflows/handoff.yaml', 'utf8');
const workflow = parse(text) as {
  env: Record<string, string>;
  jobs: Record<string, { steps: Step[] }>;
};
const commands = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));

test('the workflow runs what is there: npm scripts, files, example stacks', () => {
  const all = commands.join('\n');
  const used = [...all.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name]) => name ?? '');
  expect(used.length).toBeGreaterThan(1);
  for (const name of used) expect(scripts).toHaveProperty([name]);
  for (const [, stack] of all.matchAll(/--stack (\w+)/g))
    expect(existsSync(`Pulumi.${stack}.yaml`)).toBe(true);
  expect(existsSync('.ci/run')).toBe(true);
  expect(all).toMatch(/pulumi preview .*--refresh .*--expect-no-changes/);
});

test('every secret and variable of the repository is told at the top, and is one that the program or the engine reads', () => {
  const head = text.slice(0, text.indexOf('name: handoff'));
  const read = Object.values(CONFIG_KEYS).flatMap((key: Key) => key.env ?? []);
  for (const [name, value] of Object.entries(workflow.env)) {
    expect(value).toMatch(new RegExp(`^\\$\\{\\{ (secrets|vars)\\.${name} \\}\\}$`));
    expect(head).toContain(name);
    expect([...read, 'PULUMI_ACCESS_TOKEN', 'PULUMI_CONFIG_PASSPHRASE']).toContain(name);
  }
  const secret = Object.values(CONFIG_KEYS)
    .filter((key: Key) => key.secret)
    .map((key: Key) => key.env);
  for (const [name, value] of Object.entries(workflow.env))
    if (secret.includes(name)) expect(value).toContain('secrets.');
});
