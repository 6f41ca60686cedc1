/** Pictures of numbers: SVG without a style of its own, so that the page's policy and both of its looks hold. */

import { h } from '../shared/dom';

const SVG = 'http://www.w3.org/2000/svg';
const ROW_PX = 40;
const COLUMNS_PX = 180;
const AXIS_PX = 22;
const VALUE_PX = 16;

export interface Bar {
  /** What it stands for. */
  readonly label: string;
  readonly value: number;
  /** What is written at it; the value where nothing else is said. */
  readonly text?: string;
  /** Under a column, where its label would be too long. */
  readonly short?: string;
}

type Attributes = Readonly<Record<string, string | number>>;

function svg(tag: string, attributes: Attributes, ...children: (Node | string)[]): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** `title` and all values: what a screen reader says instead. */
function picture(title: string, bars: readonly Bar[], heightPx: number, parts: readonly Node[]): SVGElement {
  const said = bars.map(({ label, value, text }) => `${label}: ${text ?? value}`).join(', ');
  return svg(
    'svg',
    { role: 'img', 'aria-label': `${title}. ${said}`, width: '100%', height: heightPx },
    ...parts,
  );
}

/** One bar under another, each with its label above it. */
export function barChart(title: string, bars: readonly Bar[]): SVGElement {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const rows = bars.flatMap(({ label, value, text }, index) => {
    const y = index * ROW_PX;
    const name = h('div', { class: 'name', title: label }, label);
    return [
      // Long names end at the value.
      svg('foreignObject', { x: 0, y, width: '68%', height: 22 }, name),
      svg('text', { x: '100%', y: y + 15, 'text-anchor': 'end', class: 'value' }, text ?? String(value)),
      svg('rect', { x: 0, y: y + 22, width: '100%', height: 10, rx: 3, class: 'track' }),
      svg('rect', { x: 0, y: y + 22, width: percent(value / most), height: 10, rx: 3, class: 'amount' }),
    ];
  });
  return picture(title, bars, bars.length * ROW_PX, rows);
}

/** Columns side by side on one line, as of a histogram or of days. */
export function columnChart(title: string, bars: readonly Bar[]): SVGElement {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const wide = 1 / Math.max(1, bars.length);
  const floor = COLUMNS_PX - AXIS_PX;
  const columns = bars.flatMap(({ value, short }, index) => {
    const height = Math.round(((floor - VALUE_PX) * value) / most);
    const middle = percent((index + 0.5) * wide);
    const centred = { x: middle, 'text-anchor': 'middle' };
    return [
      svg('rect', {
        ...{ x: percent((index + 0.12) * wide), width: percent(0.76 * wide), class: 'amount', rx: 2 },
        ...{ y: floor - height, height },
      }),
      ...(value > 0 && bars.length <= 16
        ? [svg('text', { ...centred, y: floor - height - 4, class: 'value' }, String(value))]
        : []),
      ...(short ? [svg('text', { ...centred, y: COLUMNS_PX - 5, class: 'axis' }, short)] : []),
    ];
  });
  const line = svg('line', { x1: 0, x2: '100%', y1: floor, y2: floor, class: 'line' });
  return picture(title, bars, COLUMNS_PX, [...columns, line]);
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(3))}%`;
}
