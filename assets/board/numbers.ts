import { csvOf } from '../../functions/domain/report/csv';
import { reportRows, reportTable } from '../../functions/domain/report/rows';
import type { Tally } from '../../functions/domain/report/tally';
import { button, h } from '../shared/dom';
import { say, sayAny, sayLanguage, sayNumber, saySeconds, sayShare, sayWord } from './texts';

export type Period = 'today' | 'month';

/** A tally as a table, and as a file to take away. */
export function numbers(
  tally: Tally,
  period: Period,
  isOpen: boolean,
  toggled: (isOpen: boolean) => void,
): HTMLElement {
  const download = button(say('csv'), () => save(period, tally), { id: 'csv' });
  const columns = ['name', 'handoffs', 'share', 'reached', 'median', 'p90'] as const;
  const seconds = (value: number | undefined): string => (value === undefined ? '' : saySeconds(value));
  const cells = reportRows(tally).map(({ group, name, handoffs, share, reached: found, ...waits }) => [
    h(
      'span',
      { class: 'named' },
      h('span', {}, say(`group.${group}`)),
      ' ',
      h('span', { dir: 'auto' }, nameOf(group, name)),
    ),
    sayNumber(handoffs),
    sayShare(share),
    found === undefined ? '' : sayNumber(found),
    seconds(waits.medianSeconds),
    seconds(waits.p90Seconds),
  ]);
  const details = h(
    'details',
    { class: 'numbers', open: isOpen },
    h('summary', {}, say('numbers')),
    h('p', { class: 'acts' }, download),
    h(
      'div',
      { class: 'table', tabindex: '0', role: 'group', 'aria-label': say('numbers') },
      h(
        'table',
        {},
        h(
          'thead',
          {},
          h('tr', {}, ...columns.map((name) => h('th', { scope: 'col' }, say(`column.${name}`)))),
        ),
        h('tbody', {}, ...cells.map((row) => h('tr', {}, ...row.map((cell) => h('td', {}, cell))))),
      ),
    ),
  );
  details.addEventListener('toggle', () => toggled(details.open));
  return details;
}

function nameOf(group: ReturnType<typeof reportRows>[number]['group'], name: string): string {
  if (group === 'disposition' || group === 'via') return sayWord(group, name);
  if (group === 'language') return sayLanguage(name);
  if (group === 'department') return sayAny(name);
  return group === 'queue' && name === '' ? say('notKnown') : name;
}

/** Words of ours stay as they are recorded, so that files of two readers can be put together. */
function save(period: Period, tally: Tally): void {
  const day = new Date().toISOString().slice(0, 10);
  const name = period === 'today' ? day : `30 days to ${day}`;
  const file = new Blob([csvOf(reportTable(name, tally))], { type: 'text/csv;charset=utf-8' });
  const url = URL.createObjectURL(file);
  h('a', { href: url, download: `outcomes-${period}-${day}.csv` }).click();
  URL.revokeObjectURL(url);
}
