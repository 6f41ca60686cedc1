import { cardBody } from './card-view';
import { keepingPlace } from './place';
import { announce, button, h, show, the } from '../shared/dom';
import type { Alerts } from './alerts';
import type { Colleague } from './pass-on';
import type { Card, Draft, Panel, State } from './state';
import { language, say, sayError, type TextKey } from './texts';

/** What the agent can do. */
export interface Acts {
  decline(): Promise<void>;
  take(): void;
  hold(): Promise<void>;
  giveBack(): Promise<void>;
  /** By the SID of a worker or queue. */
  chooses(to: string): void;
  passOn(to: Colleague): Promise<void>;
  stopAsking(): Promise<void>;
  hangUp(): Promise<void>;
  leave(): Promise<void>;
  mute(): void;
  press(digit: string): void;
  finish(): Promise<void>;
  typed(draft: Partial<Draft>): void;
  opens(panel: Panel | undefined): void;
  readonly alerts: Alerts;
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
    const { card, link, worker, past, problem, isBusy, voice } = state;
    this.card = card;
    this.draw(this.bar, [link, worker, isBusy, voice?.line === 'lost'], () => this.barOf(state));
    // What is typed here stands in its field already. Without a connection nobody knows whether what is shown still stands.
    const isBlocked = isBusy || link === 'lost';
    this.draw(
      this.call,
      card ? [{ ...card, draft: undefined }, isBlocked, voice] : [worker, past[0], link === 'connecting'],
      () => (card ? cardBody(card, voice, isBlocked, this.acts) : idle(state)),
    );
    this.draw(this.past, [past], () => [
      h('h2', { id: 'past-title' }, say('today')),
      past.length === 0 ? h('p', {}, say('none')) : h('ol', {}, ...past.map(pastLine)),
    ]);
    if (card) showDraft(card.draft);
    this.problem.hidden = problem === undefined;
    this.problem.textContent = problem === undefined ? '' : sayError(problem);
    this.tick();
    const how = card || link !== 'live' ? '' : `${lastEnd(state)} `;
    const news =
      `${how}${say(link === 'lost' ? link : (card?.phase ?? (link === 'live' ? 'idle' : link)))}`.trim();
    const reason = news === say('ringing') && card ? `: ${card.known.reason ?? ''}` : '';
    const more = card ? toldOf(card) : '';
    if (news + more !== this.announced)
      announce([news + reason, more].filter((text) => text !== '').join(' '));
    this.announced = news + more;
  }

  private draw(part: HTMLElement, shown: unknown, parts: () => Node[]): void {
    const key = JSON.stringify(shown);
    if (this.drawn.get(part) === key) return;
    this.drawn.set(part, key);
    keepingPlace(part, () => show(part, ...parts()));
  }

  private barOf(state: State): Node[] {
    const { link, worker, isBusy, voice } = state;
    const { alerts } = this.acts;
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
      voice &&
        h('span', { class: `line ${voice.line}` }, say(voice.line === 'lost' ? 'phoneLost' : 'phoneHere')),
      worker && h('label', { class: 'activity' }, say('activity'), ' ', select),
      soundSwitch(alerts),
      alerts.permission === 'default'
        ? button(say('notify'), () => void this.askPermission(state), { id: 'notify' })
        : undefined,
      button(say('signOut'), () => void this.acts.signOut(), { id: 'sign-out' }),
    ].filter((part) => part !== undefined);
  }

  private async askPermission(state: State): Promise<void> {
    await this.acts.alerts.askPermission();
    this.drawn.delete(this.bar);
    this.render(state);
  }

  private tick(): void {
    const { card } = this;
    const waited = card ? minutes(this.now() - card.requestedAtMs) : '';
    const left = card ? minutes(card.endsAtMs - this.now()) : '';
    const askLeft = minutes((card?.passing?.untilMs ?? 0) - this.now());
    for (const [id, text] of [
      ['waited', waited],
      ['left', left],
      ['ask-left', askLeft],
    ] as const) {
      const place = document.getElementById(id);
      if (place && place.textContent !== text) place.textContent = text;
    }
    const isFlash = card?.phase === 'ringing' && Math.floor(this.now() / 1000) % 2 === 0;
    const title = isFlash ? `☎ ${say('ringing')}` : say('title');
    if (document.title !== title) document.title = title;
  }
}

function idle(state: State): Node[] {
  const { worker, link } = state;
  if (link === 'connecting') return [h('h1', { id: 'call-title' }, say('connecting'))];
  const current = worker?.activities.find(({ sid }) => sid === worker.activity);
  const how = lastEnd(state);
  return [
    h('h1', { id: 'call-title' }, say('idle')),
    ...(how === '' ? [] : [h('p', { class: 'told', id: 'last-end' }, how)]),
    h('p', {}, say(current?.isAvailable === false ? 'idleAway' : 'idleHint')),
  ];
}

/** How the last call ended, for whom its card has just gone; '' for none. */
function lastEnd({ past }: State): string {
  return past[0] ? `${say('lastCall')} ${say(`over.${past[0].how}`)}.` : '';
}

/** What was typed in another of the agent's tabs. */
function showDraft(draft: Draft): void {
  for (const [id, text] of Object.entries({
    note: draft.note,
    outcome: draft.outcome,
    handover: draft.handover,
  })) {
    const field = document.getElementById(id) as HTMLTextAreaElement | HTMLSelectElement | null;
    if (field && field.value !== text) field.value = text;
  }
}

/** What has changed on the call, for who does not see it. */
function toldOf({ stands, passing }: Card): string {
  if (stands.part === 'passed-on') return say('passedOn');
  if (passing) return say(`passing.${passing.how}`).replace('{to}', passing.to);
  return stands.isHeld ? say('held') : '';
}

function soundSwitch(alerts: Alerts): HTMLElement {
  const box = h('input', { type: 'checkbox', id: 'sound', checked: alerts.hasSound });
  box.addEventListener('change', () => alerts.setSound(box.checked));
  return h('label', { class: 'sound' }, box, ' ', say('sound'));
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
