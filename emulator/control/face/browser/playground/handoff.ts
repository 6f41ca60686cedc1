import type { SyncServiceRow } from '../api';
import { h } from '../dom';

const STEPS = [
  ['requested', 'asked for a human'],
  ['queued', 'task in the queue'],
  ['reserved', 'an agent reserved'],
  ['answered', 'phone answered'],
  ['accepted', 'pressed 1'],
  ['redirected', 'caller moved'],
  ['bridged', 'they talk'],
  ['ended', 'over'],
] as const;

type Times = Readonly<Partial<Record<(typeof STEPS)[number][0], number>>>;

interface Handoff {
  readonly n: number;
  readonly state: string;
  readonly times: Times;
  readonly disposition: string | undefined;
}

/** The handoffs of a call as Sync has them: the live one in its record, those that are over in the list of outcomes. */
export function handoffsOf(services: readonly SyncServiceRow[], callSid: string): Handoff[] {
  const over = services
    .flatMap(({ lists }) => lists)
    .filter(({ uniqueName }) => uniqueName === 'outcomes')
    .flatMap(({ items }) => items ?? [])
    .map(({ data }) => data as { callSid?: string; handoff: number; disposition: string; times: Times })
    .filter((outcome) => outcome.callSid === callSid)
    .map(({ handoff, disposition, times }) => ({ n: handoff, state: 'closed', times, disposition }));
  const live = services
    .flatMap(({ maps }) => maps)
    .flatMap(({ items }) => items ?? [])
    .filter(({ key }) => key === callSid)
    .map(({ data }) => data as { n?: number; state?: { name: string; disposition?: string }; times?: Times })
    .flatMap(({ n, state, times }) =>
      n !== undefined && state && times && !over.some((one) => one.n === n)
        ? [{ n, state: state.name, times, disposition: state.disposition }]
        : [],
    );
  return [...over, ...live].sort((a, b) => a.n - b.n);
}

/** Its states, one after the other, with the seconds after it was asked for. */
export function drawnHandoff({ n, state, times, disposition }: Handoff): HTMLElement {
  const reached = STEPS.filter(([name]) => times[name] !== undefined);
  const last = reached.at(-1)?.[0];
  return h(
    'div',
    { class: 'handoff' },
    h('p', {}, `Handoff ${n}: `, h('b', {}, disposition ?? state)),
    h(
      'ol',
      { class: 'steps' },
      ...STEPS.map(([name, meaning]) => {
        const at = name === 'requested' ? 0 : times[name];
        return h(
          'li',
          { class: at === undefined ? 'open' : name === last ? 'reached last' : 'reached' },
          h('b', {}, name),
          h('span', {}, meaning),
          h('span', { class: 'dim' }, at === undefined ? '–' : `+${(at / 1000).toFixed(1)} s`),
        );
      }),
    ),
  );
}
