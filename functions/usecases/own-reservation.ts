import type { CallContext } from '../domain/context';
import type { AgentLeg } from '../domain/agent-leg';
import type { Handoff } from '../domain/handoff/record';
import type { ReservationNote } from '../domain/reservation-note';
import type { Ports } from '../ports';
import { contextForAgent } from './context-for-agent';
import { begin, insistently, type Invocation } from './invocation';
import { happen, readHandoff } from './record';
import { carryOut } from './todo';

/** `absent`: not assigned, or not yet noted. `forbidden`: another agent's, or no longer this agent's. */
export type Refusal = 'absent' | 'forbidden' | 'unknown';

interface Own {
  readonly note: ReservationNote;
  readonly handoff: Handoff;
}

/** What is known of the caller, for the agent whose phone rings for this reservation, or who took it. */
export async function ownContext(
  ports: Ports,
  worker: string,
  reservation: string,
): Promise<CallContext | Refusal> {
  const own = await ownReservation(begin(ports), worker, reservation);
  if (typeof own === 'string') return own;
  return (await contextForAgent(ports, own.note.callSid)) ?? 'absent';
}

/** The agent declines on the page: as if 2 had been pressed on the phone, which stops ringing. */
export async function declineOwn(
  ports: Ports,
  worker: string,
  reservation: string,
): Promise<'declined' | 'too-late' | Refusal> {
  const invocation = begin(ports);
  const own = await ownReservation(invocation, worker, reservation);
  if (typeof own === 'string') return own === 'forbidden' ? 'too-late' : own;
  const { note, handoff } = own;
  const { callSid, n, task } = note;
  const leg: AgentLeg = { callSid, n, task, reservation, worker };
  const { state } = handoff;
  const agentCall = 'agentCall' in state ? state.agentCall : '';
  const refused = { kind: 'refused', cause: 'declined', ...leg, agentCall } as const;
  const changed = await happen(invocation, callSid, refused);
  if (changed.kind !== 'stored') return changed.kind === 'none' ? 'too-late' : 'unknown';
  if (!changed.isChanged) return 'too-late';
  await carryOut(invocation, callSid, changed);
  // A phone that does not ring yet is stopped when it tells that it does: the reservation is over by then.
  if (agentCall !== '') await insistently(invocation, () => ports.calls.end(agentCall));
  return 'declined';
}

/** The note of the assignment says whose it is; the record whether it still is. */
async function ownReservation(
  invocation: Invocation,
  worker: string,
  reservation: string,
): Promise<Own | Refusal> {
  const { reservations } = invocation.ports;
  const read = await insistently(invocation, () => reservations.read(reservation));
  if (read.kind === 'gone') return 'absent';
  if (read.kind !== 'ok') return 'unknown';
  const note = read.value.value;
  if (note.worker !== worker) return 'forbidden';
  const known = await readHandoff(invocation, note.callSid);
  if (known === undefined) return 'unknown';
  const isOwn = known !== 'absent' && holds(known.value, note, reservation, invocation.ports);
  return isOwn ? { note, handoff: known.value } : 'forbidden';
}

/** The record names the reservation as soon as the phone rings; until then the note stands for it. */
function holds(
  { n, state, over }: Handoff,
  note: ReservationNote,
  reservation: string,
  ports: Ports,
): boolean {
  if (n !== note.n || state.name === 'closed') return false;
  if ('reservation' in state) return state.reservation === reservation;
  const isFresh = ports.clock.nowMs() - note.atMs < ports.settings.policy.ringMs;
  return isFresh && !over.includes(reservation);
}
