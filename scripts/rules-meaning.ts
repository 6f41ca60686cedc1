import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { meaningOfChange } from '../routing/meaning';
import { readRules } from '../routing/read';

const USAGE = `Says as Markdown what a change of the routing rules means for callers.

  npm run rules -- [--against origin/main] [FILE]     FILE as it was in that commit, and as it is; default routing/rules.yaml
`;

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { against: { type: 'string', default: 'origin/main' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return console.log(USAGE);
  const [file = 'routing/rules.yaml'] = positionals;
  // A reference is no option, and names nothing outside the repository.
  const before = execFileSync('git', ['show', '--end-of-options', `${values.against}:${file}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const rules = readRules(before, `${values.against}:${file}`);
  console.log(`### ${file}\n\n${meaningOfChange(rules, readRules(readFileSync(file, 'utf8'), file))}`);
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
