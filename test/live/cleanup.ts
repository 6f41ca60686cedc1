import type { OwnObjects } from './own-objects';
import type { Target } from './target';

/**
 * Deletes every workspace and Sync service whose name begins with the run's prefix, also those whose creation was never
 * answered, with all that they contain. Goes on where one cannot be deleted, and says which.
 */
export async function cleanUp(target: Target, own: OwnObjects): Promise<string[]> {
  const { workspaces } = target.client.taskrouter.v1;
  const { services } = target.client.sync.v1;
  const left: string[] = [];
  const remove = async (name: string, request: () => Promise<boolean>): Promise<void> => {
    try {
      await request();
    } catch (error) {
      left.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const listed = async <T>(what: string, list: Promise<T[]>): Promise<T[]> =>
    list.catch((error: unknown) => {
      left.push(`${what} could not be listed: ${String(error)}`);
      return [];
    });
  for (const one of await listed('workspaces', workspaces.list()))
    if (own.adopt(one)) await remove(`workspace ${one.sid}`, () => workspaces(one.sid).remove());
  for (const one of await listed('Sync services', services.list()))
    if (own.adopt(one)) await remove(`Sync service ${one.sid}`, () => services(one.sid).remove());
  return left;
}
