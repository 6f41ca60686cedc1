import type { Account } from '../core/context';
import type { Activity } from '../core/activity';
import type { Clock } from '../core/clock';
import type { Concurrency } from '../core/concurrency';
import type { CountingClock } from '../core/counting-clock';
import type { Course } from '../core/course/course';
import type { Asked } from '../core/course/input';
import type { Faults } from '../core/faults';
import type { SeededIds } from '../core/ids';
import type { Journal } from '../core/journal';
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
  readonly account: Account;
  readonly clock: CountingClock;
  /** For what a snapshot carries. */
  readonly lastingClock: Clock;
  /** Undefined in real time. */
  readonly virtual: VirtualClock | undefined;
  /** What has happened since a moment without a live call; undefined in real time. */
  readonly course: Course | undefined;
  /** Answers a request of a course again. */
  readonly answerAgain: (asked: Asked) => Promise<Response>;
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
