import type { Ports } from '../ports';
import { begin, insistently } from './invocation';

/**
 * The one worker that is known by this name. `nobody` also where there are several: an agent can change attributes of
 * its own worker, and must not be taken for a colleague by them.
 */
export async function workerKnownAs(
  ports: Ports,
  name: string,
): Promise<{ readonly worker: string } | 'nobody' | 'unknown'> {
  const found = await insistently(begin(ports), () => ports.taskRouter.workersKnownAs(name));
  if (found.kind !== 'ok') return 'unknown';
  const [worker, ...others] = found.value;
  return worker === undefined || others.length > 0 ? 'nobody' : { worker };
}
