import fs from 'node:fs';
import path from 'node:path';
import { accountTarget, liveSettings } from './account-target';
import { unsettled } from './assumptions';
import { CASES } from './cases';
import { compared, type Report, table } from './report';
import type { Target } from './target';

const settings = liveSettings(process.env, new Date());
const HALF_AN_HOUR_MS = 30 * 60_000;
const reports: Report[] = [];
let account: Target;

beforeAll(async () => {
  process.stdout.write(
    `run ${settings.run}: if it is broken off, LIVE_RUN=${settings.run} cleans up first\n`,
  );
  account = await accountTarget(settings);
}, HALF_AN_HOUR_MS);

afterAll(async () => {
  const all = { rows: reports.flatMap(({ rows }) => rows), notes: reports.flatMap(({ notes }) => notes) };
  const file = path.resolve(__dirname, `../../.cache/live-${settings.run}.md`);
  const open = unsettled().map((text) => `- ${text}`);
  const text = `${table(all)}\n\nNo case settles:\n\n${open.join('\n')}\n`;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  process.stdout.write(`\n${text}\n${file}\n`);
  await account?.close();
}, HALF_AN_HOUR_MS);

test.each(CASES.map((one) => [one.title, one] as const))(
  '%s: the account does as the emulator',
  async (_, one) => {
    const report = await compared(one, account);
    reports.push(report);
    expect(report.rows.filter(({ emulator, account: seen }) => emulator !== seen)).toEqual([]);
  },
  HALF_AN_HOUR_MS,
);
