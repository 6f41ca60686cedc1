import type { Ports } from '../ports';
import { begin, insistently } from './invocation';
import { ownReservation, type Refusal } from './own-reservation';

/**
 * Lets whoever shows this reservation see how the call's context changes; the answer is the context's name in the store.
 * The permission is the reservation's and not the agent's: who is no longer asked gets no token for it any more.
 */
export async function followOwn(
  ports: Ports,
  worker: string,
  reservation: string,
): Promise<{ name: string } | Refusal> {
  const invocation = begin(ports);
  const own = await ownReservation(invocation, worker, reservation);
  if (typeof own === 'string') return own;
  const { callSid } = own.note;
  const shown = await insistently(invocation, () => ports.contexts.show(callSid, reservation));
  if (shown.kind === 'ok') return { name: ports.contexts.nameOf(callSid) };
  return shown.kind === 'refused' && shown.status === 404 ? 'absent' : 'unknown';
}
