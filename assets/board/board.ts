import { announce, button, h, show, the } from '../shared/dom';
import { isUnsettled } from '../shared/post';
import { ask, type BoardState } from './api';
import { CallView } from './call-view';
import { FloorView } from './floor-view';
import { setText } from './keyed-list';
import { isStale, Poll } from './poll';
import { say, sayTime } from './texts';

type View = 'now' | 'outcomes';

/** The board, asked for anew every few seconds. `leave`: signed out, with a word that says why. */
export function openBoard(first: BoardState, leave: (why?: string) => void): void {
  let skewMs = first.nowMs - Date.now();
  const now = (): number => Date.now() + skewMs;
  let lastMs = Date.now();
  let shown: View = 'now';
  let wasWaiting = 0;

  const call = new CallView(
    now,
    (why) => over(why),
    (callSid) => floor.focusCall(callSid),
  );
  const floor = new FloorView(now, (opened) => call.open(opened));
  const outcomes = h('div', { class: 'outcomes', hidden: true });
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true }, say('notSignedOut'));
  const link = h('span', { class: 'link live' }, say('live'));
  const views: Readonly<Record<View, HTMLButtonElement>> = {
    now: button(say('now'), () => turnTo('now'), { 'aria-current': 'page' }),
    outcomes: button(say('outcomes'), () => turnTo('outcomes')),
  };
  show(
    the('page'),
    h(
      'header',
      { class: 'bar' },
      h('h1', {}, say('title')),
      h('nav', { 'aria-label': say('views') }, views.now, views.outcomes),
      link,
      h('span', { class: 'who', dir: 'auto' }, first.name),
      button(say('signOut'), () => void signOut(), { id: 'sign-out' }),
    ),
    h('main', {}, problem, floor.element, outcomes),
    call.element,
  );
  document.title = say('title');
  const ticking = window.setInterval(tick, 1000);
  const poll = new Poll(refresh);
  render(first);

  async function refresh(): Promise<boolean> {
    const { status, body } = await ask<BoardState>('state');
    if (status === 401 || status === 403) over(body.error ?? 'signed-out');
    if (status !== 200) return false;
    skewMs = body.nowMs - Date.now();
    lastMs = Date.now();
    render(body);
    return true;
  }

  function render(state: BoardState): void {
    floor.render(state);
    call.mayListen = state.mayListen;
    const waiting = (state.calls?.rows ?? []).filter(({ phase }) => phase === 'waiting').length;
    // Only what asks for something to be done: that somebody begins to wait.
    if (wasWaiting === 0 && waiting > 0) announce(say('waitingNow', { count: waiting }));
    wasWaiting = waiting;
    tick();
  }

  function tick(): void {
    // Nobody looks, and it is asked for seldom: nothing is said of that.
    if (document.hidden) return;
    const isOld = isStale(lastMs, Date.now());
    const text = isOld ? say('stale', { time: sayTime(lastMs) }) : say('live');
    if (link.textContent !== text) announce(text);
    setText(link, text);
    link.className = `link ${isOld ? 'lost' : 'live'}`;
    floor.element.classList.toggle('stale', isOld);
    floor.tick();
    call.tick();
  }

  function turnTo(view: View): void {
    if (view === shown) return;
    shown = view;
    for (const [name, control] of Object.entries(views)) {
      if (name === view) control.setAttribute('aria-current', 'page');
      else control.removeAttribute('aria-current');
    }
    floor.element.hidden = view !== 'now';
    outcomes.hidden = view !== 'outcomes';
    if (view === 'outcomes')
      void import('./report-view').then(({ showReport }) => showReport(outcomes, (why) => over(why)));
  }

  async function signOut(): Promise<void> {
    // The cookie would still open the page: nobody should walk away from it then.
    problem.hidden = !isUnsettled(await ask('sign-out'));
    if (problem.hidden) over('signed-out');
  }

  function over(why: string): void {
    poll.stop();
    call.close();
    clearInterval(ticking);
    leave(why);
  }
}
