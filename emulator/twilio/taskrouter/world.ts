import type { Context } from 'hono';
import { TwilioError } from '../../core/twilio-error';
import type { Surroundings, Workspace } from './engine/workspace';

/** All workspaces of the account, and what the routes need to make one. */
export interface World {
  readonly around: Surroundings;
  readonly workspaces: Map<string, Workspace>;
}

/** The error for something that the path of this request names and that does not exist. */
function notFound(c: Context): TwilioError {
  return TwilioError.notFound(c.req.path.replace(/^\/v1/, ''));
}

/** The workspace of this request's path; 404 with code 20404 when there is none. */
export function workspaceOf(world: World, c: Context): Workspace {
  return found(c, world.workspaces.get(c.req.param('workspaceSid') ?? ''));
}

export function found<T>(c: Context, record: T | undefined): T {
  if (record === undefined) throw notFound(c);
  return record;
}

/** The record with the SID of the path's parameter `name`. */
export function namedIn<T>(c: Context, records: ReadonlyMap<string, T>, name = 'sid'): T {
  return found(c, records.get(c.req.param(name) ?? ''));
}
