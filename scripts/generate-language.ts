import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import peggy from 'peggy';

/**
 * Writes the parser of TaskRouter's expression language from its grammar. With `--check` it writes nothing and ends
 * with status 1 when the committed parser is out of date.
 */
const folder = path.join(__dirname, '..', 'routing', 'language');
const target = path.join(folder, 'generated', 'expression-parser.js');

const source = peggy.generate(readFileSync(path.join(folder, 'expression.peggy'), 'utf8'), {
  output: 'source',
  format: 'commonjs',
  allowedStartRules: ['Statement', 'Name'],
});

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== source) {
    console.error('routing/language/generated is out of date: run scripts/generate-language.ts');
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, source);
}
