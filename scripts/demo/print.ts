import color from 'picocolors';
import type { ScenarioResult, TimelineEvent } from './result';

const WHO_WIDTH = 10;

/** A scenario as people read it: a timeline, what it came to, and what went wrong. */
export function printScenario(result: ScenarioResult): string {
  const mark = result.ok ? color.green('✓') : color.red('✗');
  return [
    '',
    `${mark} ${color.bold(result.name)}  ${color.dim(result.title)}`,
    ...result.timeline.map(printEvent),
    `  ${color.dim('disposition')}  ${color.bold(result.disposition)}`,
    ...result.problems.map((problem) => `  ${color.red('problem')}      ${problem}`),
  ].join('\n');
}

function printEvent({ atMs, who, event, detail }: TimelineEvent): string {
  const paint =
    who === 'caller'
      ? color.cyan
      : who === 'ai'
        ? color.magenta
        : who === 'handoff'
          ? color.yellow
          : who === 'twilio' || who === 'vapi'
            ? color.dim
            : color.green;
  const text = detail === undefined ? event : `${event}  ${color.dim(detail)}`;
  return `  ${color.dim((atMs / 1000).toFixed(3).padStart(8))}  ${paint(who.padEnd(WHO_WIDTH))} ${text}`;
}

const COLUMNS: readonly [string, (result: ScenarioResult) => string][] = [
  ['scenario', ({ name }) => name],
  ['', ({ ok }) => (ok ? 'ok' : 'FAILED')],
  ['disposition', ({ disposition }) => disposition],
  ['silence ms', ({ caller }) => String(caller.silenceMs)],
  ['overlap ms', ({ caller }) => String(caller.overlapMs)],
  ['to human s', ({ timeToHumanMs }) => (timeToHumanMs === null ? '–' : (timeToHumanMs / 1000).toFixed(2))],
  ['bridge gap ms', ({ bridgeGapMs }) => (bridgeGapMs === null ? '–' : String(bridgeGapMs))],
  [
    'round trips',
    ({ roundTrips }) =>
      Object.entries(roundTrips)
        .map(([step, count]) => `${step} ${count}`)
        .join(', '),
  ],
];

/** All scenarios in one table of figures. */
export function printTable(results: readonly ScenarioResult[]): string {
  const rows = [
    COLUMNS.map(([title]) => title),
    ...results.map((result) => COLUMNS.map(([, cell]) => cell(result))),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const isNumber = (column: number): boolean => column >= 3 && column <= 6;
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return rows
    .map((row, index) => {
      const text = line(row);
      if (index === 0) return color.bold(text);
      return results[index - 1]?.ok === false ? color.red(text) : text;
    })
    .join('\n');
}
