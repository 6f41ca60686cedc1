import type { OwnObjects } from './own-objects';
import type { Target } from './target';

/** How long a creation that was never answered may take until the object is in its list. */
const UNANSWERED_SECONDS = 20;

/**
 * Deletes every workspace, Sync service and queue of callers that the run knows of, then every other whose name begins with the run's prefix
 * (those whose creation was never answered, or of an earlier attempt), with all that they contain. Goes on where one cannot
 * be deleted, and says which.
 */
export async function cleanUp(target: Target, own: OwnObjects): Promise<string[]> {
  const { taskrouter, sync, queues } = target.client;
  const { workspaces } = taskrouter.v1;
  const { services } = sync.v1;
  const left: string[] = [];
  const remove = async (sid: string): Promise<void> => {
    try {
      await (sid.startsWith('WS') ? workspaces : sid.startsWith('IS') ? services : queues)(sid).remove();
    } catch (error) {
      if ((error as { status?: unknown }).status === 404) return;
      left.push(`${sid}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const listed = async <T>(what: string, list: Promise<T[]>): Promise<T[]> =>
    list.catch((error: unknown) => {
      left.push(`${what} could not be listed: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    });
  for (const sid of own.left()) await remove(sid);
  if (own.hasUnanswered) await target.pass(UNANSWERED_SECONDS);
  const found = [
    ...(await listed('workspaces', workspaces.list())),
    ...(await listed('Sync services', services.list())),
    ...(await listed('queues', queues.list())),
  ];
  const failed = new Set(own.left());
  for (const one of found) if (!failed.has(one.sid) && own.adopt(one)) await remove(one.sid);
  return left;
}
