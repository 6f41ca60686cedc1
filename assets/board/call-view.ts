import type { Times } from '../../functions/domain/handoff/outcome';
import { button, h, show } from '../shared/dom';
import { ask, type CallDetails } from './api';
import type { Opened } from './floor-view';
import { setText } from './keyed-list';
import { ListenView } from './listen-view';
import { say, sayAfter, sayAge, sayAny, sayLanguage, sayTime, sayWord, type TextKey } from './texts';

const EVERY_MS = 4_000;
const STEPS = ['queued', 'reserved', 'answered', 'accepted', 'redirected', 'bridged', 'ended'] as const;

/** One call, over the board: its timeline, who calls and why. */
export class CallView {
  readonly element = h('dialog', { class: 'call', 'aria-labelledby': 'call-title' });
  mayListen = false;
  private readonly title = h('h2', { id: 'call-title' });
  private readonly body = h('div');
  private readonly listening = new ListenView();
  private opened: Opened | undefined;
  private drawn = '';
  private timer = 0;

  constructor(
    private readonly now: () => number,
    private readonly leave: (why: string) => void,
    /** Where the focus goes when the view closes, as the row that it was opened from may be gone. */
    private readonly focusCall: (callSid: string) => void,
  ) {
    const close = button(say('close'), () => this.close(), { id: 'close-call' });
    show(this.element, h('div', { class: 'head' }, this.title, close), this.listening.element, this.body);
    this.element.addEventListener('close', () => {
      clearTimeout(this.timer);
      if (this.opened && 'live' in this.opened) this.focusCall(this.opened.live.callSid);
      this.opened = undefined;
    });
  }

  open(opened: Opened): void {
    this.opened = opened;
    this.drawn = '';
    this.listening.element.hidden = true;
    show(this.body, h('p', {}, say('loading')));
    this.tick();
    this.element.showModal();
    void this.refresh(opened);
  }

  close(): void {
    if (this.element.open) this.element.close();
  }

  tick(): void {
    const { opened } = this;
    if (!opened) return;
    const text =
      'live' in opened
        ? `${say(`phase.${opened.live.phase}`)} · ${sayAge(this.now() - opened.live.sinceMs)}`
        : sayWord('disposition', opened.ended.disposition);
    setText(this.title, text);
  }

  private async refresh(opened: Opened): Promise<void> {
    const call = 'live' in opened ? opened.live.callSid : opened.ended.callSid;
    const { status, body } = await ask<CallDetails>('call', { call });
    if (this.opened !== opened) return;
    if (status === 401 || status === 403) return this.leave(body.error ?? 'signed-out');
    if (status === 200) {
      const isTalking = this.mayListen && body.handoff?.isTalking === true && 'live' in opened;
      this.listening.render(call, isTalking, body.ear);
      this.render(opened, body);
    }
    this.timer = window.setTimeout(() => void this.refresh(opened), EVERY_MS);
  }

  private render(opened: Opened, details: CallDetails): void {
    const key = JSON.stringify(details);
    if (key === this.drawn) return;
    this.drawn = key;
    const { handoff, about } = details;
    const ended = 'ended' in opened ? opened.ended : undefined;
    const live = 'live' in opened ? opened.live : undefined;
    const times = ended?.times ?? handoff?.times;
    const facts: [TextKey, string][] = [
      ['caller', about ? (about.caller ?? say('notKnown')) : ''],
      ['language', sayLanguage(ended?.language ?? about?.language ?? '')],
      ['department', live?.phase === 'ai' ? '' : sayAny(ended?.department ?? live?.department ?? '')],
      ['queue', ended?.queue ?? live?.queue ?? ''],
      ['because', viaOf(ended?.via ?? live?.via ?? '')],
      ['reason', about?.reason ?? ''],
      ['summary', about?.summary ?? ''],
      [
        'tries',
        handoff && handoff.rung > 0 ? say('tried', { rung: handoff.rung, declined: handoff.declined }) : '',
      ],
    ];
    const known = facts.filter(([, value]) => value !== '');
    show(
      this.body,
      h('h3', {}, say('timeline')),
      times ? timeline(times) : h('p', { class: 'hint' }, say('noTimeline')),
      h('h3', {}, say('about')),
      about ? undefined : h('p', { class: 'hint' }, say('noAbout')),
      h(
        'dl',
        { class: 'known' },
        ...known.flatMap(([name, value]) => [
          h('dt', {}, say(name)),
          h('dd', { dir: 'auto', 'data-fact': name }, value),
        ]),
      ),
    );
  }
}

function viaOf(via: string): string {
  return via === '' ? '' : sayWord('via', via);
}

/** The steps that have been made. */
function timeline(times: Times): HTMLElement {
  const line = (step: keyof Times, afterMs: number): HTMLElement =>
    h(
      'li',
      { 'data-step': step },
      h('time', {}, sayTime(times.requested + afterMs)),
      h('span', {}, say(`time.${step}`)),
      h('span', { class: 'age' }, step === 'requested' ? '' : sayAfter(afterMs)),
    );
  const made = STEPS.flatMap((step) => {
    const afterMs = times[step];
    return afterMs === undefined ? [] : [line(step, afterMs)];
  });
  return h('ol', { class: 'timeline' }, line('requested', 0), ...made);
}
