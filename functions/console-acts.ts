import { isGrant, refusal, reservationOf, signedIn } from './access/agent';
import { WRAP_UP_OUTCOMES, type WrapUp } from './domain/wrap-up';
import { BadRequest } from './requests/bad-request';
import type { Reply, RouteRequest } from './route';
import type { Acted, By } from './usecases/agent-acts';

/** Longer than the page lets anybody write. */
const LONGEST_NOTE = 1000;

/** Lets a signed-in agent do something with a call of his own. */
export async function actOnCall(
  request: RouteRequest,
  act: (request: RouteRequest, by: By) => Promise<Acted>,
): Promise<Reply> {
  const { app, ports, event } = request;
  const grant = await signedIn(event, app, ports);
  if (!isGrant(grant)) return grant;
  const acted = await act(request, { worker: grant.worker, reservation: reservationOf(event) });
  if (acted === 'done') return { status: 200, json: {} };
  return acted === 'not-now' ? refusal(409, 'not-now') : refusal(503, 'try-again');
}

/** `''` for none. Throws `BadRequest`. */
export function noteOf({ note }: Readonly<Record<string, unknown>>): string {
  if (note === undefined) return '';
  if (typeof note === 'string' && note.length <= LONGEST_NOTE) return note.trim();
  throw new BadRequest(`note is no text of at most ${LONGEST_NOTE} characters`);
}

/** What an agent says of a call. Throws `BadRequest`. */
export function wrapUpOf(event: Readonly<Record<string, unknown>>): WrapUp {
  const outcome = WRAP_UP_OUTCOMES.find((word) => word === event.outcome);
  if (outcome) return { outcome, note: noteOf(event) };
  throw new BadRequest(`outcome is none of ${WRAP_UP_OUTCOMES.join(', ')}`);
}
