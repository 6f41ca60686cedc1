import { percentile, within } from '../../functions/domain/report/histogram';
import { addTallies, EMPTY_TALLY, reached, type Tally } from '../../functions/domain/report/tally';
import { announce, h, show } from '../shared/dom';
import { ask, type Report } from './api';
import { numbers, type Period } from './numbers';
import { pictures } from './pictures';
import { say, sayError, sayNumber, saySeconds, sayShare } from './texts';

const LEVEL_SECONDS = 30;
const AGAIN_MS = 3_000;

/** The outcomes, asked for anew each time that they are turned to, until they are whole. */
export async function showReport(place: HTMLElement, leave: (why: string) => void): Promise<void> {
  let period: Period = 'today';
  let isOpen = false;
  let counted = -1;
  if (place.childElementCount === 0) show(place, h('p', {}, say('loading')));
  for (;;) {
    const { status, body } = await ask<Report>('report');
    if (status === 401 || status === 403) return leave(body.error ?? 'signed-out');
    if (status !== 200) return show(place, h('p', { class: 'problem' }, sayError(body.error ?? '')));
    draw(body);
    // More than can be counted: it is said that a part is missing.
    const now = body.today.handoffs + sumOf(body).handoffs;
    if (body.isWhole || now <= counted || place.hidden || !place.isConnected) return;
    counted = now;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }

  function draw(report: Report): void {
    const choose = (name: Period, text: string): HTMLElement => {
      const input = h('input', {
        type: 'radio',
        name: 'period',
        value: name,
        checked: name === period,
        id: name,
      });
      input.addEventListener('change', () => {
        period = name;
        draw(report);
        announce(text);
      });
      return h('label', { for: name }, input, text);
    };
    const tally = period === 'today' ? report.today : sumOf(report);
    show(
      place,
      h(
        'fieldset',
        {},
        h('legend', {}, say('period')),
        choose('today', say('today')),
        choose('month', say('month')),
      ),
      report.isWhole ? undefined : h('p', { class: 'problem' }, say('counting')),
      ...(tally.handoffs === 0
        ? [h('p', { class: 'nothing' }, say('noneYet'))]
        : [
            headline(tally),
            pictures(tally, period === 'month' ? report : undefined),
            numbers(tally, period, isOpen, (open) => (isOpen = open)),
          ]),
    );
  }
}

function sumOf({ days }: Report): Tally {
  return days.map(({ tally }) => tally).reduce(addTallies, EMPTY_TALLY);
}

function headline(tally: Tally): HTMLElement {
  const { handoffs, waits } = tally;
  const found = reached(tally);
  const tile = (label: string, value: string): HTMLElement =>
    h('div', { class: 'tile' }, h('dt', {}, label), h('dd', {}, value));
  const seconds = (share: number): string => {
    const wait = percentile(waits, share);
    return wait === undefined ? '–' : saySeconds(wait);
  };
  return h(
    'dl',
    { class: 'tiles' },
    tile(say('handoffs'), sayNumber(handoffs)),
    tile(say('reached'), `${sayNumber(found)} · ${sayShare(found / handoffs)}`),
    tile(say('median'), seconds(0.5)),
    tile(say('p90'), seconds(0.9)),
    tile(
      say('within', { seconds: LEVEL_SECONDS }),
      found === 0 ? '–' : sayShare(within(waits, LEVEL_SECONDS) / handoffs),
    ),
  );
}
