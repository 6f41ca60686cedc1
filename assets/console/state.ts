import type { Colleague } from './pass-on';

/** What the page shows follows from this alone. Times in milliseconds since the epoch. */
export interface State {
  readonly link: 'connecting' | 'live' | 'lost';
  readonly worker: WorkerState | undefined;
  readonly card: Card | undefined;
  /** Newest first. */
  readonly past: readonly Past[];
  /** A key of the texts. */
  readonly problem: string | undefined;
  /** A button was pressed and has not been answered. */
  readonly isBusy: boolean;
  readonly voice: Voice | undefined;
}

export interface WorkerState {
  readonly name: string;
  readonly activity: string;
  readonly activities: readonly {
    readonly sid: string;
    readonly name: string;
    readonly isAvailable: boolean;
  }[];
}

export interface Card {
  readonly reservation: string;
  readonly phase: 'ringing' | 'talking' | 'wrap-up';
  readonly requestedAtMs: number;
  readonly endsAtMs: number;
  readonly known: Known;
  /** `none`: it could not be had. */
  readonly context: 'loading' | 'known' | 'none';
  readonly draft: Draft;
  readonly stands: Standing;
  /** What the agent is about to do and writes a note for. */
  readonly panel: Panel | undefined;
  /** Who can be asked to take the call over; undefined while nobody knows. */
  readonly others: readonly Colleague[] | undefined;
  /** Who of them is chosen, by SID. */
  readonly to: string | undefined;
  readonly passing: Passing | undefined;
  /** What the agent has chosen to end it with, for when TaskRouter says that it is over. */
  readonly ending: End | undefined;
}

/** How the call stands, as the record says. */
export interface Standing {
  /** Still being asked, has the caller, or has passed the call on and is still there. */
  readonly part: 'asked' | 'has' | 'passed-on';
  /** The two have each other in a conference: there is something to be done with the call. */
  readonly isTalking: boolean;
  readonly isHeld: boolean;
}

export type Panel = 'give-back' | 'pass-on';

/** A colleague or a queue is asked to take the call over. */
export interface Passing {
  readonly to: string;
  readonly how: 'asking' | 'failed' | 'stopped' | 'nobody' | 'joins';
  /** A queue is asked until then. */
  readonly untilMs?: number;
}

/** The agent's own telephone in this page; undefined where the agent has another one. */
export interface Voice {
  /** `lost`: it cannot be called. */
  readonly line: 'idle' | 'ringing' | 'on' | 'lost';
  readonly isMuted: boolean;
}

/** What is known of the caller: first from the task, then from the call's context. */
export interface Known {
  readonly caller?: string;
  readonly language: string;
  readonly reason?: string;
  readonly summary?: string;
  readonly slots: Readonly<Record<string, string>>;
  readonly turns: readonly { readonly by: 'caller' | 'ai'; readonly text: string }[];
  /** Of a colleague who had the caller before. */
  readonly note?: string;
}

export interface Draft {
  readonly outcome: 'resolved' | 'follow-up' | 'not-resolved';
  readonly note: string;
  /** For whoever gets the call next. */
  readonly handover: string;
}

export type End =
  | 'rejected'
  | 'not-taken'
  | 'timeout'
  | 'canceled'
  | 'rescinded'
  | 'completed'
  | 'given-back'
  | 'passed-on'
  | 'gone';

export interface Past {
  readonly reservation: string;
  readonly atMs: number;
  readonly how: End;
  readonly reason: string;
  /** What was typed; '' for nothing. */
  readonly note: string;
}

export type Happening =
  | {
      readonly kind: 'connected';
      readonly worker: WorkerState;
      readonly reservations: readonly string[];
      readonly atMs: number;
    }
  | { readonly kind: 'lost' }
  | { readonly kind: 'activity'; readonly activity: string }
  | { readonly kind: 'reserved'; readonly card: Card }
  | {
      readonly kind: 'context';
      readonly reservation: string;
      readonly known: Known | undefined;
      readonly stands?: Standing;
    }
  | { readonly kind: 'summary'; readonly reservation: string; readonly summary: string }
  | { readonly kind: 'panel'; readonly panel: Panel | undefined }
  | { readonly kind: 'others'; readonly others: readonly Colleague[] }
  | { readonly kind: 'chosen'; readonly to: string }
  | { readonly kind: 'held'; readonly reservation: string; readonly isHeld: boolean }
  | { readonly kind: 'passing'; readonly reservation: string; readonly passing: Passing | undefined }
  | { readonly kind: 'ending'; readonly reservation: string; readonly how: End | undefined }
  | { readonly kind: 'voice'; readonly voice: Voice }
  | { readonly kind: 'phase'; readonly reservation: string; readonly phase: 'talking' | 'wrap-up' }
  | {
      readonly kind: 'over';
      readonly reservation: string;
      readonly how: End;
      readonly atMs: number;
      /** What was typed is kept already. */
      readonly isKept?: boolean;
    }
  | { readonly kind: 'typed'; readonly draft: Draft }
  | { readonly kind: 'asked' }
  | { readonly kind: 'answered'; readonly problem?: string };

