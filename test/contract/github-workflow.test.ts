import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { scripts } from '../../package.json';

interface Step {
  readonly run?: string;
}

const workflow = parse(readFileSync('.github/workflows/handoff.yaml', 'utf8')) as {
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
