import { cardBody } from './card-view';
import { announce, button, h, show, the } from '../shared/dom';
import type { Card, Draft, State } from './state';
import { language, say, sayError, type TextKey } from './texts';

/** What the agent can do. */
export interface Acts {
  decline(): Promise<void>;
  finish(): Promise<void>;
  typed(draft: Draft): void;
  setActivity(sid: string): void;
  signOut(): Promise<void>;
}

/** Shows a state. A part is drawn anew when what it shows has changed, so that nobody loses the place where he types. */
export class DeskView {
  private readonly bar = h('header', { class: 'bar' });
  private readonly problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  private readonly call = h('section', { class: 'call', 'aria-labelledby': 'call-title' });
  private readonly past = h('section', { class: 'past', 'aria-labelledby': 'past-title' });
  private readonly drawn = new Map<HTMLElement, string>();
  private readonly timer: number;
  private card: Card | undefined;
  private announced = '';

  constructor(
    private readonly now: () => number,
    private readonly acts: Acts,
  ) {
    show(the('page'), this.bar, h('main', {}, this.problem, this.call, this.past));
    this.timer = window.setInterval(() => this.tick(), 500);
  }

  close(): void {
    clearInterval(this.timer);
  }

  render(state: State): void {
    const { card, link, worker, past, problem, isBusy } = state;
    this.card = card;
    this.draw(this.bar, [link, worker, isBusy], () => this.barOf(state));
    // What is typed stands in its field already.
    this.draw(this.call, [card && { ...card, draft: undefined }, isBusy], () =>
      card
        ? cardBody(card, isBusy, this.acts)
        : [h('h1', { id: 'call-title' }, say('idle')), h('p', {}, say('idleHint'))],
    );
    this.draw(this.past, [past], () => [
      h('h2', { id: 'past-title' }, say('today')),
      past.length === 0 ? h('p', {}, say('none')) : h('ol', {}, ...past.map(pastLine)),
    ]);
    this.problem.hidden = problem === undefined;
    this.problem.textContent = problem === undefined ? '' : sayError(problem);
    this.tick();
    const news = say(card?.phase ?? (link === 'live' ? 'idle' : link));
    const reason = card?.phase === 'ringing' ? `: ${card.known.reason ?? ''}` : '';
    if (news !== this.announced) announce(news + reason);
    this.announced = news;
  }

  private draw(part: HTMLElement, shown: unknown, parts: () => Node[]): void {
    const key = JSON.stringify(shown);
    if (this.drawn.get(part) === key) return;
    this.drawn.set(part, key);
    show(part, ...parts());
  }

  private barOf({ link, worker, isBusy }: State): Node[] {
    const select = h(
      'select',
      { id: 'activity', disabled: isBusy || link !== 'live' },
      ...(worker?.activities ?? []).map(({ sid, name }) =>
        h('option', { value: sid, selected: sid === worker?.activity }, name),
      ),
    );
    select.addEventListener('change', () => this.acts.setActivity(select.value));
    return [
      h('strong', { dir: 'auto' }, worker?.name ?? say('title')),
      h('span', { class: `link ${link}` }, say(link)),
      h('label', { class: 'activity' }, say('activity'), ' ', select),
      button(say('signOut'), () => void this.acts.signOut(), { id: 'sign-out' }),
    ];
  }

  private tick(): void {
    const { card } = this;
    const waited = card ? minutes(this.now() - card.requestedAtMs) : '';
    const left = card ? minutes(card.endsAtMs - this.now()) : '';
    for (const [id, text] of [
      ['waited', waited],
      ['left', left],
    ] as const) {
      const place = document.getElementById(id);
      if (place && place.textContent !== text) place.textContent = text;
    }
    const isFlash = card?.phase === 'ringing' && Math.floor(this.now() / 1000) % 2 === 0;
    const title = isFlash ? `☎ ${say('ringing')}` : say('title');
    if (document.title !== title) document.title = title;
  }
}

function minutes(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function pastLine({ atMs, how, reason, note }: State['past'][number]): HTMLElement {
  const time = new Date(atMs).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
  return h(
    'li',
    {},
    h('time', {}, time),
    h('span', { class: 'how' }, say(`over.${how}` as TextKey)),
    h('span', { dir: 'auto' }, reason),
    note === '' ? undefined : h('span', { class: 'noted', dir: 'auto' }, note),
  );
}
