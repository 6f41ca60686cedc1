import { moveWorker } from '../engine/workers';
import type { World } from '../world';

/** What a worker's connection does to the workspace. */
export interface Deed {
  readonly what: 'opened' | 'closed';
  readonly workspaceSid: string;
  readonly workerSid: string;
  readonly goesOffline?: boolean;
}

/** Nothing where the worker is no more. */
export function carryOut(world: World, { what, workspaceSid, workerSid, goesOffline }: Deed): void {
  const workspace = world.workspaces.get(workspaceSid);
  const worker = workspace?.workers.get(workerSid);
  world.around.ctx.journal.add(`worker-channel.${what}`, { worker_sid: workerSid });
  if (!workspace || !worker || !goesOffline) return;
  const offline = [...workspace.activities.values()].find(({ friendlyName }) => friendlyName === 'Offline');
  moveWorker(workspace, worker, offline ?? workspace.timeoutActivity);
}
