import { coarse, percentile } from '../../functions/domain/report/histogram';
import type { Tally } from '../../functions/domain/report/tally';
import { h } from '../shared/dom';
import type { Report } from './api';
import { barChart, columnChart, type Bar } from './charts';
import {
  language,
  say,
  sayAny,
  sayLanguage,
  sayNumber,
  saySeconds,
  sayShare,
  sayWord,
  type TextKey,
} from './texts';

/** Bounds of the picture of waits, in seconds. */
const COLUMNS = [5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300];
/** Of the frequent ones; the table has all. */
const MOST_BARS = 10;

/** A tally as pictures. `month`: with its days. */
export function pictures(tally: Tally, month: Report | undefined): HTMLElement {
  const { dispositions, vias, departments, languages, queues, handoffs } = tally;
  const counts = (of: Readonly<Record<string, number>>, name: (word: string) => string): Bar[] =>
    Object.entries(of)
      .sort(([, a], [, b]) => b - a)
      .slice(0, MOST_BARS)
      .map(([word, value]) => ({
        ...{ label: name(word), value },
        text: `${sayNumber(value)} · ${sayShare(value / handoffs)}`,
      }));
  const queueBars = Object.entries(queues)
    .sort(([, a], [, b]) => b.handoffs - a.handoffs)
    .slice(0, MOST_BARS)
    .map(([name, queue]): Bar => {
      const median = percentile(queue.waits, 0.5);
      const wait = median === undefined ? '' : ` · ${saySeconds(median)}`;
      const label = name === '' ? say('notKnown') : name;
      return { label, value: queue.handoffs, text: `${sayNumber(queue.handoffs)}${wait}` };
    });
  return h(
    'div',
    { class: 'pictures' },
    figure('waits', columnChart(say('waits'), waitBars(tally)), say('waitsHint')),
    ...(month ? [figure('perDay', columnChart(say('perDay'), dayBars(month)), say('perDayHint'))] : []),
    figure(
      'dispositions',
      barChart(
        say('dispositions'),
        counts(dispositions, (word) => sayWord('disposition', word)),
      ),
    ),
    figure(
      'vias',
      barChart(
        say('vias'),
        counts(vias, (word) => sayWord('via', word)),
      ),
    ),
    figure('queues', barChart(say('queues'), queueBars)),
    figure('departments', barChart(say('departments'), counts(departments, sayAny))),
    figure(
      'languages',
      barChart(
        say('languages'),
        counts(languages, (tag) => sayLanguage(tag) || say('notKnown')),
      ),
    ),
  );
}

function figure(name: TextKey, chart: SVGElement, hint?: string): HTMLElement {
  const caption = h('figcaption', {}, h('h2', {}, say(name)));
  if (hint !== undefined) caption.append(h('p', { class: 'hint' }, hint));
  const element = h('figure', { 'data-figure': name }, caption);
  element.append(chart);
  return element;
}

function waitBars({ waits }: Tally): Bar[] {
  return coarse(waits, COLUMNS).map((value, index): Bar => {
    const bound = COLUMNS[index];
    const last = saySeconds(COLUMNS.at(-1) ?? 0);
    return bound === undefined
      ? { label: say('over', { time: last }), value, short: `>${shortTime(COLUMNS.at(-1) ?? 0)}` }
      : { label: say('upTo', { time: saySeconds(bound) }), value, short: shortTime(bound) };
  });
}

function shortTime(seconds: number): string {
  return seconds < 120 ? String(seconds) : `${seconds / 60}m`;
}

/** The oldest first, every fifth with its date. */
function dayBars({ days }: Report): Bar[] {
  return [...days].reverse().map(({ day, tally }, index): Bar => {
    const date = new Date(`${day}T12:00:00Z`);
    const label = date.toLocaleDateString(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
    return { label, value: tally.handoffs, short: index % 6 === 2 ? label : '' };
  });
}
