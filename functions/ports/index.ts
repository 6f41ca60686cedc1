import type { Settings } from './settings';
import type { Ai } from './ai';
import type { Calls } from './calls';
import type { Clock } from './clock';
import type { Ids } from './ids';
import type { Log } from './log';
import type { AiLegs, Contexts, Handoffs, Outcomes, Reservations, Sessions } from './store';
import type { TaskRouter } from './task-router';

/** Everything that a use case reaches the world by. */
export interface Ports {
  readonly handoffs: Handoffs;
  readonly aiLegs: AiLegs;
  readonly reservations: Reservations;
  readonly contexts: Contexts;
  readonly outcomes: Outcomes;
  readonly sessions: Sessions;
  readonly taskRouter: TaskRouter;
  readonly calls: Calls;
  readonly ai: Ai;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly settings: Settings;
}
