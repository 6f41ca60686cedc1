import { Worker, type Reservation } from 'twilio-taskrouter';
import { Alerts } from './alerts';
import { followAsking } from './asking';
import { isUnsettled } from '../shared/post';
import { post, type Token } from './api';
import { cardOf, summaryOf } from './card-of';
import { callActs, keepSaid, openWrapUp, type Desk } from './call-acts';
import { DeskView } from './desk-view';
import { dropDraft, forgetAll, keepDraft, keepPast, keptPast } from './kept';
import { next, START } from './state';
import type { Draft, End, Happening, Known, Panel, Standing, State } from './state';
import { Following } from './following';
import { listenIn } from './keys';
import { pausable, periodMs } from './look';
import { colleagues, type Colleague } from './pass-on';
import { onWaking } from './sleep';
import { Tabs } from './tabs';
import { openVoice, type Softphone } from './voice/softphone';

const OTHERS_MS = 3_000;
const ENDS: readonly End[] = ['rejected', 'timeout', 'canceled', 'rescinded', 'completed'];

/** The agent's desk, live by TaskRouter's SDK. `leave`: signed out, with a word that says why. */
export function openDesk(first: Token, leave: (why?: string) => void): void {
  const skewMs = first.nowMs - Date.now();
  const now = (): number => Date.now() + skewMs;
  let token = first.token;
  let state: State = { ...START, past: keptPast(first.worker) };
  const worker = new Worker(first.token, {
    ebServer: first.channel.http,
    wsServer: first.channel.webSocket,
    logLevel: 'silent',
    enableVersionCheck: true,
  });
  const look = pausable();
  const tabs = new Tabs({
    look: () => look.again(),
    signedOut: () => over('signed-out'),
    typed(reservation, draft) {
      if (reservation === state.card?.reservation) happen({ kind: 'typed', draft });
    },
  });
  const desk: Desk = {
    ...{ worker, now, happen, state: () => state, signedOut: () => over('signed-out') },
    lookAgain() {
      look.again();
      tabs.tell('look');
    },
  };
  const acts = callActs(desk);
  const alerts = new Alerts();
  const following = new Following(look.again);
  let softphone: Softphone | undefined;
  const view = new DeskView(now, {
    ...{ ...acts, typed, setActivity, signOut, alerts },
    opens,
    chooses: (to) => happen({ kind: 'chosen', to }),
    take: () => void softphone?.answer(),
    mute: () => softphone?.mute(!state.voice?.isMuted),
    press: (digit) => softphone?.press(digit),
  });
  const deaf = listenIn(() => state);
  const awake = onWaking(slept);
  const followed = new WeakSet<Reservation>();
  let renewal: number | undefined;
  let mayBeDead = false;
  let isLooking = false;
  let isOver = false;

  function happen(event: Happening): void {
    const { card, past } = state;
    state = next(state, event);
    if (state.past !== past) keepPast(first.worker, state.past);
    if (card && card.reservation !== state.card?.reservation) {
      dropDraft(card.reservation);
      const isKept = event.kind === 'over' && event.isKept;
      if (!isKept && card.phase !== 'ringing' && card.draft.note !== '') void keepSaid(card);
    }
    alerts.about(state);
    following.about(state);
    view.render(state);
  }

  function setActivity(sid: string): void {
    happen({ kind: 'asked' });
    const activity = worker.activities.get(sid);
    void Promise.resolve(activity?.setAsCurrent()).then(
      () => happen({ kind: 'answered' }),
      () => happen({ kind: 'answered', problem: 'try-again' }),
    );
  }

  function others(): Promise<Colleague[]> {
    return colleagues(token, { ...first.channel, worker: worker.sid });
  }

  function opens(panel: Panel | undefined): void {
    happen({ kind: 'panel', panel });
    if (panel === 'pass-on' && !isLooking) void lookForOthers();
  }

  /** Who becomes free while it is open can be asked too. */
  async function lookForOthers(): Promise<void> {
    const isOpen = (): boolean => state.card?.panel === 'pass-on';
    for (isLooking = true; isOpen(); await new Promise((resolve) => setTimeout(resolve, OTHERS_MS))) {
      // Without an answer nobody knows whether somebody is there.
      const found = await others().catch(() => undefined);
      if (found && isOpen()) happen({ kind: 'others', others: found });
    }
    isLooking = false;
  }

  function adopt(reservation: Reservation): void {
    const { sid } = reservation;
    if (state.card?.reservation !== sid) {
      happen({ kind: 'reserved', card: cardOf(reservation) });
      void watch(sid);
    }
    // The SDK has other objects for the same reservations once it is connected again.
    if (!followed.has(reservation)) follow(reservation);
    if (reservation.status === 'accepted') taken(reservation);
    if (reservation.status === 'wrapping') happen({ kind: 'phase', reservation: sid, phase: 'wrap-up' });
  }

  function follow(reservation: Reservation): void {
    const { sid, task } = reservation;
    followed.add(reservation);
    reservation.on('accepted', () => taken(reservation));
    reservation.on('wrapup', () => happen({ kind: 'phase', reservation: sid, phase: 'wrap-up' }));
    for (const how of ENDS)
      reservation.on(how as 'completed', () => happen({ kind: 'over', reservation: sid, how, atMs: now() }));
    let summary = summaryOf(task);
    // The AI's final summary goes to the task, and to the context in full, which is closed once the call is over.
    task.on('updated', () => {
      look.again();
      if (summaryOf(task) === summary) return;
      summary = summaryOf(task);
      happen({ kind: 'summary', reservation: sid, summary });
    });
    followAsking(reservation, {
      ...{ happen, now, queueMs: first.passOnMs, lookAgain: look.again },
      passing: () => state.card?.passing,
      nameOf: async (to) => (await others()).find((one) => one.sid === to)?.name ?? '',
    });
  }

  /** The task says from now on that its agent wraps up on the page. */
  function taken(reservation: Reservation): void {
    happen({ kind: 'phase', reservation: reservation.sid, phase: 'talking' });
    look.again();
    void openWrapUp(reservation).catch(() => undefined);
  }

  /** Asks what is known of the caller and how the call stands, as long as it is shown: often while much changes. */
  async function watch(reservation: string): Promise<void> {
    for (let looked = 1; state.card?.reservation === reservation; looked += 1) {
      const { status, body } = await post<Known & Standing>('context', { reservation });
      if (status === 401) return over('signed-out');
      const { part, isTalking, isHeld, ...known } = body;
      if (status === 200)
        happen({ kind: 'context', reservation, known, stands: { part, isTalking, isHeld } });
      // The note of the assignment may come a moment after the reservation.
      else if (status === 403 || looked > 5) {
        happen({ kind: 'context', reservation, known: undefined });
        if (state.card?.phase === 'talking') await movedOn(reservation);
      }
      if (state.card?.reservation !== reservation || state.card.phase === 'wrap-up') return;
      await look.pause(periodMs(state.card, looked, following.isOn));
    }
  }

  /** Of what happens while the SDK connects anew it tells nothing. */
  async function movedOn(sid: string): Promise<void> {
    const known = worker.reservations.get(sid);
    if (await known?.fetchLatestVersion().catch(() => undefined)) adopt(known as Reservation);
  }

  function typed(part: Partial<Draft>): void {
    if (!state.card) return;
    const { reservation } = state.card;
    const draft = { ...state.card.draft, ...part };
    keepDraft(reservation, draft);
    happen({ kind: 'typed', draft });
    tabs.tell({ reservation, draft });
  }

  async function signOut(): Promise<void> {
    // The cookie would still open the page: nobody should walk away from it then.
    if (isUnsettled(await post('sign-out'))) return happen({ kind: 'answered', problem: 'notSignedOut' });
    forgetAll();
    tabs.tell('signed-out');
    over('signed-out');
  }

  /** Several requests may learn of it. */
  function over(why: string): void {
    if (isOver) return;
    isOver = true;
    following.close();
    clearTimeout(renewal);
    worker.removeAllListeners();
    worker.disconnect();
    softphone?.close();
    tabs.close();
    alerts.close();
    deaf();
    awake();
    window.removeEventListener('offline', cutOff);
    window.removeEventListener('online', catchUp);
    document.removeEventListener('visibilitychange', wakeUp);
    view.close();
    leave(why);
  }

  /** At two thirds of the token's life; again and again where the network is gone. */
  function renewAfter(ms: number): void {
    clearTimeout(renewal);
    renewal = window.setTimeout(() => {
      void post<Token>('token').then(({ status, body }) => {
        if (status === 401) return over('signed-out');
        if (status !== 200) return renewAfter(5_000);
        token = body.token;
        // With a fresh token the SDK connects anew, if it is not connected.
        if (mayBeDead) worker.disconnect();
        mayBeDead = false;
        worker.updateToken(token);
        softphone?.updateToken(token);
        renewAfter(((body.expiresAtMs - body.nowMs) * 2) / 3);
      });
    }, ms);
  }

  /** A connection that looks open may be dead when the network is back: the SDK would find out half a minute later. */
  function cutOff(): void {
    mayBeDead = true;
    happen({ kind: 'lost' });
  }

  /** After a computer slept its timers are late, and much may have happened. */
  function slept(): void {
    mayBeDead ||= document.visibilityState === 'visible';
    wakeUp();
  }

  function wakeUp(): void {
    if (document.visibilityState === 'visible') catchUp();
  }

  function catchUp(): void {
    renewAfter(0);
    look.again();
  }

  worker.on('ready', () => {
    happen({
      kind: 'connected',
      atMs: now(),
      reservations: [...worker.reservations.keys()],
      worker: {
        name: worker.name,
        activity: worker.activity.sid,
        activities: [...worker.activities.values()].map(({ sid, name, available }) => ({
          ...{ sid, name, isAvailable: available },
        })),
      },
    });
    for (const reservation of worker.reservations.values()) adopt(reservation);
    look.again();
  });
  worker.on('disconnected', () => happen({ kind: 'lost' }));
  worker.on('error', () => undefined);
  worker.on('activityUpdated', () => happen({ kind: 'activity', activity: worker.activity.sid }));
  worker.on('reservationCreated', adopt);
  worker.on('tokenExpired', () => renewAfter(0));
  window.addEventListener('offline', cutOff);
  window.addEventListener('online', catchUp);
  document.addEventListener('visibilitychange', wakeUp);
  renewAfter(((first.expiresAtMs - first.nowMs) * 2) / 3);
  view.render(state);
  if (first.voice)
    void openVoice(first.token, first.voice, (voice) => happen({ kind: 'voice', voice })).then(
      (opened) => (softphone = opened),
    );
}
