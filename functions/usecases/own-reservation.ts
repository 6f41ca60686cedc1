import type { CallContext } from '../domain/context';
import type { AgentLeg } from '../domain/agent-leg';
import { isTalking } from '../domain/handoff/bridge';
import type { Handoff } from '../domain/handoff/record';
import { isTransfer } from '../domain/handoff/transfer';
import type { ReservationNote } from '../domain/reservation-note';
import type { Ports } from '../ports';
import { conferenceName } from './bridge-legs';
import { contextForAgent } from './context-for-agent';
import { begin, insistently, type Invocation } from './invocation';
import { happen, readHandoff } from './record';
import { carryOut } from './todo';

/** `absent`: not assigned, or not yet noted. `forbidden`: another agent's, or no longer this agent's. */
export type Refusal = 'absent' | 'forbidden' | 'unknown';

export interface Own {
  readonly note: ReservationNote;
  readonly handoff: Handoff;
}

/** What the page shows of a call. */
export interface OwnCall {
  readonly context: CallContext;
  /** How the agent stands to the caller: still being asked, has him, or has passed him on and is still there. */
  readonly part: 'asked' | 'has' | 'passed-on';
  /** The two talk in a conference of ours: there is something to be done with the call. */
  readonly isTalking: boolean;
  readonly isHeld: boolean;
}

/** What is known of the caller, for the agent whose phone rings for this reservation, or who took it. */
export async function ownCall(ports: Ports, worker: string, reservation: string): Promise<OwnCall | Refusal> {
  const invocation = begin(ports);
  const own = await ownReservation(invocation, worker, reservation);
  if (typeof own === 'string') return own;
  const { note, handoff } = own;
  const talking = isTalking(handoff, ports.clock.nowMs());
  const [context, isHeld] = await Promise.all([
    contextForAgent(ports, note.callSid),
    talking && (await isOnHold(invocation, note)),
  ]);
  if (context === 'unknown') return context;
  return context ? { context, part: partOf(handoff, reservation), isTalking: talking, isHeld } : 'absent';
}

function partOf({ state }: Handoff, reservation: string): OwnCall['part'] {
  if (state.name !== 'bridged' && state.name !== 'transferring') return 'asked';
  if (state.reservation === reservation) return 'has';
  return state.name === 'bridged' && state.was?.reservation === reservation ? 'passed-on' : 'asked';
}

async function isOnHold(invocation: Invocation, { callSid, n }: ReservationNote): Promise<boolean> {
  const { calls } = invocation.ports;
  const inside = await insistently(invocation, () => calls.members(conferenceName({ callSid, n })));
  return inside.kind === 'ok' && inside.value.some((one) => one.callSid === callSid && one.isHeld);
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
  const agentCall = legOf(handoff, reservation) ?? '';
  const refused = { kind: 'refused', cause: 'declined', ...leg, agentCall } as const;
  const changed = await happen(invocation, callSid, refused);
  if (changed.kind !== 'stored') return changed.kind === 'none' ? 'too-late' : 'unknown';
  if (!changed.isChanged) return 'too-late';
  await carryOut(invocation, callSid, changed);
  await Promise.all([
    // A phone that does not ring yet is stopped when it tells that it does: the reservation is over by then.
    agentCall !== '' && insistently(invocation, () => ports.calls.end(agentCall)),
    // What is said from now on is not for this agent's page, which may have asked to follow it.
    insistently(invocation, () => ports.contexts.hide(callSid, reservation)),
  ]);
  return 'declined';
}

/** The note of the assignment says whose it is; the record whether it still is. */
export async function ownReservation(
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

/** The leg of the agent of this reservation, as far as the record knows it. */
export function legOf({ state }: Pick<Handoff, 'state'>, reservation: string): string | undefined {
  if (!('reservation' in state)) return undefined;
  const others = state.name === 'bridged' ? [state.next, state.was] : [];
  return [state, ...others].find((one) => one?.reservation === reservation)?.agentCall;
}

/** The record names the reservation as soon as the phone rings; until then the note stands for it. */
function holds(
  { n, state, over }: Handoff,
  note: ReservationNote,
  reservation: string,
  ports: Ports,
): boolean {
  if (n !== note.n || state.name === 'closed') return false;
  if (legOf({ state }, reservation) !== undefined) return true;
  if ('reservation' in state && !isTransfer({ n, state, over }, { ...note, reservation })) return false;
  const isFresh = ports.clock.nowMs() - note.atMs < ports.settings.policy.ringMs;
  return isFresh && !over.includes(reservation);
}
