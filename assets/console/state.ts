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
}

export interface WorkerState {
  readonly name: string;
  readonly activity: string;
  readonly activities: readonly { readonly sid: string; readonly name: string }[];
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
}

/** What is known of the caller: first from the task, then from the call's context. */
export interface Known {
  readonly caller?: string;
  readonly language: string;
  readonly reason?: string;
  readonly summary?: string;
  readonly slots: Readonly<Record<string, string>>;
  readonly turns: readonly { readonly by: 'caller' | 'ai'; readonly text: string }[];
}

export interface Draft {
  readonly outcome: 'resolved' | 'follow-up' | 'not-resolved';
  readonly note: string;
}

export type End = 'rejected' | 'timeout' | 'canceled' | 'rescinded' | 'completed' | 'gone';

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
  | { readonly kind: 'context'; readonly reservation: string; readonly known: Known | undefined }
  | { readonly kind: 'phase'; readonly reservation: string; readonly phase: 'talking' | 'wrap-up' }
  | { readonly kind: 'over'; readonly reservation: string; readonly how: End; readonly atMs: number }
  | { readonly kind: 'typed'; readonly draft: Draft }
  | { readonly kind: 'asked' }
  | { readonly kind: 'answered'; readonly problem?: string };

export const START: State = {
  ...{ link: 'connecting', worker: undefined, card: undefined, past: [], problem: undefined, isBusy: false },
};

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
          ? { ...card, known: merged(card.known, event.known), context: 'known' }
          : { ...card, context: card.context === 'known' ? 'known' : 'none' },
      };
    case 'phase': {
      const isLater = card !== undefined && PHASES.indexOf(event.phase) > PHASES.indexOf(card.phase);
      if (!isLater || card.reservation !== event.reservation) return state;
      return { ...state, card: { ...card, phase: event.phase }, problem: undefined, isBusy: false };
    }
    case 'over':
      return card?.reservation === event.reservation ? ended(state, card, event.how, event.atMs) : state;
    case 'typed':
      return card ? { ...state, card: { ...card, draft: event.draft } } : state;
    case 'asked':
      return { ...state, isBusy: true, problem: undefined };
    case 'answered':
      return { ...state, isBusy: false, problem: event.problem };
  }
}

function ended(state: State, card: Card, how: End, atMs: number): State {
  const { reservation, known, draft } = card;
  const past: Past = { reservation, atMs, how, reason: known.reason ?? '', note: draft.note };
  return { ...state, card: undefined, isBusy: false, problem: undefined, past: [past, ...state.past] };
}

/** The context knows more than the task, whose texts may have been cut to fit. */
function merged(task: Known, context: Known): Known {
  const given = Object.entries(context).filter(([, value]) => value !== undefined);
  const slots = { ...task.slots, ...context.slots };
  return { ...task, ...(Object.fromEntries(given) as unknown as Known), slots };
}
