import { Worker, type Reservation } from 'twilio-taskrouter';
import { post, type Token } from './api';
import { DeskView } from './desk-view';
import { keptDraft, keptPast, keepDraft, keepPast, forgetAll } from './kept';
import {
  next,
  START,
  type Card,
  type Draft,
  type End,
  type Happening,
  type Known,
  type State,
} from './state';

const ENDS: readonly End[] = ['rejected', 'timeout', 'canceled', 'rescinded', 'completed'];
const CONTEXT_TRIES = 8;
const SAVE_TRIES = 3;

/** The agent's desk, live by TaskRouter's SDK. `leave`: signed out, with a word that says why. */
export function openDesk(first: Token, leave: (why?: string) => void): void {
  const skewMs = first.nowMs - Date.now();
  const now = (): number => Date.now() + skewMs;
  let state: State = { ...START, past: keptPast() };
  const worker = new Worker(first.token, {
    ebServer: first.channel.http,
    wsServer: first.channel.webSocket,
    logLevel: 'silent',
    enableVersionCheck: true,
  });
  const view = new DeskView(now, { decline, finish, typed, setActivity, signOut });
  let renewal: number | undefined;

  function happen(event: Happening): void {
    state = next(state, event);
    keepPast(state.past);
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

  function adopt(reservation: Reservation): void {
    const { sid } = reservation;
    if (state.card?.reservation !== sid) {
      happen({ kind: 'reserved', card: cardOf(reservation) });
      follow(reservation);
      void loadContext(sid);
    }
    if (reservation.status === 'accepted') taken(reservation);
    if (reservation.status === 'wrapping') happen({ kind: 'phase', reservation: sid, phase: 'wrap-up' });
  }

  function follow(reservation: Reservation): void {
    const { sid } = reservation;
    reservation.on('accepted', () => taken(reservation));
    reservation.on('wrapup', () => happen({ kind: 'phase', reservation: sid, phase: 'wrap-up' }));
    for (const how of ENDS)
      reservation.on(how as 'completed', () => happen({ kind: 'over', reservation: sid, how, atMs: now() }));
  }

  /** The task says from now on that its agent wraps up on the page. */
  function taken(reservation: Reservation): void {
    happen({ kind: 'phase', reservation: reservation.sid, phase: 'talking' });
    void loadContext(reservation.sid);
    if (reservation.task.attributes.wrapUp === undefined) void save(reservation, {}).catch(() => undefined);
  }

  /** The note of the assignment may come a moment after the reservation. */
  async function loadContext(reservation: string): Promise<void> {
    for (let tried = 1; tried <= CONTEXT_TRIES && state.card?.reservation === reservation; tried += 1) {
      const { status, body } = await post<Known>('context', { reservation });
      if (status === 200) return happen({ kind: 'context', reservation, known: body });
      if (status === 401) return over('signed-out');
      if (status === 403) break;
      await new Promise((resolve) => setTimeout(resolve, 400 * tried));
    }
    happen({ kind: 'context', reservation, known: undefined });
  }

  async function decline(): Promise<void> {
    const reservation = state.card?.reservation;
    happen({ kind: 'asked' });
    const { status, body } = await post('decline', { reservation });
    if (status === 401) return over('signed-out');
    // Declined: TaskRouter says that the reservation is over.
    if (status !== 200) happen({ kind: 'answered', problem: body.error ?? 'try-again' });
  }

  function typed(draft: Draft): void {
    if (state.card) keepDraft(state.card.reservation, draft);
    happen({ kind: 'typed', draft });
  }

  async function finish(): Promise<void> {
    const reservation = worker.reservations.get(state.card?.reservation ?? '');
    const draft = state.card?.draft;
    if (!reservation || !draft) return;
    happen({ kind: 'asked' });
    try {
      await save(reservation, draft);
      await reservation.task.complete('wrapped up');
      happen({ kind: 'over', reservation: reservation.sid, how: 'completed', atMs: now() });
    } catch {
      happen({ kind: 'answered', problem: 'notSaved' });
    }
  }

  async function save({ task }: Reservation, wrapUp: Draft | object): Promise<void> {
    for (let tried = 1; ; tried += 1) {
      try {
        const { attributes } = task;
        await task.setAttributes({ ...attributes, wrapUp: { ...(attributes.wrapUp as object), ...wrapUp } });
        return;
      } catch (error) {
        if (tried === SAVE_TRIES) throw error;
        // Somebody else changed it meanwhile.
        await task.fetchLatestVersion();
      }
    }
  }

  async function signOut(): Promise<void> {
    await post('sign-out');
    forgetAll();
    over('signed-out');
  }

  function over(why: string): void {
    clearTimeout(renewal);
    worker.removeAllListeners();
    worker.disconnect();
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
        worker.updateToken(body.token);
        renewAfter(((body.expiresAtMs - body.nowMs) * 2) / 3);
      });
    }, ms);
  }

  function cardOf(reservation: Reservation): Card {
    const { task, dateCreated, timeout, sid } = reservation;
    const { language, reason, summary, slots } = task.attributes as Partial<Known>;
    return {
      reservation: sid,
      phase: 'ringing',
      requestedAtMs: task.dateCreated.getTime(),
      endsAtMs: dateCreated.getTime() + timeout * 1000,
      known: {
        language: language ?? '',
        reason: reason ?? '',
        summary: summary ?? '',
        slots: slots ?? {},
        turns: [],
      },
      context: 'loading',
      draft: keptDraft(sid),
    };
  }

  worker.on('ready', () => {
    happen({
      kind: 'connected',
      atMs: now(),
      reservations: [...worker.reservations.keys()],
      worker: {
        name: worker.name,
        activity: worker.activity.sid,
        activities: [...worker.activities.values()].map(({ sid, name }) => ({ sid, name })),
      },
    });
    for (const reservation of worker.reservations.values()) adopt(reservation);
  });
  worker.on('disconnected', () => happen({ kind: 'lost' }));
  worker.on('error', () => undefined);
  worker.on('activityUpdated', () => happen({ kind: 'activity', activity: worker.activity.sid }));
  worker.on('reservationCreated', adopt);
  worker.on('tokenExpired', () => renewAfter(0));
  renewAfter(((first.expiresAtMs - first.nowMs) * 2) / 3);
  view.render(state);
}
