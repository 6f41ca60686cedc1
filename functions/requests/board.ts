import { createFloor } from '../adapters/floor';
import { syncHistory } from '../adapters/sync/history';
import type { App } from '../app';
import { BadRequest } from './bad-request';
import type { Ports } from '../ports';
import type { BoardPorts } from '../ports/board';

type Event = Readonly<Record<string, unknown>>;

/** A reader's day may have begun this long ago: a day has 25 hours where clocks go back. */
const LONGEST_DAY_MS = 25 * 60 * 60_000;

/** What the board's routes reach besides: wired here, so that no call waits for it to be loaded. */
export function boardPorts({ rest, variables }: App, ports: Ports): BoardPorts {
  const { WORKSPACE_SID: workspaceSid, WORKFLOW_SID: workflowSid, TWILIO_NUMBER: number } = variables;
  return {
    ...ports,
    floor: createFloor(rest, { workspaceSid, workflowSid, number }),
    history: syncHistory(rest, variables.SYNC_SERVICE_SID),
  };
}

/** When the reader's day began, milliseconds since the epoch. Throws `BadRequest`. */
export function dayBeganOf({ dayBeganMs }: Event, nowMs: number): number {
  const isToday =
    typeof dayBeganMs === 'number' && dayBeganMs <= nowMs && dayBeganMs >= nowMs - LONGEST_DAY_MS;
  if (isToday) return dayBeganMs;
  throw new BadRequest('dayBeganMs is no moment of the last 25 hours');
}

/** The call that a request names. Throws `BadRequest`. */
export function callOf({ call }: Event): string {
  if (typeof call === 'string' && /^CA[0-9a-f]{32}$/.test(call)) return call;
  throw new BadRequest('call is no CA SID');
}
