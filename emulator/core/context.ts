import type { Activity } from './activity';
import type { Clock } from './clock';
import type { Course } from './course/course';
import type { Faults } from './faults';
import type { Ids } from './ids';
import type { Journal } from './journal';
import type { Webhooks } from './webhooks';

/** The one account that an emulator has. `apiKeys` maps an SK SID to its secret. */
export interface Account {
  readonly sid: string;
  readonly authToken: string;
  readonly apiKeys: Map<string, string>;
}

/** What every emulated product is given. */
export interface EmulatorContext {
  readonly account: Account;
  readonly clock: Clock;
  /** The same time, for what need not have come before a snapshot is taken: it is carried. */
  readonly lastingClock: Clock;
  /** The same time, for what ends with a web socket. */
  readonly socketClock: Clock;
  readonly activity: Activity;
  readonly ids: Ids;
  /** Identifiers of what no snapshot carries: a sequence of their own, so that those of `ids` do not hang on it. */
  readonly outsideIds: Ids;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly webhooks: Webhooks;
  /** What comes by web sockets is told there. */
  readonly course: Pick<Course, 'arrival' | 'told'>;
  /** How fast everybody speaks. */
  readonly charactersPerSecond: number;
}
