import type { Heard, Ledger, Leg, Path } from './api';
import { h, svg } from './dom';

const WIDE = 1000;
const SOURCES: Readonly<Record<string, string>> = {
  ai: 'AI',
  human: 'a person',
  announcement: 'announcement',
  keys: 'keys',
  music: 'music',
  ring: 'ringing',
  ambience: 'background',
};

interface Axis {
  readonly fromMs: number;
  readonly lengthMs: number;
}

/** What each leg hears and does, drawn over time. */
export function drawnLanes(
  { legs, paths }: Ledger,
  nameOf: (person: string) => string = (person) => person,
): Node[] {
  const axis = axisOf(legs);
  if (!axis) return [];
  return [
    h(
      'div',
      { class: 'lanes' },
      ...legs.map((leg, index) =>
        lane(leg, paths, axis, `${nameOf(leg.person)}${index === 0 ? ' (this call)' : ''}`),
      ),
      ticks(axis),
    ),
    legend(),
  ];
}

function axisOf(legs: readonly Leg[]): Axis | undefined {
  if (legs.length === 0) return undefined;
  const fromMs = Math.min(...legs.map((leg) => leg.fromMs));
  return { fromMs, lengthMs: Math.max(1, Math.max(...legs.map((leg) => leg.toMs)) - fromMs) };
}

function lane(leg: Leg, paths: readonly Path[], axis: Axis, label: string): HTMLElement {
  const at = (ms: number): number => ((ms - axis.fromMs) / axis.lengthMs) * WIDE;
  const bar = (
    kind: string,
    y: number,
    height: number,
    span: { fromMs: number; toMs: number },
    title: string,
  ) =>
    svg(
      'rect',
      { class: kind, x: at(span.fromMs), y, height, width: Math.max(1, at(span.toMs) - at(span.fromMs)) },
      svg('title', {}, title),
    );
  const hears = [...leg.hears].sort(
    (a, b) => Number(b.source === 'ambience') - Number(a.source === 'ambience'),
  );
  return h(
    'div',
    { class: 'lane' },
    h('p', {}, label, h('span', { class: 'dim' }, leg.isLive ? ' on the line' : '')),
    svg(
      'svg',
      {
        viewBox: `0 0 ${WIDE} 40`,
        preserveAspectRatio: 'none',
        role: 'img',
        'aria-label': `What ${label} hears and says`,
      },
      bar('leg', 0, 24, leg, 'on the line, hears nothing'),
      ...paths
        .filter(({ to }) => to === leg.callSid)
        .map((path) => bar('connected', 0, 24, path, 'connected, nobody speaks')),
      ...hears.map((heard) => bar(`s-${heard.source}`, 0, 24, heard, told(heard))),
      ...leg.does.map((done) => bar(`d-${done.does}`, 28, 10, done, done.text ?? done.does)),
    ),
  );
}

function told({ source, text, fromMs, toMs }: Heard): string {
  const seconds = ((toMs - fromMs) / 1000).toFixed(2);
  return `hears ${SOURCES[source] ?? source}${text ? `: “${text}”` : ''} (${seconds} s)`;
}

function ticks({ lengthMs }: Axis): HTMLElement {
  return h(
    'div',
    { class: 'ticks', 'aria-hidden': 'true' },
    ...[0, 0.25, 0.5, 0.75, 1].map((part) => h('span', {}, `${((lengthMs * part) / 1000).toFixed(1)} s`)),
  );
}

function legend(): HTMLElement {
  const entry = (kind: string, name: string) => h('li', {}, h('i', { class: kind }), name);
  return h(
    'ul',
    { class: 'legend', 'aria-label': 'Colours' },
    ...Object.entries(SOURCES).map(([source, name]) => entry(`s-${source}`, name)),
    entry('leg', 'hears nothing'),
    entry('connected', 'connected, nobody speaks'),
    entry('d-speaking', 'speaks'),
    entry('d-own-turn', 'thinks'),
  );
}

/** The same in words. Those between two people stand once, where they are said. */
export function lanesInWords({ legs }: Ledger): HTMLElement {
  const fromMs = axisOf(legs)?.fromMs ?? 0;
  const lines = legs.flatMap(({ person, hears, does }) => [
    ...hears
      .filter(({ source }) => source !== 'human' && source !== 'ambience')
      .map(({ fromMs: atMs, source, text }) => ({
        atMs,
        who: person,
        what: `hears ${SOURCES[source] ?? source}${text ? `: “${text}”` : ''}`,
      })),
    ...does
      .filter((done) => done.does === 'speaking')
      .map(({ fromMs: atMs, text }) => ({ atMs, who: person, what: `says “${text ?? ''}”` })),
  ]);
  return h(
    'ol',
    { class: 'words', tabindex: 0, 'aria-label': 'In words' },
    ...lines
      .sort((a, b) => a.atMs - b.atMs)
      .map(({ atMs, who, what }) =>
        h(
          'li',
          {},
          h('span', { class: 'dim' }, `+${((atMs - fromMs) / 1000).toFixed(2)} s`),
          h('b', {}, who),
          h('span', {}, what),
        ),
      ),
  );
}
