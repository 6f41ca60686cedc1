import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { COVERAGE } from '../emulator/coverage';
import { SDK_COVERAGE } from '../emulator/coverage/sdks';
import type { Coverage, Entry } from '../emulator/coverage/coverage';
import type { Gap, Gaps } from '../emulator/core/gap';
import { CORE_GAPS } from '../emulator/core/gaps';
import { NUMBERS_GAPS } from '../emulator/twilio/numbers/gaps';
import { SERVERLESS_GAPS } from '../emulator/twilio/serverless/gaps';
import { SYNC_GAPS } from '../emulator/twilio/sync/gaps';
import { TASK_ROUTER_GAPS } from '../emulator/twilio/taskrouter/gaps';
import { VOICE_GAPS } from '../emulator/twilio/voice/gaps';
import { VAPI_GAPS } from '../emulator/vapi/gaps';

/** Writes `emulator/GAPS.md` from the differences and the coverage that stand in the code; `--check` only compares. */
const FILE = path.resolve(__dirname, '../emulator/GAPS.md');

const SECTIONS: readonly { title: string; gaps: readonly Gaps[]; hosts: readonly string[] }[] = [
  { title: 'Everywhere', gaps: [CORE_GAPS], hosts: [] },
  {
    title: 'TaskRouter',
    gaps: [TASK_ROUTER_GAPS],
    hosts: ['taskrouter.twilio.com', 'twilio-taskrouter'],
  },
  { title: 'Voice, numbers and keys', gaps: [VOICE_GAPS, NUMBERS_GAPS], hosts: ['api.twilio.com'] },
  { title: 'Sync', gaps: [SYNC_GAPS], hosts: ['sync.twilio.com', 'twilio-sync'] },
  {
    title: 'Functions and Assets',
    gaps: [SERVERLESS_GAPS],
    hosts: ['serverless.twilio.com', 'serverless-upload.twilio.com'],
  },
  {
    title: 'Vapi',
    gaps: [VAPI_GAPS],
    hosts: ['api.vapi.ai', 'phone-call-websocket.aws-us-west-2-backend-production2.vapi.ai'],
  },
];

const ALL: Readonly<Record<string, Coverage>> = { ...COVERAGE, ...SDK_COVERAGE };

function markdown(): string {
  return [
    '# What the emulator does differently',
    '<!-- Written by `npm run generated` from `gaps.ts` beside the code and from `emulator/coverage`. -->',
    'Every difference names where the platform describes its own behaviour, or says *our assumption* where nobody does. Of an\n' +
      'operation, or of a method or event of a browser SDK, that is served, the test that shows it is named; every other operation\n' +
      'answers 501 with method and path, every other method fails with the error of the SDK.',
    table(
      ['API or SDK', 'served', 'partly', 'not'],
      Object.entries(ALL).map(([host, coverage]) => [`\`${host}\``, ...counts(Object.values(coverage))]),
    ),
    ...SECTIONS.flatMap(({ title, gaps, hosts }) => [
      `## ${title}`,
      ...differences(
        'Missing',
        gaps.flatMap(({ missing }) => missing),
      ),
      ...differences(
        'Simpler',
        gaps.flatMap(({ simpler }) => simpler),
      ),
      ...differences(
        'Assumed',
        gaps.flatMap((each) => each.assumed),
      ),
      ...hosts.flatMap(operations),
    ]),
  ].join('\n\n');
}

function counts(entries: readonly Entry[]): string[] {
  return (['served', 'partial', '501'] as const).map((state) =>
    String(entries.filter((entry) => entry.state === state).length),
  );
}

function differences(title: string, gaps: readonly Gap[]): string[] {
  if (gaps.length === 0) return [];
  const lines = gaps.map(
    (gap) => `- ${gap.what} ${'source' in gap ? `([source](${gap.source}))` : '*(our assumption)*'}`,
  );
  return [`${title}:`, lines.join('\n')];
}

function operations(host: string): string[] {
  const rows = Object.entries(ALL[host] ?? {}).map(([operation, entry]) => [
    `\`${operation}\``,
    entry.state === 'partial' ? `partly: ${entry.missing}` : entry.state,
    'test' in entry ? entry.test : '',
  ]);
  return [
    `<details><summary>Operations of ${host}</summary>`,
    table(['operation', '', 'shown by'], rows),
    '</details>',
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const wanted = `${markdown()}\n`;
if (!process.argv.includes('--check')) writeFileSync(FILE, wanted);
else if (readFileSync(FILE, 'utf8') !== wanted) {
  console.error('emulator/GAPS.md is out of date; run `npm run generated`');
  process.exitCode = 1;
}
