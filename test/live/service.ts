import type { ServiceContext } from 'twilio/lib/rest/sync/v1/service';
import type { Target } from './target';

/** Runs `use` with a Sync service of its own and deletes that afterwards, whatever happened. */
export async function inService<T>(
  target: Target,
  use: (service: ServiceContext, sid: string) => Promise<T>,
): Promise<T> {
  const { services } = target.client.sync.v1;
  const { sid } = await services.create({ friendlyName: `${target.prefix}sync` });
  try {
    return await use(services(sid), sid);
  } finally {
    // What cannot be deleted now is found by its name at the end of the run.
    await services(sid)
      .remove()
      .catch(() => undefined);
  }
}
