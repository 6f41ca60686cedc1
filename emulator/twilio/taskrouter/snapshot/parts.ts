import { z } from 'zod';
import type { Activity, Entity, TaskChannel, TaskQueue, Worker, Workflow } from '../engine/entities';

export const entity = {
  sid: z.string(),
  serial: z.int(),
  createdAtMs: z.number(),
  updatedAtMs: z.number(),
};

export const head = ({ sid, serial, createdAtMs, updatedAtMs }: Entity): Entity => ({
  sid,
  serial,
  createdAtMs,
  updatedAtMs,
});

/** The records of a workspace by SID, with those that were deleted while something still named them. */
export interface Everything {
  readonly activities: ReadonlyMap<string, Activity>;
  readonly channels: ReadonlyMap<string, TaskChannel>;
  readonly queues: ReadonlyMap<string, TaskQueue>;
  readonly workflows: ReadonlyMap<string, Workflow>;
  readonly workers: ReadonlyMap<string, Worker>;
}

export function known<T>(all: ReadonlyMap<string, T>, sid: string): T {
  const one = all.get(sid);
  if (!one) throw new Error(`the snapshot names ${sid} and does not have it`);
  return one;
}

export function knownIfNamed<T>(all: ReadonlyMap<string, T>, sid: string | undefined): T | undefined {
  return sid === undefined ? undefined : known(all, sid);
}

/** The records that are there and, behind them, those that only others still name. */
export function withGone<T extends Entity>(
  present: ReadonlyMap<string, T>,
  named: readonly (T | undefined)[],
): { readonly one: T; readonly isGone: boolean }[] {
  const gone = new Set(named.filter((one): one is T => one !== undefined && !present.has(one.sid)));
  return [
    ...[...present.values()].map((one) => ({ one, isGone: false })),
    ...[...gone].map((one) => ({ one, isGone: true })),
  ];
}
