import type { Account } from '../core/context';
import type { Activity } from '../core/activity';
import type { Clock } from '../core/clock';
import type { Concurrency } from '../core/concurrency';
import type { CountingClock } from '../core/counting-clock';
import type { Course } from '../core/course/course';
import type { Again } from '../core/course/repetition';
import type { Faults } from '../core/faults';
import type { SeededIds } from '../core/ids';
import type { Journal } from '../core/journal';
import type { PacedClock } from '../core/paced-clock';
import type { OpenSockets } from '../core/sockets';
import type { VirtualClock } from '../core/virtual-clock';
import type { Webhooks } from '../core/webhooks';
import type { People } from '../people';
import type { Numbers } from '../twilio/numbers';
import type { RunningFunctions } from '../twilio/serverless/runtime';
import type { ServerlessState } from '../twilio/serverless/state';
import type { SyncState } from '../twilio/sync/state';
import type { World } from '../twilio/taskrouter/world';
import type { Voice } from '../twilio/voice';
import type { Vapi } from '../vapi';
import type { Workshop } from './workshop';

/** What the controls reach: one whole emulator. */
export interface ControlTarget {
  readonly seed: string;
  /** `http://127.0.0.1:PORT`, once it is served. */
  readonly url: () => string;
  readonly ids: SeededIds;
  readonly outsideIds: SeededIds;
  readonly account: Account;
  readonly clock: CountingClock;
  /** For what a snapshot carries. */
  readonly lastingClock: Clock;
  readonly virtual: VirtualClock;
  /** What moves that clock in real time; undefined where it is to be moved. */
  readonly paced: PacedClock | undefined;
  /** What has happened since a moment without a live call. */
  readonly course: Course;
  readonly again: Again;
  readonly activity: Activity;
  readonly webhooks: Webhooks;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly sockets: OpenSockets;
  readonly latency: { roundTripMs: number };
  readonly concurrency: Concurrency;
  readonly voice: Voice;
  readonly vapi: Vapi;
  readonly people: People;
  readonly numbers: Numbers;
  readonly taskRouter: World;
  readonly sync: SyncState;
  readonly serverless: ServerlessState;
  readonly runtime: RunningFunctions;
  /** Undefined where the platforms run by themselves. */
  readonly workshop: Workshop | undefined;
}
