import type { LiveCall, Phase } from '../../functions/domain/board/live-call';
import type { Outcome } from '../../functions/domain/handoff/outcome';
import { h, show } from '../shared/dom';
import type { Agent, BoardState } from './api';
import { byActivity, byPhase, oldestWaitingMs, PHASES, serviceLevel } from './figures';
import { KeyedList, setText, type Row } from './keyed-list';
import { say, sayAge, sayAny, sayLanguage, sayMinute, sayShare, sayWord } from './texts';

/** A call that was opened: one of this moment, or one that has ended. */
export type Opened = { readonly live: LiveCall } | { readonly ended: Outcome };

type Tile = Phase | 'oldest' | 'level';
const TILES: readonly Tile[] = ['waiting', 'oldest', 'ringing', 'talking', 'ai', 'level'];

/** Everything of this moment. */
export class FloorView {
  readonly element = h('div', { class: 'floor' });
  private readonly tiles = new Map<Tile, HTMLElement>();
  private readonly labels = new Map<Tile, HTMLElement>();
  private readonly lists = new Map<Phase, { list: KeyedList<LiveCall>; none: HTMLElement }>();
  private readonly agents = h('div');
  private readonly ended: KeyedList<Outcome>;
  private readonly noneEnded = h('p', { class: 'hint' }, say('noneEnded'));
  private readonly partial = h('p', { class: 'problem', hidden: true });
  /** What shows how long it has been since a moment. */
  private readonly ages = new Map<HTMLElement, number>();
  private oldestMs: number | undefined;
  private drawnAgents = '';

  constructor(
    private readonly now: () => number,
    private readonly open: (opened: Opened) => void,
  ) {
    const tiles = TILES.map((name) => {
      const [label, value] = [h('dt', {}), h('dd', {}, '–')];
      this.labels.set(name, label);
      this.tiles.set(name, value);
      if (name === 'oldest') label.textContent = say('oldest');
      else if (name !== 'level') label.textContent = say(`phase.${name}`);
      return h('div', { class: `tile ${name}` }, label, value);
    });
    const phases = PHASES.map((phase) => {
      const [rows, none] = [h('ol', {}), h('p', { class: 'hint' }, say(`none.${phase}`))];
      const list = new KeyedList<LiveCall>(
        rows,
        ({ callSid }) => callSid,
        (call) => this.callRow(call),
      );
      this.lists.set(phase, { list, none });
      const id = `phase-${phase}`;
      return h(
        'section',
        { class: `phase ${phase}`, 'aria-labelledby': id },
        h('h2', { id }, say(`phase.${phase}`)),
        none,
        rows,
      );
    });
    const endedRows = h('ol', {});
    this.ended = new KeyedList(
      endedRows,
      ({ callSid, handoff }) => `${callSid}-${handoff}`,
      (outcome) => this.endedRow(outcome),
    );
    show(
      this.element,
      h('dl', { class: 'tiles' }, ...tiles),
      this.partial,
      h('div', { class: 'phases' }, ...phases),
      h(
        'div',
        { class: 'aside' },
        h('section', { 'aria-labelledby': 'agents' }, h('h2', { id: 'agents' }, say('agents')), this.agents),
        h(
          'section',
          { 'aria-labelledby': 'ended' },
          h('h2', { id: 'ended' }, say('justEnded')),
          this.noneEnded,
          endedRows,
        ),
      ),
    );
  }

