import type { Day, ListedOutcome } from '../domain/report/day';
import type { Answer } from './answer';
import type { Ports } from './index';
import type { Items } from './store';
import type { TaskStatus } from './task-router';

/** What supervisors see: read as a whole, apart from what a call's own events need. */
export interface BoardPorts extends Ports {
  readonly floor: Floor;
  readonly history: History;
}

/** `isWhole`: false where there was more than is read at once. */
export interface Listed<T> {
  readonly rows: readonly T[];
  readonly isWhole: boolean;
}

/** The floor at this moment, by Twilio's own lists. */
export interface Floor {
  /** Tasks of our workflow that are not over. */
  tasks(): Promise<Answer<Listed<FloorTask>>>;
  /** Calls to our number that are in progress. */
  callers(): Promise<Answer<Listed<{ readonly callSid: string; readonly startedAtMs: number }>>>;
  agents(): Promise<Answer<Listed<FloorAgent>>>;
  /** Since this moment; `seconds` is where the waits are split. */
  acceptances(sinceMs: number, seconds: number): Promise<Answer<Acceptances>>;
}

export interface FloorTask {
  readonly status: TaskStatus;
  readonly createdAtMs: number;
  readonly queue: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface FloorAgent {
  readonly name: string;
  /** The activity's name. */
  readonly activity: string;
  readonly isAvailable: boolean;
  /** Of the activity. */
  readonly sinceMs: number;
}

/** How many tasks were accepted, and how many canceled, below and above the split. */
export interface Acceptances {
  readonly acceptedBelow: number;
  readonly acceptedAbove: number;
  readonly canceledAbove: number;
}

/** What was recorded of handoffs that are over. */
export interface History {
  /** At most `most` (a hundred where nothing is said), from after that index on in this order. */
  list(
    order: 'oldest-first' | 'newest-first',
    after: number | undefined,
    most?: number,
  ): Promise<Answer<{ readonly items: readonly ListedOutcome[]; readonly isLast: boolean }>>;
  /** Key: a day as `2026-01-31`. */
  readonly days: Items<Day>;
}
