import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { settingsMarkdown } from './settings-table';

/** Puts the table of settings into the README; with `--check` only says whether it is up to date. */
const FILE = path.resolve(__dirname, '../README.md');
const PLACE = /(<!-- settings -->\n)[\s\S]*?(<!-- \/settings -->)/;

const current = readFileSync(FILE, 'utf8');
if (!PLACE.test(current)) throw new Error('README.md has no place for the settings (<!-- settings -->)');
const wanted = current.replace(
  PLACE,
  (_, start: string, end: string) => `${start}\n${settingsMarkdown()}\n\n${end}`,
);
if (!process.argv.includes('--check')) writeFileSync(FILE, wanted);
else if (wanted !== current) {
  console.error('README.md: the table of settings is out of date; run `npm run generated`');
  process.exitCode = 1;
}
