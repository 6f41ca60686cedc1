import type { Attributes, Expression, OrderClause, Path } from '../../../../routing/language';
import { attributeNames, evaluate } from '../../../../routing/language';

/** A workflow's configuration, read. Source: https://www.twilio.com/docs/taskrouter/workflow-configuration */
export interface Routing {
  /** The JSON that it was read from. */
  readonly text: string;
  readonly filters: readonly Filter[];
  readonly defaultQueueSid: string | undefined;
}

export interface Filter {
  readonly expression: Expression;
  readonly targets: readonly Target[];
}

export interface Target {
  readonly queueSid: string;
  readonly expression?: Expression;
  readonly priority?: number;
  readonly timeoutMs?: number;
  readonly skipIf?: Expression;
  readonly orderBy: readonly OrderClause[];
  readonly knownWorker?: { readonly by: 'sid' | 'friendlyName'; readonly path: Path };
}

/** A target of a filter by their positions, or the default filter. */
export type Place = 'default' | { readonly filter: number; readonly target: number };

/** A place together with the task's age at which the timeouts before it ended: they add up against the task's age. */
export interface Arrival {
  readonly place: Place;
  readonly baseMs: number;
}

export function targetAt(routing: Routing, place: Place | undefined): Target | undefined {
  if (place === undefined || place === 'default') return undefined;
  return routing.filters[place.filter]?.targets[place.target];
}

/**
 * Where a task of this age belongs: the first target of the first filter that matches whose timeout has not passed.
 * `skipped`: no filter matches and there is no default; `timeout`: all timeouts have passed.
 * Source: https://www.twilio.com/docs/taskrouter/lifecycle-task-timeouts
 */
export function arrive(
  routing: Routing,
  attributes: Attributes,
  ageMs: number,
): Arrival | 'skipped' | 'timeout' {
  let arrival = firstMatch(routing, attributes, 0, 0) ?? byDefault(routing, 0);
  while (arrival) {
    const deadline = deadlineOf(routing, arrival);
    if (deadline === undefined || ageMs < deadline) return arrival;
    const next = afterTimeout(routing, attributes, arrival.place, deadline);
    if (!next) return 'timeout';
    arrival = next;
  }
  return 'skipped';
}

/** The task's age at which this place's timeout ends; undefined where it has none. */
export function deadlineOf(routing: Routing, { place, baseMs }: Arrival): number | undefined {
  const timeoutMs = targetAt(routing, place)?.timeoutMs;
  return timeoutMs === undefined ? undefined : baseMs + timeoutMs;
}

/** The next target, else the next filter that matches, else undefined: the default filter catches no timeout. */
export function afterTimeout(
  routing: Routing,
  attributes: Attributes,
  place: Place,
  deadlineMs: number,
): Arrival | undefined {
  return (
    nextTarget(routing, place, deadlineMs) ?? firstMatch(routing, attributes, afterFilter(place), deadlineMs)
  );
}

/** The next target, else the next filter that matches, else the default filter, else undefined. */
export function afterSkip(
  routing: Routing,
  attributes: Attributes,
  { place, baseMs }: Arrival,
): Arrival | undefined {
  return (
    nextTarget(routing, place, baseMs) ??
    firstMatch(routing, attributes, afterFilter(place), baseMs) ??
    byDefault(routing, baseMs)
  );
}

function firstMatch(
  routing: Routing,
  attributes: Attributes,
  from: number,
  baseMs: number,
): Arrival | undefined {
  const names = attributeNames(attributes);
  const filter = routing.filters.findIndex(
    ({ expression }, position) => position >= from && evaluate(expression, names),
  );
  return filter < 0 ? undefined : { place: { filter, target: 0 }, baseMs };
}

function nextTarget(routing: Routing, place: Place, baseMs: number): Arrival | undefined {
  if (place === 'default') return undefined;
  const next = { filter: place.filter, target: place.target + 1 };
  return targetAt(routing, next) && { place: next, baseMs };
}

function afterFilter(place: Place): number {
  return place === 'default' ? Number.POSITIVE_INFINITY : place.filter + 1;
}

function byDefault(routing: Routing, baseMs: number): Arrival | undefined {
  return routing.defaultQueueSid === undefined ? undefined : { place: 'default', baseMs };
}