export const START: State = {
  ...{ link: 'connecting', worker: undefined, card: undefined, past: [], problem: undefined, isBusy: false },
  voice: undefined,
};

/** What a call is that has just come. */
export const NEW = {
  phase: 'ringing',
  context: 'loading',
  stands: { part: 'asked', isTalking: false, isHeld: false },
  panel: undefined,
  others: undefined,
  to: undefined,
  passing: undefined,
  ending: undefined,
} as const;

const PHASES = ['ringing', 'talking', 'wrap-up'];

export function next(state: State, event: Happening): State {
  const { card } = state;
  switch (event.kind) {
    case 'connected': {
      const now = { ...state, link: 'live', worker: event.worker } as const;
      return card && !event.reservations.includes(card.reservation)
        ? ended(now, card, 'gone', event.atMs)
        : now;
    }
    case 'lost':
      return { ...state, link: 'lost' };
    case 'activity':
      return state.worker ? { ...state, worker: { ...state.worker, activity: event.activity } } : state;
    case 'reserved':
      return card?.reservation === event.card.reservation
        ? state
        : { ...state, card: event.card, problem: undefined, isBusy: false };
    case 'context':
      if (card?.reservation !== event.reservation) return state;
      return {
        ...state,
        card: event.known
          ? stood({ ...card, known: merged(card.known, event.known), context: 'known' }, event.stands)
          : { ...card, context: card.context === 'known' ? 'known' : 'none' },
      };
    case 'summary':
      return ofCard(state, event.reservation, (own) => ({
        ...own,
        known: { ...own.known, summary: event.summary },
      }));
    case 'panel':
      return card
        ? { ...state, card: { ...card, panel: event.panel, to: undefined }, problem: undefined }
        : state;
    case 'others': {
      const isThere = event.others.some(({ sid }) => sid === card?.to);
      return card
        ? { ...state, card: { ...card, others: event.others, to: isThere ? card.to : undefined } }
        : state;
    }
    case 'chosen':
      return card ? { ...state, card: { ...card, to: event.to } } : state;
    case 'held':
      return ofCard(state, event.reservation, (own) => ({
        ...own,
        stands: { ...own.stands, isHeld: event.isHeld },
      }));
    case 'passing':
      return ofCard(state, event.reservation, (own) => ({
        ...own,
        passing: event.passing,
        panel: event.passing ? undefined : own.panel,
      }));
    case 'ending':
      return ofCard(state, event.reservation, (own) => ({ ...own, ending: event.how }));
    case 'voice':
      return { ...state, voice: event.voice };
    case 'phase': {
      const isLater = card !== undefined && PHASES.indexOf(event.phase) > PHASES.indexOf(card.phase);
      if (!isLater || card.reservation !== event.reservation) return state;
      const over = event.phase === 'wrap-up' ? ({ panel: undefined, passing: undefined } as const) : {};
      return { ...state, card: { ...card, ...over, phase: event.phase }, problem: undefined, isBusy: false };
    }
    case 'over':
      return card?.reservation === event.reservation
        ? ended(state, card, endOf(card, event.how), event.atMs)
        : state;
    case 'typed':
      return card ? { ...state, card: { ...card, draft: event.draft } } : state;
    case 'asked':
      return { ...state, isBusy: true, problem: undefined };
    case 'answered':
      return { ...state, isBusy: false, problem: event.problem };
  }
}

function ofCard(state: State, reservation: string, change: (card: Card) => Card): State {
  return state.card?.reservation === reservation ? { ...state, card: change(state.card) } : state;
}

/** Who has passed the call on has nothing more to do with it than to leave. */
function stood(card: Card, stands: Standing | undefined): Card {
  if (!stands) return card;
  const isOver = stands.part === 'passed-on' || !stands.isTalking;
  return {
    ...card,
    stands,
    panel: isOver ? undefined : card.panel,
    passing: stands.part === 'passed-on' ? undefined : card.passing,
    ending: stands.part === 'passed-on' ? 'passed-on' : card.ending,
  };
}

/** TaskRouter does not know why: a phone that nobody answers is a rejected reservation, as a declined call is. */
function endOf({ ending }: Card, how: End): End {
  if (how === 'completed') return ending ?? how;
  return how === 'rejected' && ending !== 'rejected' ? 'not-taken' : how;
}

function ended(state: State, card: Card, how: End, atMs: number): State {
  const { reservation, known, draft } = card;
  const note = [draft.note, draft.handover].filter((text) => text !== '').join(' · ');
  const past: Past = { reservation, atMs, how, reason: known.reason ?? '', note };
  return { ...state, card: undefined, isBusy: false, problem: undefined, past: [past, ...state.past] };
}

/** The context knows more than the task, whose texts may have been cut to fit. */
function merged(task: Known, context: Known): Known {
  const given = Object.entries(context).filter(([, value]) => value !== undefined);
  const slots = { ...task.slots, ...context.slots };
  return { ...task, ...(Object.fromEntries(given) as unknown as Known), slots };
}