  render(state: BoardState): void {
    const { calls, agents, ended } = state;
    const phases = byPhase(calls?.rows ?? []);
    const focused = document.activeElement?.getAttribute('data-call');
    for (const phase of PHASES) {
      const { list, none } = this.lists.get(phase) ?? {};
      list?.show(phases[phase]);
      if (none) none.hidden = phases[phase].length > 0;
      this.tile(phase, calls ? String(phases[phase].length) : '–');
    }
    // A call that is elsewhere now keeps the focus.
    if (focused && document.activeElement === document.body) this.focusCall(focused);
    this.oldestMs = oldestWaitingMs(calls?.rows ?? []);
    const level = serviceLevel(state);
    this.tile('level', level === undefined ? '–' : sayShare(level));
    setText(this.labels.get('level') ?? this.element, say('level', { seconds: state.level?.seconds ?? 30 }));
    this.partial.hidden = calls !== undefined && calls.isWhole;
    setText(this.partial, say(calls ? 'partOnly' : 'unavailable'));
    this.ended.show(ended ?? []);
    this.noneEnded.hidden = (ended ?? []).length > 0;
    setText(this.noneEnded, say(ended ? 'noneEnded' : 'unavailable'));
    this.renderAgents(agents?.rows);
    for (const element of this.ages.keys()) if (!element.isConnected) this.ages.delete(element);
  }

  /** The time goes on between two answers. */
  tick(): void {
    const now = this.now();
    for (const [element, sinceMs] of this.ages) setText(element, sayAge(now - sinceMs));
    this.tile('oldest', this.oldestMs === undefined ? '–' : sayAge(now - this.oldestMs));
  }

  focusCall(callSid: string): void {
    this.element.querySelector<HTMLElement>(`[data-call="${callSid}"]`)?.focus();
  }

  private tile(name: Tile, text: string): void {
    const tile = this.tiles.get(name);
    if (tile) setText(tile, text);
  }

  private callRow({ callSid }: LiveCall): Row<LiveCall> {
    const [age, what, more] = [h('b', { class: 'age' }), h('span', {}), h('span', { class: 'more' })];
    const control = h(
      'button',
      { type: 'button', 'data-call': callSid, 'aria-haspopup': 'dialog' },
      age,
      what,
      more,
    );
    let shown: LiveCall | undefined;
    control.addEventListener('click', () => shown && this.open({ live: shown }));
    return {
      element: h('li', {}, control),
      update: (call) => {
        this.ages.set(age, call.sinceMs);
        shown = call;
        const { phase, language, department, queue, via } = call;
        setText(
          what,
          phase === 'ai'
            ? say('call')
            : [sayAny(department), sayLanguage(language)].filter(Boolean).join(' · '),
        );
        setText(more, [queue, via === '' ? '' : sayWord('via', via)].filter(Boolean).join(' · '));
      },
    };
  }

  private endedRow(outcome: Outcome): Row<Outcome> {
    const { times, disposition, department = '', queue = '' } = outcome;
    const control = h(
      'button',
      { type: 'button', 'aria-haspopup': 'dialog' },
      h('b', { class: 'age' }, sayMinute(times.requested + (times.ended ?? 0))),
      h('span', {}, sayWord('disposition', disposition)),
      h('span', { class: 'more' }, [sayAny(department), queue].filter(Boolean).join(' · ')),
    );
    control.addEventListener('click', () => this.open({ ended: outcome }));
    return { element: h('li', {}, control), update: () => undefined };
  }

  private renderAgents(agents: readonly Agent[] | undefined): void {
    const key = JSON.stringify(agents);
    if (key === this.drawnAgents) return;
    this.drawnAgents = key;
    if (!agents || agents.length === 0)
      return show(this.agents, h('p', { class: 'hint' }, say(agents ? 'noAgents' : 'unavailable')));
    const groups = byActivity(agents).map(({ activity, isAvailable, agents: members }) => [
      h('h3', { class: isAvailable ? 'available' : '', dir: 'auto' }, `${activity} · ${members.length}`),
      h('ul', { class: 'agents' }, ...members.map((agent) => this.agentLine(agent))),
    ]);
    show(this.agents, ...groups.flat());
  }

  private agentLine({ name, sinceMs }: Agent): HTMLElement {
    const age = h('span', { class: 'age' });
    if (sinceMs > 0) this.ages.set(age, sinceMs);
    return h('li', {}, h('span', { dir: 'auto' }, name), age);
  }
}
