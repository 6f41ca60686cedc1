import { maySweep } from '../access/grants';
import { route } from '../route';
import { sweep } from '../usecases/sweep';

/** Settles what was left behind; to be called on a schedule, every minute say, with `Authorization: Bearer <SWEEP_SECRET>`. */
export const handler = route('sweep', async ({ app, ports, event, note }) => {
  if (!maySweep(event, app)) return { status: 401, json: { error: 'unauthorized' } };
  const swept = await sweep(ports);
  note({ ...swept });
  return { status: 200, json: swept };
});
