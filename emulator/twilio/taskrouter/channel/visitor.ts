import type { AccessToken } from '../../../core/access-token';
import { readAccessToken } from '../../../core/access-token';
import { TwilioError } from '../../../core/twilio-error';
import type { Worker } from '../engine/entities';
import type { Workspace } from '../engine/workspace';
import type { World } from '../world';

/** Who holds an access token with a `task_router` grant. */
export interface Visitor {
  readonly token: AccessToken;
  readonly workspace: Workspace;
  readonly worker: Worker;
  readonly isSupervisor: boolean;
}

/** 401 for a token that is not valid, 403 with code 20106 when it has no grant for a worker that exists. */
export function visitorOf(world: World, text: string): Visitor {
  const { account, clock } = world.around.ctx;
  const token = readAccessToken(text, account, clock.now());
  const grant = token.grants['task_router'];
  const workspace = world.workspaces.get(String(grant?.['workspace_sid']));
  const worker = workspace?.workers.get(String(grant?.['worker_sid']));
  const role = grant?.['role'];
  if (!workspace || !worker || (role !== 'worker' && role !== 'supervisor'))
    throw new TwilioError(403, 20106, 'Invalid Access Token grants');
  return { token, workspace, worker, isSupervisor: role === 'supervisor' };
}
