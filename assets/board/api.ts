import type { LiveCall } from '../../functions/domain/board/live-call';
import type { Disposition, Outcome, Times } from '../../functions/domain/handoff/outcome';
import type { Ear } from '../../functions/domain/supervision';
import type { Tally } from '../../functions/domain/report/tally';
import { post, type Reply } from '../shared/post';

interface Listed<T> {
  readonly rows: readonly T[];
  readonly isWhole: boolean;
}

/** What `board/state` answers with. A part that could not be had is missing. */
export interface BoardState {
  readonly calls?: Listed<LiveCall>;
  readonly agents?: Listed<Agent>;
  readonly level?: {
    readonly seconds: number;
    readonly acceptedBelow: number;
    readonly acceptedAbove: number;
    readonly canceledAbove: number;
  };
  readonly ended?: readonly Outcome[];
  /** The server's clock. */
  readonly nowMs: number;
  /** The supervisor's. */
  readonly name: string;
  readonly mayListen: boolean;
}

export interface Agent {
  readonly name: string;
  readonly activity: string;
  readonly isAvailable: boolean;
  readonly sinceMs: number;
}

/** What `board/call` answers with. */
export interface CallDetails {
  /** How the supervisor is in it; missing where he is not. */
  readonly ear?: Ear;
  readonly handoff?: {
    readonly n: number;
    readonly state: string;
    /** It can be listened to. */
    readonly isTalking: boolean;
    readonly disposition?: Disposition;
    readonly times: Times;
    readonly rung: number;
    readonly declined: number;
  };
  readonly about?: {
    readonly caller?: string;
    readonly language: string;
    readonly reason?: string;
    readonly summary?: string;
  };
}

/** What `board/report` answers with. */
export interface Report {
  readonly today: Tally;
  readonly days: readonly { readonly day: string; readonly tally: Tally }[];
  readonly isWhole: boolean;
}

/** A request to one of the board's routes, which all want to know when the reader's day began. */
export function ask<T = object>(route: string, fields: object = {}): Promise<Reply<T>> {
  return post<T>(`board/${route}`, { dayBeganMs: new Date().setHours(0, 0, 0, 0), ...fields });
}
